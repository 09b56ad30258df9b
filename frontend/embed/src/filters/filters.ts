// Comfort on top of the plain GET form: changes apply at once and refresh only what they change.

import { changedSlugs } from "../address.ts";
import type { Board } from "../board.ts";
import { openDates } from "../dates/dates.ts";
import { wearSheet } from "../dress.ts";
import { loadWords, word } from "../spoken.ts";
import { describe } from "./describe.ts";
import {
  defaultOf,
  endsOf,
  type Field,
  readForm,
  readNumber,
  readWidget,
  writeChips,
  writeWidget,
} from "./fields.ts";
import { Choices } from "./lists.ts";

const TYPING_MS = 450;
const DATES = new Set(["date", "month", "quarter", "range", "relative", "dates"]);
const SHIFT_GAP = 8;

export async function openFilters(form: HTMLFormElement, board: Board): Promise<Filters> {
  await Promise.all([wearSheet(), loadWords(board.place)]);
  return new Filters(form, board);
}

function makeButton(kind: string, text: string, act: () => void): HTMLButtonElement {
  const button = document.createElement("button");
  button.type = "button";
  button.className = kind;
  button.textContent = text;
  button.addEventListener("click", act);
  return button;
}

export class Filters {
  private typing = 0;
  private readonly all: HTMLButtonElement;
  private readonly decimal: string;

  constructor(
    readonly form: HTMLFormElement,
    readonly board: Board,
  ) {
    const parts = new Intl.NumberFormat(document.documentElement.lang).formatToParts(1.5);
    this.decimal = parts.find((part) => part.type === "decimal")?.value ?? ".";
    this.board.values = readForm(form, true);
    this.all = makeButton("clear rs", word("reset"), () => this.resetAll());
    form.append(this.all);
    form.addEventListener("change", (event) => this.changed(event.target as Field));
    form.addEventListener("input", (event) => this.typed(event.target as Field));
    form.addEventListener("keydown", (event) => this.pressed(event));
    form.addEventListener("click", (event) => this.clicked(event));
    form.addEventListener("toggle", (event) => this.toggled(event.target), true);
    form.addEventListener("focusout", (event) => this.closeOthers(event.relatedTarget));
    document.addEventListener("pointerdown", (event) => this.closeOthers(event.target));
    for (const widget of this.widgets()) this.prepare(widget);
    for (const open of form.querySelectorAll("details[open]")) this.toggled(open);
    this.settle(); // what was changed before the script was there
  }

  /** Sets a filter from elsewhere on the page. */
  set(id: string, texts: readonly string[]): void {
    const widget = this.widgets().find((one) => one.dataset.id === id);
    if (!widget) return;
    this.put(widget, texts);
    this.update(widget);
  }

  /** A widget has another value: shows it and, where nobody has to ask for it, applies it. */
  update(widget: HTMLElement): void {
    if ("required" in widget.dataset && readWidget(widget).length === 0) {
      writeWidget(widget, defaultOf(widget)); // embedding-protocol 3.5
    }
    this.show(widget);
    this.settle();
  }

  private widgets(): HTMLElement[] {
    return [...this.form.querySelectorAll<HTMLElement>(".filter")];
  }

  private settle(): void {
    window.clearTimeout(this.typing);
    const isDefault = this.widgets().every((one) => isAtDefault(one));
    this.all.hidden = isDefault;
    if ("auto" in this.form.dataset) this.apply();
    else this.count();
  }

  /** What the button does: the values of the widgets are in force, if they can be. */
  apply(): void {
    const values = readForm(this.form);
    const changed = changedSlugs(this.board.values, values);
    const touched = this.widgets().filter((one) => changed.includes(one.dataset.slug ?? ""));
    if (changed.length > 0 && touched.every((one) => this.isGood(one))) {
      const ids = touched.map((one) => one.dataset.id ?? "");
      for (const one of this.widgets()) {
        if (one.dataset.after?.split(" ").some((id) => ids.includes(id))) one.dataset.stale = "";
      }
      void this.board.apply(values, ids);
    }
    this.count();
  }

  /** How many changes wait for the button, and how many filters are set. */
  private count(): void {
    const pending = changedSlugs(this.board.values, readForm(this.form)).length;
    const go = this.form.querySelector<HTMLButtonElement>(".go");
    if (go) {
      const badge = go.querySelector("b") ?? document.createElement("b");
      go.append(badge);
      badge.textContent = pending > 0 ? String(pending) : "";
      go.disabled = pending === 0;
      go.title = pending > 0 ? word("pending", { count: String(pending) }) : "";
    }
    const on = this.widgets().filter((one) => !one.hidden && one.classList.contains("on")).length;
    const fold = this.form.querySelector(".fold b");
    if (fold) fold.textContent = `(${on})`;
  }

  private isGood(widget: HTMLElement): boolean {
    if (widget.dataset.kind !== "number" && widget.dataset.kind !== "between") return true;
    const fields = [...widget.querySelectorAll<HTMLInputElement>("input[name]")];
    return fields.every((field) => {
      const parts = "many" in field.dataset ? field.value.split(",") : [field.value];
      const texts = parts.map((part) => part.trim()).filter(Boolean);
      const numbers = texts.map((text) => readNumber(text, this.decimal));
      const isGood = !numbers.includes(null);
      field.setCustomValidity(isGood ? "" : word("not-a-number"));
      field.ariaInvalid = isGood ? null : "true";
      if (isGood) field.value = numbers.join(",");
      else field.reportValidity();
      return isGood;
    });
  }

  private changed(field: Field): void {
    const widget = field.closest<HTMLElement>(".filter");
    if (!widget || !field.name) return;
    if (field.type === "radio") for (const end of endsOf(widget)) end.value = "";
    if (field.name.includes("~")) {
      for (const one of widget.querySelectorAll<HTMLInputElement>("input[type=radio]")) {
        one.checked = false;
      }
    }
    this.update(widget);
  }

  private typed(field: Field): void {
    if (!field.name) return;
    field.setCustomValidity("");
    if (field.type !== "text" || !("auto" in this.form.dataset)) {
      this.count();
      return;
    }
    window.clearTimeout(this.typing);
    const widget = field.closest<HTMLElement>(".filter");
    if (widget) this.typing = window.setTimeout(() => this.update(widget), TYPING_MS);
  }

  private pressed(event: KeyboardEvent): void {
    const field = event.target as HTMLInputElement;
    const widget = field.closest<HTMLElement>(".filter");
    if ("many" in field.dataset && widget) {
      const chips = widget.querySelectorAll<HTMLInputElement>("input[type=hidden][data-many]");
      const isText = widget.dataset.kind === "text";
      if ((event.key === "Enter" || (event.key === "," && isText)) && field.value.trim()) {
        event.preventDefault();
        this.type(widget, readWidget(widget));
      } else if (event.key === "Backspace" && !field.value && chips.length > 0) {
        this.type(
          widget,
          [...chips].slice(0, -1).map((chip) => chip.value),
        );
      }
      return;
    }
    const open = field.closest("details");
    if (event.key === "Escape" && open?.open) {
      open.open = false;
      open.querySelector("summary")?.focus();
      event.preventDefault();
    }
  }

  private type(widget: HTMLElement, texts: readonly string[]): void {
    this.write(widget, [...new Set(texts)]);
    widget.querySelector<HTMLInputElement>("input:not([type=hidden])")?.focus();
    this.update(widget);
  }

  private write(widget: HTMLElement, texts: readonly string[]): void {
    writeChips(widget, texts);
    this.nameChips(widget);
  }

  private nameChips(widget: HTMLElement): void {
    for (const button of widget.querySelectorAll<HTMLButtonElement>(".chip button")) {
      const value = button.parentElement?.querySelector("input")?.value ?? "";
      button.ariaLabel = word("remove", { value });
    }
  }

  private clicked(event: MouseEvent): void {
    const target = event.target as HTMLElement;
    const widget = target.closest<HTMLElement>(".filter");
    const chip = target.closest(".chip button")?.parentElement?.querySelector("input");
    if (widget && chip) {
      const texts = readWidget(widget).filter((text) => text !== chip.value);
      if (chip.type === "hidden" && "many" in chip.dataset) this.type(widget, texts);
    }
    const isOne = widget?.dataset.kind === "one" || widget?.dataset.kind === "quarter";
    const open = target.closest("details");
    if (isOne && open && event.detail > 0 && target instanceof HTMLInputElement) {
      window.setTimeout(() => {
        open.open = false;
        open.querySelector("summary")?.focus();
      });
    }
  }

  private closeOthers(target: EventTarget | null): void {
    if (target === null) return; // the window has lost the focus
    for (const open of this.form.querySelectorAll<HTMLDetailsElement>("details[open]")) {
      if (!(target instanceof Node && open.contains(target))) open.open = false;
    }
  }

  private toggled(details: EventTarget | null): void {
    if (!(details instanceof HTMLDetailsElement)) return;
    const widget = details.closest<HTMLElement>(".filter");
    const pop = details.querySelector<HTMLElement>(".pop");
    if (!details.open || !widget || !pop) return;
    this.closeOthers(details);
    this.enrich(widget);
    keepInside(pop);
    pop.querySelector<HTMLInputElement>(".q")?.focus();
  }

  /** A calendar where a date is chosen; choices that other filters have made stale are fetched. */
  private enrich(widget: HTMLElement): void {
    if (!DATES.has(widget.dataset.kind ?? "") || "rich" in widget.dataset) return;
    widget.dataset.rich = "";
    openDates(widget, this);
  }

  private show(widget: HTMLElement): void {
    const texts = readWidget(widget);
    widget.classList.toggle("on", texts.length > 0);
    const bold = widget.querySelector("summary b");
    if (bold) bold.textContent = describe(widget, texts);
    const isRequired = "required" in widget.dataset && defaultOf(widget).length > 0;
    hide(widget.querySelector(".clear"), texts.length === 0 || isRequired);
    hide(widget.querySelector(".df"), isAtDefault(widget) || defaultOf(widget).length === 0);
    widget.dispatchEvent(new Event("signboard:shown"));
  }

  private resetAll(): void {
    for (const widget of this.widgets()) {
      if (!isAtDefault(widget)) this.put(widget, defaultOf(widget));
    }
    this.settle();
  }

  private put(widget: HTMLElement, texts: readonly string[]): void {
    writeWidget(widget, texts);
    this.nameChips(widget);
    this.show(widget);
  }

  /** Adds what only makes sense with script: search in long lists, chips, Clear and Reset. */
  private prepare(widget: HTMLElement): void {
    const many = widget.querySelectorAll("input[data-many]");
    if (many.length > 1) this.write(widget, readWidget(widget));
    const pop = widget.querySelector<HTMLElement>(".pop");
    if (pop) {
      if (widget.dataset.kind === "list" || widget.dataset.kind === "one")
        new Choices(widget, pop, this);
      const foot = document.createElement("div");
      foot.className = "ft";
      const put = (texts: readonly string[]): void => {
        this.put(widget, texts);
        widget.querySelector("summary")?.focus();
        this.update(widget);
      };
      foot.append(
        makeButton("clear", word("clear"), () => put([])),
        makeButton("clear df", word("reset"), () => put(defaultOf(widget))),
      );
      pop.append(foot);
    }
    this.show(widget);
  }
}

function hide(element: Element | null, isHidden: boolean): void {
  element?.toggleAttribute("hidden", isHidden);
}

function isAtDefault(widget: HTMLElement): boolean {
  return readWidget(widget).join("\n") === defaultOf(widget).join("\n");
}

/** Moves a popover back into the window when it sticks out at its end. */
function keepInside(pop: HTMLElement): void {
  pop.style.translate = "";
  const box = pop.getBoundingClientRect();
  const width = document.documentElement.clientWidth;
  const over = Math.max(box.right + SHIFT_GAP - width, 0);
  const under = Math.min(box.left - SHIFT_GAP, 0);
  if (over || under) pop.style.translate = `${-(over || under)}px 0`;
}
