// Values of text or numbers, several or one, with suggestions when the server knows a list.
import { TagsInput } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { choices as choicesQuery } from "../api/queries.ts";
import type { Scalar } from "../api/types.ts";
import { t } from "../text/text.ts";
import type { WidgetProps } from "./ParameterWidget.tsx";
import { fromList, parseNumber, readChoices, toList } from "./values.ts";

export function ListWidget({ parameter, value, onChange, choicesPath, label, error }: WidgetProps) {
  const { data } = useQuery({
    ...choicesQuery(choicesPath ?? ""),
    enabled: Boolean(choicesPath),
    retry: false,
  });
  const { choices, raw } = readChoices(data);
  const isNumeric = parameter.type.startsWith("number/");
  const isMulti = parameter.isMultiSelect !== false;
  const list = toList(value);
  const read = (text: string): Scalar | undefined =>
    raw.get(text) ?? (isNumeric ? parseNumber(text) : text);
  return (
    <TagsInput
      label={label ?? parameter.name}
      error={error}
      required={parameter.required ?? false}
      placeholder={list.length > 0 ? "" : t.widgets.addValue}
      data={choices.map((it) => it.value)}
      renderOption={({ option }) =>
        choices.find((it) => it.value === option.value)?.label ?? option.value
      }
      limit={50}
      // A comma may be a part of a text; between numbers it can only divide.
      splitChars={isNumeric ? [","] : []}
      clearable
      clearButtonProps={{ "aria-label": t.widgets.clear(parameter.name) }}
      acceptValueOnBlur
      value={list.map(String)}
      onChange={(texts) => {
        const values = texts.map(read).filter((it) => it !== undefined);
        onChange(isMulti ? fromList(values) : (values.at(-1) ?? null));
      }}
    />
  );
}
