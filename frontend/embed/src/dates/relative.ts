// "Last 3 months, starting 2 weeks ago" and "not on Saturdays" as forms of a few controls.

import { dayName, hourName, monthName } from "../filters/describe.ts";
import { word } from "../spoken.ts";

const UNITS = ["minute", "hour", "day", "week", "month", "quarter", "year"];
const DAYS = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"];
const MONTHS = "Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec".split(" ");
const SPAN = /^(past|next)(\d+)([a-z]+?)s?(~?)(?:-from-(\d+)([a-z]+?)s?)?(~?)$/;

export interface Span {
  direction: string;
  count: string;
  unit: string;
  current: boolean;
  offset: string;
  offsetUnit: string;
}

export function readSpan(text: string): Span | null {
  const match = SPAN.exec(text);
  if (!match) return null;
  const [, direction = "", count = "", unit = "", before, offset = "", offsetUnit = "", after] =
    match;
  return { direction, count, unit, current: !!(before || after), offset, offsetUnit };
}

export function writeSpan(span: Span): string {
  const from = span.offset ? `-from-${span.offset}${span.offsetUnit}s` : "";
  return `${span.direction}${span.count}${span.unit}s${span.current ? "~" : ""}${from}`;
}

function select(label: string, options: readonly (readonly [string, string])[]): HTMLSelectElement {
  const made = document.createElement("select");
  made.ariaLabel = label;
  for (const [value, text] of options) made.add(new Option(text, value));
  return made;
}

function count(label: string): HTMLInputElement {
  const made = document.createElement("input");
  made.type = "number";
  made.min = "1";
  made.max = "9999";
  made.ariaLabel = label;
  return made;
}

function box(text: string, value = ""): [HTMLLabelElement, HTMLInputElement] {
  const label = document.createElement("label");
  const made = document.createElement("input");
  made.type = "checkbox";
  made.value = value;
  label.append(made, text);
  return [label, made];
}

function row(...parts: HTMLElement[]): HTMLElement {
  const made = document.createElement("div");
  made.className = "rw";
  made.append(...parts);
  return made;
}

/** Fills a panel; gives a function that shows a value in it. */
export function relativePanel(
  host: HTMLElement,
  say: (text: string) => void,
): (text: string) => void {
  const units = UNITS.map((unit) => [unit, word(unit)] as const);
  const direction = select(word("relative"), [
    ["past", word("past")],
    ["next", word("next")],
  ]);
  const number = count(word("relative"));
  const unit = select(word("relative"), units);
  const [currentLabel, current] = box(word("include-current"));
  const [shiftLabel, shift] = box(word("shift"));
  const offset = count(word("shift"));
  const offsetUnit = select(word("shift"), units);
  const shifted = row(offset, offsetUnit);
  host.append(row(direction, number, unit), currentLabel, shiftLabel, shifted);
  [number.value, unit.value, offset.value, offsetUnit.value] = ["30", "day", "1", "month"];
  shifted.hidden = true;
  host.addEventListener("change", () => {
    shifted.hidden = !shift.checked;
    if (!number.validity.valid || !number.value) return;
    say(
      writeSpan({
        direction: direction.value,
        count: number.value,
        unit: unit.value,
        current: current.checked,
        offset: shift.checked && offset.validity.valid ? offset.value : "",
        offsetUnit: offsetUnit.value,
      }),
    );
  });
  return (text) => {
    const span = readSpan(text);
    if (!span) return;
    direction.value = span.direction;
    number.value = span.count;
    unit.value = span.unit;
    current.checked = span.current;
    shift.checked = span.offset !== "";
    shifted.hidden = !shift.checked;
    if (span.offset) [offset.value, offsetUnit.value] = [span.offset, span.offsetUnit];
  };
}

const PARTS: Record<string, readonly (readonly [string, () => string])[]> = {
  days: DAYS.map((day, at) => [day, () => dayName(at)]),
  months: MONTHS.map((month, at) => [month, () => monthName(at)]),
  quarters: [1, 2, 3, 4].map((quarter) => [String(quarter), () => `Q${quarter}`]),
  hours: Array.from({ length: 24 }, (_, hour) => [String(hour), () => hourName(hour)]),
};

/** The same for parts of dates to leave out. */
export function excludePanel(
  host: HTMLElement,
  say: (text: string) => void,
): (text: string) => void {
  const kinds = Object.keys(PARTS).map((kind) => [kind, word(`exclude-${kind}`)] as const);
  const kind = select(word("exclude"), kinds);
  const list = document.createElement("div");
  list.className = "ex";
  host.append(row(kind), list);
  const fill = (chosen: readonly string[]): void => {
    list.dataset.kind = kind.value;
    list.replaceChildren(
      ...(PARTS[kind.value] ?? []).map(([value, name]) => {
        const [label, part] = box(name(), value);
        part.checked = chosen.includes(value);
        return label;
      }),
    );
  };
  host.addEventListener("change", (event) => {
    if (event.target === kind) return fill([]);
    const left = [...list.querySelectorAll<HTMLInputElement>("input:checked")];
    say(left.length > 0 ? `exclude-${kind.value}-${left.map((one) => one.value).join("-")}` : "");
  });
  fill([]);
  return (text) => {
    const found = /^exclude-(\w+?)-(.+)$/.exec(text);
    if (found?.[1]) kind.value = found[1];
    fill(found?.[2]?.split("-") ?? []);
  };
}
