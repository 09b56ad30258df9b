// The controls of one filter as the texts of its slug, and back. The server's form handling
// (embed/filters/address.py) says the same for pages without script.

import type { Values } from "../address.ts";
import { joinRange, splitRange } from "./ranges.ts";

export type Field = HTMLInputElement | HTMLSelectElement;
const RANGES = new Set(["range", "relative", "dates"]);
const MANY = "input[data-many]";

export function fieldsOf(widget: HTMLElement): Field[] {
  return [...widget.querySelectorAll<Field>("input[name]:not([type=hidden]), select[name]")];
}

/** The inputs of a range's first and last day or minute. */
export function endsOf(widget: HTMLElement): HTMLInputElement[] {
  return [...widget.querySelectorAll<HTMLInputElement>("input[name*='~']:not([type=hidden])")];
}

/** Writes a text; an input of a day becomes one of a minute for a text with a time, and back. */
function setPoint(field: Field, text: string): void {
  if (text && field.type.startsWith("date")) {
    (field as HTMLInputElement).type = text.includes("T") ? "datetime-local" : "date";
  }
  field.value = text;
}

function isBox(field: Field): field is HTMLInputElement {
  return field.type === "checkbox" || field.type === "radio";
}

/** What the server wrote into a control, whatever became of it since. */
function written(field: Field): string {
  if (field instanceof HTMLInputElement) return field.defaultValue;
  const options = [...field.options];
  return (options.find((option) => option.defaultSelected) ?? options[0])?.value ?? "";
}

/** What a widget says, as the texts of its slug; `asWritten`: what it said when the page came. */
export function readWidget(widget: HTMLElement, asWritten = false): string[] {
  const text = (field: Field): string => (asWritten ? written(field) : field.value).trim();
  const chosen = (field: Field): boolean =>
    isBox(field) && (asWritten ? field.defaultChecked : field.checked) && field.value !== "";
  const { kind = "" } = widget.dataset;
  const fields = [...fieldsOf(widget)];
  if (RANGES.has(kind)) {
    const [from, to] = endsOf(widget);
    const range = joinRange(from ? text(from) : "", to ? text(to) : "");
    const named = fields.find(chosen);
    return range ? [range] : named ? [named.value] : [];
  }
  if (fields.some(isBox)) return fields.filter(chosen).map((field) => field.value);
  const texts = [...widget.querySelectorAll<Field>(`${MANY}, [name]:not([type=hidden])`)].map(text);
  if (kind === "between") return texts.some(Boolean) ? texts : [];
  return texts.filter(Boolean);
}

export function writeWidget(widget: HTMLElement, texts: readonly string[]): void {
  const { kind = "" } = widget.dataset;
  const fields = fieldsOf(widget);
  const [first = ""] = texts;
  if (RANGES.has(kind)) {
    const ends = splitRange(first);
    const isRange = ends.some(Boolean);
    if (!isRange) named(widget, first);
    for (const field of fields) {
      if (isBox(field)) field.checked = !isRange && field.value === first;
      else setPoint(field, ends[field.name.endsWith("~from") ? 0 : 1] ?? "");
    }
  } else if (widget.querySelector("input[data-many]")) {
    writeChips(widget, texts);
  } else if (kind === "list" || fields.some(isBox)) {
    for (const text of texts) named(widget, text);
    for (const field of fieldsOf(widget)) {
      (field as HTMLInputElement).checked = texts.includes(field.value) || !(first || field.value);
    }
  } else {
    fields.forEach((field, at) => {
      const text = texts[at] ?? "";
      if (field instanceof HTMLSelectElement) offer(field, text);
      setPoint(field, text);
    });
  }
}

/** Makes sure that some box stands for a value that the page did not offer. */
function named(widget: HTMLElement, text: string): void {
  if (!text || fieldsOf(widget).some((field) => isBox(field) && field.value === text)) return;
  const { kind = "" } = widget.dataset;
  const isDate = RANGES.has(kind) || kind === "quarter";
  const old = isDate ? widget.querySelector<HTMLInputElement>("input.own") : null;
  const label = old?.parentElement ?? makeChoice(widget, text, text);
  const box = label.querySelector("input");
  if (isDate && box) {
    box.value = text;
    box.className = "own";
    label.hidden = true; // the closed widget says what it is
  }
  (widget.querySelector(".all, .ps") ?? widget.querySelector(".pop"))?.append(label);
}

function offer(select: HTMLSelectElement, text: string): void {
  const isOffered = [...select.options].some((option) => option.value === text);
  if (!isOffered) select.add(new Option(text, text));
}

export function makeChoice(widget: HTMLElement, value: string, shown: string): HTMLElement {
  const label = document.createElement("label");
  const box = document.createElement("input");
  box.type = widget.dataset.kind === "list" ? "checkbox" : "radio";
  box.name = widget.dataset.slug ?? "";
  box.value = value;
  label.append(box, shown);
  return label;
}

/** Typed values as chips with a way to take each back; the last input is for the next one. */
export function writeChips(widget: HTMLElement, texts: readonly string[]): void {
  const inputs = [...widget.querySelectorAll<HTMLInputElement>(`${MANY}:not([type=hidden])`)];
  const last = inputs.pop();
  for (const old of [...inputs, ...widget.querySelectorAll(".chip")]) old.remove();
  if (!last) return;
  last.value = "";
  for (const text of texts) {
    const chip = document.createElement("span");
    const held = document.createElement("input");
    const away = document.createElement("button");
    chip.className = "chip";
    held.type = "hidden";
    held.name = last.name;
    held.value = text;
    held.dataset.many = "";
    away.type = "button";
    away.textContent = "×";
    chip.append(text, held, away);
    last.before(chip);
  }
}

export function readForm(form: HTMLFormElement, asWritten = false): Values {
  const values = new Map<string, string[]>();
  for (const widget of form.querySelectorAll<HTMLElement>(".filter")) {
    const { slug } = widget.dataset;
    if (slug) values.set(slug, readWidget(widget, asWritten));
  }
  return values;
}

export function defaultOf(widget: HTMLElement): string[] {
  return (widget.dataset.default ?? "").split("\n").filter(Boolean);
}

const NUMBER = /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d{1,4})?$/i;

/** A number as the server reads it; a decimal comma of the page's language becomes a point. */
export function readNumber(text: string, decimal: string): string | null {
  const plain = decimal === "." ? text : text.replace(decimal, ".");
  const bare = plain.replace(/[\s'’_]/g, "").replace("−", "-");
  return NUMBER.test(bare) ? bare : null;
}
