// The ways a result can be shown: name and icon, and what a chart shows while nothing is chosen.
import {
  IconAdjustmentsHorizontal,
  IconChartArea,
  IconChartBar,
  IconChartCandle,
  IconChartDots,
  IconChartHistogram,
  IconChartLine,
  IconChartPie,
  IconFilter,
  IconGauge,
  IconLayoutRows,
  IconMap,
  IconNumber123,
  type IconProps,
  IconTable,
  IconTablePlus,
  IconTrendingUp,
} from "@tabler/icons-react";
import type { ComponentType } from "react";
import type { Column } from "../../api/types.ts";
import { bench } from "../../text/bench/text.ts";

export type Display = keyof typeof bench.charts.kinds;
export type ChartSettings = Record<string, unknown>;

const ICONS: Readonly<Record<Display, ComponentType<IconProps>>> = {
  table: IconTable,
  scalar: IconNumber123,
  smartscalar: IconTrendingUp,
  line: IconChartLine,
  bar: IconChartBar,
  area: IconChartArea,
  row: IconLayoutRows,
  combo: IconChartHistogram,
  pie: IconChartPie,
  progress: IconAdjustmentsHorizontal,
  gauge: IconGauge,
  funnel: IconFilter,
  scatter: IconChartDots,
  waterfall: IconChartCandle,
  pivot: IconTablePlus,
  map: IconMap,
};

export const DISPLAYS = (Object.keys(ICONS) as Display[]).map((value) => ({
  value,
  label: bench.charts.kinds[value],
  icon: ICONS[value],
}));

/** The icon of a display, the table's for one that the studio does not know. */
export function displayIcon(display: string | null): ComponentType<IconProps> {
  return ICONS[display as Display] ?? IconTable;
}

const NUMBERS = new Set(["type/Integer", "type/BigInteger", "type/Float", "type/Decimal"]);

export function isNumber(column: Column): boolean {
  return NUMBERS.has(column.base_type);
}

/** Columns as the choices of a select. */
export const optionsOf = (columns: readonly Column[]) =>
  columns.map((it) => ({ value: it.name, label: it.display_name }));

/** What a chart shows while its author has chosen nothing: first labels, then numbers. */
export function guessAxes(columns: readonly Column[]): { dimensions: string[]; metrics: string[] } {
  const numbers = columns.filter(isNumber);
  const labels = columns.filter((it) => !isNumber(it));
  const first = labels[0] ?? columns[0];
  const metrics = numbers.filter((it) => it !== first).map((it) => it.name);
  const dimensions = first ? [first.name] : [];
  if (labels[1] && metrics.length === 1) dimensions.push(labels[1].name);
  return { dimensions, metrics };
}

/** The chosen names of a setting that are columns of this result, or the guess. */
export function readNames(
  settings: ChartSettings,
  key: string,
  columns: readonly Column[],
  guess: string[],
): string[] {
  const stored = settings[key];
  if (!Array.isArray(stored)) return guess;
  const known = stored.filter((it): it is string => columns.some((column) => column.name === it));
  return known.length > 0 ? known : guess;
}

/** Settings with one key changed; `null` removes the key. */
export function withSetting(settings: ChartSettings, key: string, value: unknown): ChartSettings {
  const { [key]: _old, ...rest } = settings;
  return value === null ? rest : { ...rest, [key]: value };
}
