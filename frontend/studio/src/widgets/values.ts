// Between what a widget shows and what the wire carries.
import type { ParameterValue, Scalar, ValueList } from "../api/types.ts";

/** A value as a list: null is empty, a lone value a list of one. */
export function toList(value: ParameterValue | undefined): Scalar[] {
  if (value === null || value === undefined || value === "") return [];
  return Array.isArray(value) ? value : [value];
}

/** A list as a value: empty is null, "explicitly no value". */
export function fromList(list: readonly Scalar[]): ParameterValue {
  return list.length > 0 ? [...list] : null;
}

export function firstText(value: ParameterValue | undefined): string {
  const [first] = toList(value);
  return first === undefined ? "" : String(first);
}

/**
 * A number for text that is one. Digits beyond what a double holds stay text, which the server
 * reads exactly; anything else is undefined.
 */
export function parseNumber(text: string): number | string | undefined {
  const trimmed = text.trim();
  if (!/^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i.test(trimmed)) return undefined;
  const number = Number(trimmed);
  const isExact = !/^[+-]?\d+$/.test(trimmed) || Number.isSafeInteger(number);
  return isExact && Number.isFinite(number) ? number : trimmed;
}

export interface DateRange {
  from: string;
  to: string;
}

/** `2024-01-01~2024-02-01` and its open forms; null for every other date filter. */
export function parseRange(value: ParameterValue | undefined): DateRange | null {
  const text = firstText(value);
  const day = String.raw`\d{4}-\d\d-\d\d`;
  const range = new RegExp(`^(${day})?~(${day})?$`).exec(text);
  if (range) return { from: range[1] ?? "", to: range[2] ?? "" };
  return new RegExp(`^${day}$`).test(text) ? { from: text, to: text } : null;
}

export function formatRange({ from, to }: DateRange): string | null {
  return from || to ? `${from}~${to}` : null;
}

export interface Quarter {
  quarter: string;
  year: string;
}

/** `Q1-2024` in its two parts. */
export function parseQuarter(value: ParameterValue | undefined): Quarter {
  const found = /^Q([1-4])-(\d{4})$/.exec(firstText(value));
  return { quarter: found?.[1] ?? "", year: found?.[2] ?? "" };
}

export function formatQuarter({ quarter, year }: Quarter): string | null {
  return quarter && /^\d{4}$/.test(year) ? `Q${quarter}-${year}` : null;
}

export interface Choice {
  value: string;
  label: string;
}

/** A value list as choices; each value once, blank ones left out. */
export function readChoices(list: ValueList | undefined): {
  choices: Choice[];
  raw: Map<string, Scalar>;
} {
  const raw = new Map<string, Scalar>();
  const choices: Choice[] = [];
  for (const entry of list?.values ?? []) {
    const [value, label] = Array.isArray(entry) ? entry : [entry];
    if (value === null || value === undefined || value === "" || raw.has(String(value))) continue;
    raw.set(String(value), value);
    choices.push({ value: String(value), label: String(label ?? value) });
  }
  return { choices, raw };
}

/** True for a value that a locked parameter accepts as given. */
export function isGiven(value: ParameterValue | undefined): boolean {
  if (typeof value === "string") return value.trim() !== "";
  return value !== null && value !== undefined;
}
