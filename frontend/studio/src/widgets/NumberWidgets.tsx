// Widgets for one number and for a pair of bounds.
import { Group, Input, TextInput } from "@mantine/core";
import { type ReactNode, useState } from "react";
import type { Scalar } from "../api/types.ts";
import { t } from "../text/text.ts";
import type { WidgetProps } from "./ParameterWidget.tsx";
import { firstText, parseNumber } from "./values.ts";

export function NumberWidget({ parameter, value, onChange, label, error }: WidgetProps) {
  return (
    <NumberField
      label={label ?? parameter.name}
      placeholder={t.widgets.anyValue}
      error={error}
      isRequired={parameter.required ?? false}
      text={firstText(value)}
      onNumber={onChange}
    />
  );
}

export function NumberRangeWidget({ parameter, value, onChange, label, error }: WidgetProps) {
  const pair = Array.isArray(value) ? value : [];
  const change = (index: 0 | 1, bound: Scalar | null) => {
    const next: (Scalar | null)[] = [pair[0] ?? null, pair[1] ?? null];
    next[index] = bound;
    onChange(next.some((it) => it !== null) ? (next as Scalar[]) : null);
  };
  return (
    <Input.Wrapper label={label ?? parameter.name} error={error} labelElement="div">
      <Group gap="xs" grow wrap="nowrap">
        <NumberField
          ariaLabel={t.widgets.from(parameter.name)}
          placeholder={t.widgets.least}
          text={String(pair[0] ?? "")}
          onNumber={(bound) => change(0, bound)}
        />
        <NumberField
          ariaLabel={t.widgets.to(parameter.name)}
          placeholder={t.widgets.most}
          text={String(pair[1] ?? "")}
          onNumber={(bound) => change(1, bound)}
        />
      </Group>
    </Input.Wrapper>
  );
}

interface NumberFieldProps {
  label?: ReactNode;
  ariaLabel?: string;
  placeholder: string;
  error?: ReactNode;
  isRequired?: boolean;
  text: string;
  onNumber: (value: number | string | null) => void;
}

/** Keeps the text as typed ("1." on the way to "1.5"), and tells numbers only. */
function NumberField(props: NumberFieldProps) {
  const { text, onNumber, ariaLabel, isRequired } = props;
  const [typed, setTyped] = useState(text);
  const isTyping = String(parseNumber(typed) ?? "") === text || parseNumber(typed) === undefined;
  const shown = isTyping ? typed : text;
  const isWrong = shown.trim() !== "" && parseNumber(shown) === undefined;
  return (
    <TextInput
      label={props.label}
      aria-label={ariaLabel}
      placeholder={props.placeholder}
      inputMode="decimal"
      required={isRequired ?? false}
      error={isWrong ? t.widgets.notNumber : props.error}
      value={shown}
      onChange={(event) => {
        const next = event.currentTarget.value;
        setTyped(next);
        onNumber(parseNumber(next) ?? null);
      }}
    />
  );
}
