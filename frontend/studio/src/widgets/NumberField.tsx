// A number, or nothing: the browser's own field, because a formatting library would weigh as much as a page.
import { TextInput, type TextInputProps } from "@mantine/core";

interface NumberFieldProps extends Omit<TextInputProps, "value" | "onChange" | "type"> {
  value: number | null;
  onChange: (value: number | null) => void;
}

export function NumberField({ value, onChange, ...rest }: NumberFieldProps) {
  return (
    <TextInput
      {...rest}
      type="number"
      step="any"
      value={value ?? ""}
      onChange={(event) => {
        const { value: text } = event.currentTarget;
        onChange(text === "" || Number.isNaN(Number(text)) ? null : Number(text));
      }}
    />
  );
}
