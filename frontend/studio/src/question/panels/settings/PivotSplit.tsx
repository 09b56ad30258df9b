// Which columns of a pivot table stand at the side, above and in the cells.
import { MultiSelect } from "@mantine/core";
import type { Column } from "../../../api/types.ts";
import { bench } from "../../../text/bench/text.ts";
import { isNumber, optionsOf } from "../displays.ts";

const PLACES = ["rows", "columns", "values"] as const;
type Split = Partial<Record<(typeof PLACES)[number], string[]>>;

interface PivotSplitProps {
  value: unknown;
  columns: Column[];
  onChange: (split: Split | null) => void;
}

export function PivotSplit({ value, columns, onChange }: PivotSplitProps) {
  const split = (value ?? {}) as Record<string, unknown>;
  const { pivotRows, pivotColumns, pivotValues } = bench.charts.labels;
  const labels = { rows: pivotRows, columns: pivotColumns, values: pivotValues };
  const read = (place: string) =>
    (Array.isArray(split[place]) ? (split[place] as unknown[]) : [])
      .map((it) => String(Array.isArray(it) ? it[1] : it))
      .filter((name) => columns.some((it) => it.name === name));
  const current: Split = Object.fromEntries(PLACES.map((place) => [place, read(place)]));
  return PLACES.map((place) => (
    <MultiSelect
      key={place}
      label={labels[place]}
      data={optionsOf(place === "values" ? columns.filter(isNumber) : columns)}
      value={current[place] ?? []}
      onChange={(names) => onChange({ ...current, [place]: names })}
    />
  ));
}
