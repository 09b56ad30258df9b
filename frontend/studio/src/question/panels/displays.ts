// The ways a result can be shown: name, icon and which settings each has.
import {
  IconChartArea,
  IconChartBar,
  IconChartLine,
  IconChartPie,
  IconNumber123,
  type IconProps,
  IconTable,
} from "@tabler/icons-react";
import type { ComponentType } from "react";
import type { Column } from "../../api/types.ts";
import { t } from "../../text/text.ts";

export type Display = "table" | "scalar" | "line" | "bar" | "area" | "pie";
export type ChartSettings = Record<string, unknown>;

export const DISPLAYS: readonly {
  value: Display;
  label: string;
  icon: ComponentType<IconProps>;
}[] = [
  { value: "table", label: t.display.table, icon: IconTable },
  { value: "scalar", label: t.display.scalar, icon: IconNumber123 },
  { value: "line", label: t.display.line, icon: IconChartLine },
  { value: "bar", label: t.display.bar, icon: IconChartBar },
  { value: "area", label: t.display.area, icon: IconChartArea },
  { value: "pie", label: t.display.pie, icon: IconChartPie },
];

/** The icon of a display, the table's for one that the studio does not know. */
export function displayIcon(display: string | null): ComponentType<IconProps> {
  return DISPLAYS.find((it) => it.value === display)?.icon ?? IconTable;
}

const NUMBERS = new Set(["type/Integer", "type/BigInteger", "type/Float", "type/Decimal"]);

export function isNumber(column: Column): boolean {
  return NUMBERS.has(column.base_type);
}

/** True for line, bar and area: the displays with axes. */
export function hasAxes(display: string): boolean {
  return display === "line" || display === "bar" || display === "area";
}

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
