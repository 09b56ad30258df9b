// One setting as a control; a value that is the automatic one is not stored.
import { MultiSelect, NativeSelect, Switch, TextInput } from "@mantine/core";
import type { Column } from "../../../api/types.ts";
import { bench } from "../../../text/bench/text.ts";
import { NumberField } from "../../../widgets/NumberField.tsx";
import { type ChartSettings, guessAxes, isNumber, optionsOf, readNames } from "../displays.ts";
import { ColorSetting, type ValueProps } from "./ColorSetting.tsx";
import { ComparisonList } from "./ComparisonList.tsx";
import { PivotSplit } from "./PivotSplit.tsx";
import { SegmentList } from "./SegmentList.tsx";
import type { Setting } from "./schema.ts";

interface SettingControlProps {
  setting: Setting;
  settings: ChartSettings;
  columns: Column[];
  onSetting: (key: string, value: unknown) => void;
}

export function SettingControl({ setting, settings, columns, onSetting }: SettingControlProps) {
  const { key, label } = setting;
  const value = settings[key];
  const set = (next: unknown) => onSetting(key, next);
  switch (setting.control) {
    case "switch": {
      const isOn = setting.isOn ?? false;
      return (
        <Switch
          label={label}
          checked={typeof value === "boolean" ? value : isOn}
          onChange={(event) => {
            const { checked } = event.currentTarget;
            set(checked === isOn ? null : checked);
          }}
        />
      );
    }
    case "select":
      return (
        <NativeSelect
          label={label}
          data={[{ value: "", label: bench.charts.automatic }, ...setting.choices]}
          value={readChoice(value)}
          onChange={(event) => set(writeChoice(key, event.currentTarget.value))}
        />
      );
    case "text":
      return (
        <TextInput
          label={label}
          value={typeof value === "string" ? value : ""}
          onChange={(event) => set(event.currentTarget.value || null)}
        />
      );
    case "number":
      return (
        <NumberField
          label={label}
          value={typeof value === "number" ? value : null}
          onChange={set}
        />
      );
    case "color":
      return <ColorSetting label={label} value={value} onChange={set} />;
    case "column":
      return <ColumnSetting label={label} of={setting.of} {...{ value, columns, set }} />;
    case "columns":
      return (
        <MultiSelect
          label={label}
          data={optionsOf(setting.of === "numbers" ? columns.filter(isNumber) : columns)}
          value={readList(setting, settings, columns)}
          onChange={(names) => set(names.length > 0 ? names : null)}
        />
      );
    case "dimensions":
      return <Dimensions {...{ settings, columns, onSetting }} />;
    case "segments":
      return <SegmentList label={label} value={value} onChange={set} />;
    case "comparisons":
      return <ComparisonList label={label} value={value} columns={columns} onChange={set} />;
    case "range":
      return <Range label={label} value={value} onChange={set} />;
    case "split":
      return <PivotSplit value={value} columns={columns} onChange={set} />;
  }
}

/** The wire says `false` and `null` where the panel says a word. */
function readChoice(value: unknown): string {
  if (value === false) return "hidden";
  if (value === null) return "none";
  return typeof value === "string" ? value : "";
}

function writeChoice(key: string, text: string): unknown {
  if (text === "hidden") return false;
  if (text === "none" && key === "stackable.stack_type") return false;
  return text || null;
}

function readList(
  setting: Extract<Setting, { of: unknown }>,
  settings: ChartSettings,
  columns: Column[],
): string[] {
  const stored = settings[setting.key];
  const known = typeof stored === "string" ? { ...settings, [setting.key]: [stored] } : settings;
  const guess = guessAxes(columns);
  return readNames(
    known,
    setting.key,
    columns,
    guess[setting.of === "numbers" ? "metrics" : "dimensions"],
  );
}

interface ColumnSettingProps {
  label: string;
  of: "all" | "numbers" | "others";
  value: unknown;
  columns: Column[];
  set: (next: unknown) => void;
}

function ColumnSetting({ label, of, value, columns, set }: ColumnSettingProps) {
  const listed = of === "numbers" ? columns.filter(isNumber) : columns;
  const name = Array.isArray(value) ? String(value[0] ?? "") : String(value ?? "");
  return (
    <NativeSelect
      label={label}
      data={[{ value: "", label: bench.charts.automatic }, ...optionsOf(listed)]}
      value={listed.some((it) => it.name === name) ? name : ""}
      onChange={(event) => set(event.currentTarget.value || null)}
    />
  );
}

function Dimensions({ settings, columns, onSetting }: Omit<SettingControlProps, "setting">) {
  const guess = guessAxes(columns);
  const key = "graph.dimensions";
  const [x = "", breakout = ""] = readNames(settings, key, columns, guess.dimensions);
  const set = (names: string[]) => onSetting(key, [...new Set(names.filter(Boolean))]);
  return (
    <>
      <NativeSelect
        label={bench.charts.labels.x}
        data={optionsOf(columns)}
        value={x}
        onChange={(event) => set([event.currentTarget.value, breakout])}
      />
      <NativeSelect
        label={bench.charts.labels.breakout}
        data={[
          { value: "", label: bench.charts.none },
          ...optionsOf(columns.filter((it) => it.name !== x)),
        ]}
        value={breakout}
        onChange={(event) => set([x, event.currentTarget.value])}
      />
    </>
  );
}

function Range({ label, value, onChange }: ValueProps) {
  const [low, high] = Array.isArray(value) ? value : [];
  const set = (next: unknown[]) =>
    onChange(next.every((it) => typeof it === "number") ? next : null);
  return (
    <>
      <NumberField
        label={`${label}: ${bench.charts.segment.min}`}
        value={typeof low === "number" ? low : null}
        onChange={(next) => set([next, high ?? 100])}
      />
      <NumberField
        label={`${label}: ${bench.charts.segment.max}`}
        value={typeof high === "number" ? high : null}
        onChange={(next) => set([low ?? 0, next])}
      />
    </>
  );
}
