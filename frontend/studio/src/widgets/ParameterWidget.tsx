// One widget for one parameter, chosen by the parameter's type.
import { NativeSelect, TextInput } from "@mantine/core";
import { type ReactNode, useId } from "react";
import type { Parameter, ParameterValue, ValueList } from "../api/types.ts";
import { s } from "../snippets/text.ts";
import { t } from "../text/text.ts";
import { DateFilterWidget, DateRangeWidget, QuarterWidget } from "./DateWidgets.tsx";
import { ListWidget, useChoices } from "./ListWidget.tsx";
import { NumberRangeWidget, NumberWidget } from "./NumberWidgets.tsx";
import { firstText } from "./values.ts";

/** A list that was written down, or a column of another question. */
export type OwnChoices = { values: ValueList["values"] } | { card: number; column: string };

export interface WidgetProps {
  parameter: Parameter;
  value: ParameterValue;
  onChange: (value: ParameterValue) => void;
  /** Address of the value list, null when there is none. */
  choicesPath?: string | null | undefined;
  /** The author's own list, before it is saved: it stands for any address. */
  own?: OwnChoices | null | undefined;
  label?: ReactNode;
  error?: ReactNode;
}

export function ParameterWidget(props: WidgetProps) {
  const { type } = props.parameter;
  switch (type) {
    case "date/single":
      return <TextWidget {...props} inputType="date" />;
    case "date/month-year":
      return <TextWidget {...props} inputType="month" />;
    case "date/range":
      return <DateRangeWidget {...props} />;
    case "date/quarter-year":
      return <QuarterWidget {...props} />;
    case "date/relative":
    case "date/all-options":
      return <DateFilterWidget {...props} />;
    case "number/between":
      return <NumberRangeWidget {...props} />;
    case "number/>=":
    case "number/<=":
      return <NumberWidget {...props} />;
    case "temporal-unit":
      return <UnitWidget {...props} />;
    case "boolean/=":
      return <BooleanWidget {...props} />;
  }
  const isList = props.parameter.isMultiSelect !== false;
  if (type.startsWith("number/") && !isList) return <NumberWidget {...props} />;
  return isList || props.choicesPath ? (
    <ListWidget {...props} />
  ) : (
    <TextWidget {...props} inputType="text" />
  );
}

function TextWidget({
  parameter,
  value,
  onChange,
  label,
  error,
  inputType,
  own,
}: WidgetProps & { inputType: "text" | "date" | "month" }) {
  const listId = useId();
  const { choices } = useChoices({ own });
  return (
    <TextInput
      list={choices.length > 0 ? listId : undefined}
      rightSectionWidth={0}
      rightSection={
        choices.length > 0 && (
          <datalist id={listId}>
            {choices.map((it) => (
              <option key={it.value} value={it.value} label={it.label} />
            ))}
          </datalist>
        )
      }
      type={inputType}
      label={label ?? parameter.name}
      error={error}
      required={parameter.required ?? false}
      placeholder={inputType === "text" ? t.widgets.anyValue : undefined}
      value={firstText(value)}
      onChange={(event) => onChange(event.currentTarget.value || null)}
    />
  );
}

function UnitWidget({ parameter, value, onChange, label, error }: WidgetProps) {
  const units: Readonly<Record<string, string>> = s.units;
  const offered = parameter.temporal_units?.length ? parameter.temporal_units : Object.keys(units);
  return (
    <NativeSelect
      label={label ?? parameter.name}
      error={error}
      required={parameter.required ?? false}
      data={[
        { value: "", label: t.widgets.anyValue },
        ...offered.map((unit) => ({ value: unit, label: units[unit] ?? unit })),
      ]}
      value={firstText(value)}
      onChange={(event) => onChange(event.currentTarget.value || null)}
    />
  );
}

function BooleanWidget({ parameter, value, onChange, label, error }: WidgetProps) {
  return (
    <NativeSelect
      label={label ?? parameter.name}
      error={error}
      required={parameter.required ?? false}
      data={[
        { value: "", label: t.widgets.anyValue },
        { value: "true", label: t.widgets.yes },
        { value: "false", label: t.widgets.no },
      ]}
      value={firstText(value)}
      onChange={(event) => {
        const text = event.currentTarget.value;
        onChange(text ? text === "true" : null);
      }}
    />
  );
}
