// What a closed widget shows of its value. The server's words for pages without script are in
// embed/filters/widgets.py and dates.py.

import { word } from "../spoken.ts";
import { splitRange } from "./ranges.ts";

const MOST_SHOWN = 2;
const DAYS = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"];
const MONTHS = "Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec".split(" ");
const UTC = { timeZone: "UTC" } as const;

export function describe(widget: HTMLElement, texts: readonly string[]): string {
  const [first] = texts;
  if (first === undefined) return word("all");
  const { kind = "" } = widget.dataset;
  const labels = texts.map((text) => labelOf(widget, text) ?? text);
  if (texts.length > MOST_SHOWN) return word("selected", { count: String(texts.length) });
  if (kind === "list" || kind === "one") return labels.join(", ");
  return labelOf(widget, first) ?? describeDate(first);
}

function labelOf(widget: HTMLElement, text: string): string | undefined {
  for (const box of widget.querySelectorAll<HTMLInputElement>("label > input:not(.own)")) {
    if (box.value === text && (box.type === "checkbox" || box.type === "radio")) {
      return box.parentElement?.textContent?.trim();
    }
  }
  return undefined;
}

export function locale(): string {
  return document.documentElement.lang || "en";
}

export function format(date: Date, style: Intl.DateTimeFormatOptions): string {
  return new Intl.DateTimeFormat(locale(), { ...style, ...UTC }).format(date);
}

export function dayName(at: number, style: "long" | "short" | "narrow" = "short"): string {
  return format(new Date(Date.UTC(2024, 0, 1 + at)), { weekday: style });
}

export function monthName(at: number, style: "long" | "short" = "short"): string {
  return format(new Date(Date.UTC(2024, at, 15)), { month: style });
}

export function hourName(at: number): string {
  return format(new Date(Date.UTC(2024, 0, 1, at)), { hour: "numeric", minute: "2-digit" });
}

function span(count: string, unit: string): string {
  try {
    const style = { style: "unit", unit, unitDisplay: "long" } as const;
    return new Intl.NumberFormat(locale(), style).format(Number(count));
  } catch {
    return `${count} ${word(unit)}`; // quarters are no unit of Intl
  }
}

const SPAN = /^(past|next)(\d+)([a-z]+?)s?~?(?:-from-(\d+)([a-z]+?)s?)?~?$/;

export function describeDate(text: string): string {
  const spans = SPAN.exec(text);
  if (spans) {
    const [, direction = "", count = "", unit = "", offset, offsetUnit = ""] = spans;
    const base = word(`${direction}-span`, { span: span(count, unit) });
    const key = direction === "past" ? "starting-ago" : "starting-ahead";
    return offset ? `${base}, ${word(key, { span: span(offset, offsetUnit) })}` : base;
  }
  const left = /^exclude-(\w+?)-(.+)$/.exec(text);
  if (left) {
    const [, unit = "", list = ""] = left;
    const values = list.split("-").map((part) => partName(unit, part));
    return word("except", { values: values.join(", ") });
  }
  const [from, to] = splitRange(text);
  if (from && to && from !== to) return `${point(from)} – ${point(to)}`;
  if (from && !to) return word("since", { day: point(from) });
  if (to && !from) return word("until", { day: point(to) });
  return point(from || text);
}

function partName(unit: string, part: string): string {
  if (unit === "days") return dayName(DAYS.indexOf(part));
  if (unit === "months") return monthName(MONTHS.indexOf(part));
  return unit === "hours" ? hourName(Number(part)) : `Q${part}`;
}

function point(text: string): string {
  const quarter = /^Q([1-4])-(\d{4})$/.exec(text);
  if (quarter) return `Q${quarter[1]} ${quarter[2]}`;
  if (/^\d{4}-\d{2}$/.test(text)) {
    return format(new Date(`${text}-15T00:00Z`), { month: "long", year: "numeric" });
  }
  const date = new Date(text.includes("T") ? `${text}Z` : `${text}T00:00Z`);
  if (Number.isNaN(date.getTime())) return text;
  const time = text.includes("T") ? ({ timeStyle: "short" } as const) : {};
  return format(date, { dateStyle: "medium", ...time });
}
