// Comfort on top of the plain GET form: changes apply at once and refresh only what they change.

import type { Place, Values } from "./address.ts";
import { changedSlugs, writeQuery } from "./address.ts";
import { Refusal, redraw, searchValues } from "./fragments.ts";
import { joinRange, splitRange } from "./ranges.ts";

const TYPING_MS = 450;
const SEARCH_MS = 200;
const SEARCHABLE_FROM = 9;

type Field = HTMLInputElement | HTMLSelectElement;

function fieldsOf(widget: HTMLElement): Field[] {
  return [...widget.querySelectorAll<Field>("input[name]:not([type=hidden]), select[name]")];
}

/** What a widget says, as the texts of its slug. */
export function readWidget(widget: HTMLElement): string[] {
  const fields = fieldsOf(widget);
  if (widget.dataset.kind === "range") {
    const ends = fields.filter((field) => field.type === "date");
    const range = joinRange(ends[0]?.value ?? "", ends[1]?.value ?? "");
    const preset = fields.find((field) => field.type === "radio" && isChecked(field));
    return range ? [range] : preset ? [preset.value] : [];
  }
  if (widget.dataset.kind === "list") return fields.filter(isChecked).map((field) => field.value);
  const texts = fields.map((field) => field.value.trim());
  return texts.some(Boolean) ? texts : [];
}

function isChecked(field: Field): boolean {
  return field instanceof HTMLInputElement && field.checked;
}

export function writeWidget(widget: HTMLElement, texts: readonly string[]): void {
  const [from, to] = splitRange(texts[0] ?? "");
  let next = 0;
  for (const field of fieldsOf(widget)) {
    if (field.type === "checkbox" || field.type === "radio") {
      (field as HTMLInputElement).checked = texts.includes(field.value);
    } else if (widget.dataset.kind === "range") {
      field.value = field.name.endsWith("~from") ? from : to;
    } else {
      field.value = texts[next++] ?? "";
    }
  }
}

export function readForm(form: HTMLFormElement): Values {
  const values = new Map<string, string[]>();
  for (const widget of form.querySelectorAll<HTMLElement>(".filter")) {
    const slug = widget.dataset.slug;
    if (slug) values.set(slug, readWidget(widget));
  }
  return values;
}

export class Filters {
  private values: Values;
  private running: AbortController | null = null;
  private typing = 0;

  constructor(
    private readonly form: HTMLFormElement,
    private readonly place: Place,
  ) {
    this.values = readForm(form);
    for (const widget of this.widgets()) {
      widget.dataset.all = widget.querySelector("summary b")?.textContent ?? "";
      this.prepare(widget);
    }
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      void this.apply();
    });
    form.addEventListener("change", (event) => this.changed(event));
    form.addEventListener("input", (event) => this.typed(event));
    form.addEventListener("keydown", (event) => this.pressed(event));
    document.addEventListener("pointerdown", (event) => this.closeOthers(event.target));
    form.addEventListener("toggle", (event) => this.toggled(event), true);
  }

  private widgets(): HTMLElement[] {
    return [...this.form.querySelectorAll<HTMLElement>(".filter")];
  }

  private changed(event: Event): void {
    const field = event.target as Field;
    const widget = field.closest<HTMLElement>(".filter");
    if (!widget || !field.name) return;
    if (field.type === "radio") this.clearEnds(widget);
    if (field.type === "date" && widget.dataset.kind === "range") this.clearPreset(widget);
    this.restoreRequired(widget);
    this.show(widget);
    window.clearTimeout(this.typing);
    if ("auto" in this.form.dataset) void this.apply();
  }

  private typed(event: Event): void {
    const field = event.target as Field;
    if (!field.name || !("auto" in this.form.dataset)) return;
    if (field.type !== "text" && field.inputMode !== "decimal") return;
    window.clearTimeout(this.typing);
    this.typing = window.setTimeout(() => void this.apply(), TYPING_MS);
  }

  private pressed(event: KeyboardEvent): void {
    const open = (event.target as HTMLElement).closest("details");
    if (event.key === "Escape" && open?.open) {
      open.open = false;
      open.querySelector("summary")?.focus();
      event.preventDefault();
      return;
    }
    if (event.key !== "ArrowDown" && event.key !== "ArrowUp") return;
    const boxes = open ? [...open.querySelectorAll<HTMLInputElement>("input[type=checkbox]")] : [];
    const shown = boxes.filter((box) => !box.closest("label")?.hidden);
    const at = shown.indexOf(event.target as HTMLInputElement);
    const next = shown[at + (event.key === "ArrowDown" ? 1 : -1)];
    if (!next || !open?.open) return;
    event.preventDefault();
    next.focus();
  }

  private closeOthers(target: EventTarget | null): void {
    for (const open of this.form.querySelectorAll<HTMLDetailsElement>("details[open]")) {
      if (!(target instanceof Node && open.contains(target))) open.open = false;
    }
  }

  private toggled(event: Event): void {
    const details = event.target;
    if (!(details instanceof HTMLDetailsElement) || !details.open) return;
    this.closeOthers(details);
    const pop = details.querySelector<HTMLElement>(".pop");
    if (!pop) return;
    pop.style.left = "0";
    const over = pop.getBoundingClientRect().right - document.documentElement.clientWidth + 8;
    if (over > 0) pop.style.left = `${-over}px`;
    details.querySelector<HTMLInputElement>(".q")?.focus();
  }

  private clearEnds(widget: HTMLElement): void {
    for (const end of widget.querySelectorAll<HTMLInputElement>("input[type=date]")) end.value = "";
  }

  private clearPreset(widget: HTMLElement): void {
    for (const one of widget.querySelectorAll<HTMLInputElement>("input[type=radio]")) {
      one.checked = false;
    }
  }

  /** Clearing a required widget returns to its default (embedding-protocol 3.5). */
  private restoreRequired(widget: HTMLElement): void {
    if (!("required" in widget.dataset) || readWidget(widget).length > 0) return;
    writeWidget(widget, (widget.dataset.default ?? "").split("\n").filter(Boolean));
  }

  private show(widget: HTMLElement): void {
    const texts = readWidget(widget);
    widget.classList.toggle("on", texts.length > 0);
    const bold = widget.querySelector("summary b");
    if (bold) bold.textContent = this.describe(widget, texts);
    widget.querySelector<HTMLElement>(".clear")?.toggleAttribute("hidden", texts.length === 0);
  }

  private describe(widget: HTMLElement, texts: readonly string[]): string {
    const words = document.body.dataset;
    if (texts.length === 0) return words.all ?? "";
    if (widget.dataset.kind === "range") {
      const [from, to] = splitRange(texts[0] ?? "");
      if (from || to) return `${showDay(from)} – ${showDay(to)}`;
    }
    if (texts.length > 1) return (words.selected ?? "").replace("{count}", String(texts.length));
    const field = fieldsOf(widget).find((one) => one.value === texts[0] && isChecked(one));
    return field?.closest("label")?.textContent?.trim() ?? texts[0] ?? "";
  }

  /** Adds what only makes sense with script: search in long lists, and Clear. */
  private prepare(widget: HTMLElement): void {
    const pop = widget.querySelector<HTMLElement>(".pop");
    if (!pop) return;
    const words = document.body.dataset;
    const list = pop.querySelector<HTMLElement>(".all");
    if (list && ("more" in pop.dataset || list.childElementCount >= SEARCHABLE_FROM)) {
      const search = document.createElement("input");
      search.type = "search";
      search.className = "q";
      search.placeholder = search.ariaLabel = words.search ?? "";
      search.addEventListener("input", () => this.search(widget, list, search.value));
      pop.prepend(search);
    }
    const clear = document.createElement("button");
    clear.type = "button";
    clear.className = "clear";
    clear.textContent = words.clear ?? "";
    clear.hidden = readWidget(widget).length === 0;
    clear.addEventListener("click", () => {
      writeWidget(widget, []);
      this.restoreRequired(widget);
      this.show(widget);
      widget.querySelector("summary")?.focus();
      if ("auto" in this.form.dataset) void this.apply();
    });
    pop.append(clear);
  }

  private search(widget: HTMLElement, list: HTMLElement, text: string): void {
    const needle = text.trim().toLocaleLowerCase();
    for (const label of list.querySelectorAll("label")) {
      label.hidden = !label.textContent?.toLocaleLowerCase().includes(needle);
    }
    if (!list.parentElement || !("more" in list.parentElement.dataset)) return;
    window.clearTimeout(this.typing);
    this.typing = window.setTimeout(() => void this.fetchChoices(widget, list, text), SEARCH_MS);
  }

  private async fetchChoices(widget: HTMLElement, list: HTMLElement, text: string): Promise<void> {
    this.running?.abort();
    const mine = new AbortController();
    this.running = mine;
    const { id = "", slug = "" } = widget.dataset;
    try {
      const found = await searchValues(
        this.place,
        id,
        text.trim(),
        readForm(this.form),
        mine.signal,
      );
      const chosen = new Set(readWidget(widget));
      for (const label of list.querySelectorAll("label")) {
        if (!chosen.has(label.querySelector("input")?.value ?? "")) label.remove();
      }
      for (const [value, shown] of found.values) {
        if (!chosen.has(String(value))) list.append(makeChoice(slug, String(value), shown));
      }
    } catch (error) {
      this.report(error);
    }
  }

  private async apply(): Promise<void> {
    const values = readForm(this.form);
    const changed = changedSlugs(this.values, values);
    if (changed.length === 0) return;
    this.values = values;
    const hash = window.location.hash;
    window.history.replaceState(null, "", `?${writeQuery(values)}${hash}`);
    this.running?.abort();
    const mine = new AbortController();
    this.running = mine;
    const cards = this.cardsOf(changed);
    for (const card of cards) card.classList.add("wait");
    const waiting = [...document.querySelectorAll<HTMLElement>("main > section.wait")];
    if (waiting.length === 0) return;
    try {
      await redraw(
        this.place,
        waiting.map((card) => card.slot),
        values,
        mine.signal,
      );
    } catch (error) {
      if (mine.signal.aborted) return;
      for (const card of waiting) card.classList.remove("wait");
      this.report(error);
    }
  }

  private cardsOf(slugs: readonly string[]): HTMLElement[] {
    const ids = this.widgets()
      .filter((widget) => slugs.includes(widget.dataset.slug ?? ""))
      .map((widget) => widget.dataset.id ?? "");
    return [...document.querySelectorAll<HTMLElement>("main > section[data-p]")].filter((card) =>
      (card.dataset.p ?? "").split(" ").some((id) => ids.includes(id)),
    );
  }

  private report(error: unknown): void {
    if (error instanceof DOMException && error.name === "AbortError") return;
    const text =
      error instanceof Refusal && error.message ? error.message : document.body.dataset.error;
    const note = document.querySelector<HTMLElement>(".note") ?? document.createElement("p");
    note.className = "note";
    note.slot = "f";
    note.setAttribute("role", "alert");
    note.textContent = text ?? "";
    this.form.after(note);
  }
}

function showDay(day: string): string {
  if (!day) return "…";
  const style = { dateStyle: "medium", timeZone: "UTC" } as const;
  return new Intl.DateTimeFormat(document.documentElement.lang || "en", style).format(
    new Date(`${day}T00:00:00Z`),
  );
}

function makeChoice(slug: string, value: string, shown: string | undefined): HTMLElement {
  const label = document.createElement("label");
  const box = document.createElement("input");
  box.type = "checkbox";
  box.name = slug;
  box.value = value;
  label.append(box, shown ?? value);
  return label;
}
