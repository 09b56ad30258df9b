// Long lists: search in what is there and, for more, on the server; what is chosen stays as chips.

import { type Choice, searchValues } from "../fragments.ts";
import { word } from "../spoken.ts";
import { makeChoice, readForm, readWidget } from "./fields.ts";
import type { Filters } from "./filters.ts";

const SEARCH_MS = 200;
const SEARCHABLE_FROM = 9;

export class Choices {
  private readonly list: HTMLElement;
  private readonly search = document.createElement("input");
  private readonly state = document.createElement("p");
  private readonly chips = document.createElement("div");
  private waiting = 0;
  private running: AbortController | null = null;

  constructor(
    private readonly widget: HTMLElement,
    private readonly pop: HTMLElement,
    private readonly filters: Filters,
  ) {
    this.list = pop.querySelector<HTMLElement>(".all") ?? pop;
    this.state.className = "none";
    this.state.setAttribute("role", "status");
    this.state.hidden = true;
    this.list.querySelector(".none")?.remove();
    this.list.after(this.state);
    this.search.type = "search";
    this.search.className = "q";
    this.search.autocomplete = "off";
    this.search.placeholder = this.search.ariaLabel = word("search");
    this.search.addEventListener("input", () => this.find());
    const isLong = this.list.childElementCount >= SEARCHABLE_FROM;
    if ("more" in pop.dataset || isLong) pop.prepend(this.search);
    if (widget.dataset.kind === "list") {
      this.chips.className = "chips";
      this.chips.addEventListener("click", (event) => this.drop(event));
      this.list.before(this.chips);
    }
    pop.addEventListener("keydown", (event) => this.pressed(event));
    pop.closest("details")?.addEventListener("toggle", () => this.opened());
    widget.addEventListener("signboard:shown", () => this.showChips());
    if (pop.closest("details")?.open) this.opened();
  }

  private opened(): void {
    const isEmpty = !this.list.querySelector("input:not([value=''])");
    const isMissing = "stale" in this.widget.dataset || ("more" in this.pop.dataset && isEmpty);
    if (isMissing) void this.fetch("");
    else this.tell();
  }

  private sift(): void {
    const needle = this.search.value.trim().toLocaleLowerCase();
    for (const label of this.labels()) {
      label.hidden = !label.textContent?.toLocaleLowerCase().includes(needle);
    }
    this.tell();
  }

  private find(): void {
    this.sift();
    if (!("more" in this.pop.dataset)) return;
    window.clearTimeout(this.waiting);
    this.waiting = window.setTimeout(() => void this.fetch(this.search.value.trim()), SEARCH_MS);
  }

  private async fetch(needle: string): Promise<void> {
    this.running?.abort();
    const mine = new AbortController();
    this.running = mine;
    const { id = "" } = this.widget.dataset;
    this.tell(word("loading"));
    try {
      const { place } = this.filters.board;
      const values = readForm(this.filters.form);
      const found = await searchValues(place, id, needle, values, mine.signal);
      delete this.widget.dataset.stale;
      if (found.more) this.pop.dataset.more = "";
      this.offer(found.values);
      if (found.more || found.values.length >= SEARCHABLE_FROM) this.pop.prepend(this.search);
      this.sift();
    } catch (error) {
      if (mine.signal.aborted) return;
      this.tell();
      this.filters.board.report(error);
    }
  }

  /** Shows these choices; what is chosen stays, whether it is among them or not. */
  private offer(choices: readonly Choice[]): void {
    const chosen = new Set(readWidget(this.widget));
    const kept = new Map<string, HTMLElement>();
    for (const label of this.labels()) {
      const value = label.querySelector("input")?.value ?? "";
      if (value === "" || chosen.has(value)) kept.set(value, label);
      else label.remove();
    }
    for (const [value, shown] of choices) {
      const text = String(value);
      if (!kept.has(text)) this.list.append(makeChoice(this.widget, text, shown ?? text));
    }
  }

  private labels(): HTMLElement[] {
    return [...this.list.querySelectorAll<HTMLElement>("label")];
  }

  private tell(text = ""): void {
    const isNone = !this.labels().some((label) => !label.hidden);
    const said = text || (isNone ? word(this.search.value ? "no-matches" : "no-choices") : "");
    this.state.textContent = said;
    this.state.hidden = !said;
  }

  private showChips(): void {
    const texts = readWidget(this.widget);
    this.chips.replaceChildren(
      ...texts.map((text) => {
        const label = this.labels().find((one) => one.querySelector("input")?.value === text);
        const chip = document.createElement("button");
        const shown = label?.textContent?.trim() || text;
        chip.type = "button";
        chip.className = "chip";
        chip.value = text;
        chip.textContent = shown;
        chip.ariaLabel = word("remove", { value: shown });
        return chip;
      }),
    );
  }

  private drop(event: Event): void {
    const chip = (event.target as HTMLElement).closest("button");
    const box = this.labels()
      .map((label) => label.querySelector("input"))
      .find((one) => one?.value === chip?.value);
    if (!chip || !box) return;
    box.checked = false;
    this.filters.update(this.widget);
    (this.chips.querySelector("button") ?? this.pop.querySelector("input"))?.focus();
  }

  /** Arrows walk through search box and choices; Enter in the box takes the first choice. */
  private pressed(event: KeyboardEvent): void {
    const boxes = this.labels()
      .filter((label) => !label.hidden)
      .map((label) => label.querySelector("input"));
    if (event.key === "Enter" && event.target === this.search) {
      event.preventDefault();
      boxes.find((box) => box?.value)?.click();
    }
    if (event.key !== "ArrowDown" && event.key !== "ArrowUp") return;
    const isBox = (event.target as HTMLInputElement).type === "checkbox";
    if (!isBox && event.target !== this.search) return;
    const at = boxes.indexOf(event.target as HTMLInputElement);
    const next = boxes[at + (event.key === "ArrowDown" ? 1 : -1)] ?? (at > 0 ? null : this.search);
    event.preventDefault();
    next?.focus();
  }
}
