// Widgets for date filters: a range, a quarter, and the choice of relative spans.
import { Group, Input, NativeSelect, Stack, TextInput } from "@mantine/core";
import { useState } from "react";
import { t } from "../text/text.ts";
import type { WidgetProps } from "./ParameterWidget.tsx";
import {
  firstText,
  formatQuarter,
  formatRange,
  parseQuarter,
  parseRange,
  type Quarter,
} from "./values.ts";

export function DateRangeWidget({ parameter, value, onChange, label, error }: WidgetProps) {
  return (
    <Input.Wrapper label={label ?? parameter.name} error={error} labelElement="div">
      <RangeFields name={parameter.name} value={value} onChange={onChange} />
    </Input.Wrapper>
  );
}

type RangeFieldsProps = Pick<WidgetProps, "value" | "onChange"> & { name: string };

function RangeFields({ name, value, onChange }: RangeFieldsProps) {
  const range = parseRange(value) ?? { from: "", to: "" };
  return (
    <Group gap="xs" grow wrap="nowrap">
      <TextInput
        type="date"
        aria-label={t.widgets.from(name)}
        max={range.to || undefined}
        value={range.from}
        onChange={(event) => onChange(formatRange({ ...range, from: event.currentTarget.value }))}
      />
      <TextInput
        type="date"
        aria-label={t.widgets.to(name)}
        min={range.from || undefined}
        value={range.to}
        onChange={(event) => onChange(formatRange({ ...range, to: event.currentTarget.value }))}
      />
    </Group>
  );
}

export function QuarterWidget({ parameter, value, onChange, label, error }: WidgetProps) {
  const [typed, setTyped] = useState<Quarter>(() => parseQuarter(value));
  const change = (next: Quarter) => {
    setTyped(next);
    onChange(formatQuarter(next));
  };
  return (
    <Input.Wrapper label={label ?? parameter.name} error={error} labelElement="div">
      <Group gap="xs" grow wrap="nowrap">
        <NativeSelect
          aria-label={`${parameter.name}: ${t.widgets.quarter}`}
          data={["", "1", "2", "3", "4"].map((it) => ({ value: it, label: it && `Q${it}` }))}
          value={typed.quarter}
          onChange={(event) => change({ ...typed, quarter: event.currentTarget.value })}
        />
        <TextInput
          aria-label={`${parameter.name}: ${t.widgets.year}`}
          placeholder={t.widgets.year}
          inputMode="numeric"
          maxLength={4}
          value={typed.year}
          onChange={(event) => change({ ...typed, year: event.currentTarget.value })}
        />
      </Group>
    </Input.Wrapper>
  );
}

const CUSTOM = "custom";
const RELATIVE = Object.entries(t.widgets.relative).map(([value, label]) => ({ value, label }));

/** Relative spans by name; with `date/all-options` also days of one's own. */
export function DateFilterWidget({ parameter, value, onChange, label, error }: WidgetProps) {
  const text = firstText(value);
  const hasDays = parameter.type === "date/all-options";
  const isRange = hasDays && parseRange(value) !== null;
  const [isCustom, setCustom] = useState(isRange);
  const showsDays = isRange || (isCustom && text === "");
  const isKnown = text === "" || RELATIVE.some((it) => it.value === text);
  const options = [
    { value: "", label: t.widgets.anyValue },
    ...RELATIVE,
    ...(isKnown || showsDays ? [] : [{ value: text, label: text }]),
    ...(hasDays ? [{ value: CUSTOM, label: t.widgets.custom }] : []),
  ];
  return (
    <Stack gap="xs">
      <NativeSelect
        label={label ?? parameter.name}
        error={error}
        required={parameter.required ?? false}
        data={options}
        value={showsDays ? CUSTOM : text}
        onChange={(event) => {
          const chosen = event.currentTarget.value;
          setCustom(chosen === CUSTOM);
          onChange(chosen === CUSTOM ? null : chosen || null);
        }}
      />
      {showsDays && <RangeFields name={parameter.name} value={value} onChange={onChange} />}
    </Stack>
  );
}
