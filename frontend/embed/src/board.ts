// What the page shows now: filters in force, tab, and which cards have to be drawn. Everything that
// changes one of them goes through here, so that the address says it and only the cards seen are asked for.

import type { Place, Values } from "./address.ts";
import { readQuery, writeQuery } from "./address.ts";
import { draw, Refusal } from "./fragments.ts";
import { word } from "./spoken.ts";
import { viewOf } from "./views.ts";

export const TAB = "tab";

export class Board {
  values: Values;
  private tab: string | null;
  private readonly due = new Set<string>();
  private running: AbortController | null = null;

  constructor(
    readonly place: Place,
    readonly main: HTMLElement,
  ) {
    const asked = new Map(readQuery(window.location.search));
    this.tab = asked.get(TAB)?.at(-1) ?? null;
    asked.delete(TAB);
    this.values = asked;
  }

  /** New filters: the address says them, and the cards that obey one of `ids` are drawn anew. */
  apply(values: Values, ids: readonly string[]): Promise<void> {
    this.values = values;
    this.writeAddress();
    const cards = [...this.main.querySelectorAll<HTMLElement>(":scope > section[data-p]")].filter(
      (card) => (card.dataset.p ?? "").split(" ").some((id) => ids.includes(id)),
    );
    for (const card of cards) viewOf(card.slot).from = 0;
    return this.redraw(cards.map((card) => card.slot));
  }

  /** Shows a tab; its cards are asked for when they are not there, or not of these filters. */
  openTab(name: string): Promise<void> {
    this.tab = name;
    this.writeAddress();
    const here = this.slotsHere().filter((slot) => !this.card(slot));
    return this.redraw(here);
  }

  /** Draws what stands on the tab shown again, as a clock asks for. */
  refresh(): Promise<void> {
    return this.redraw(this.slotsHere());
  }

  /** The page in another language: its cards and filters once more, as the server writes them. */
  async speak(locale: string): Promise<void> {
    this.place.locale = locale;
    const said = new Set<string>();
    try {
      for (;;) {
        // What is still on its way comes in the page's first language.
        const isLast = document.readyState !== "loading";
        const pieces = [
          ...this.main.querySelectorAll<HTMLElement>(":scope > [slot]:not([slot=h])"),
        ];
        const slots = pieces.map((piece) => piece.slot).filter((slot) => !said.has(slot));
        if (slots.length > 0) await this.translate(slots);
        for (const slot of slots) said.add(slot);
        if (isLast || locale !== this.place.locale) return;
        await new Promise((go) => setTimeout(go, 300));
      }
    } catch (error) {
      this.report(error);
    }
  }

  private async translate(slots: readonly string[]): Promise<void> {
    await draw(this.place, slots, writeQuery(this.values));
    document.body.dataset.error = word("error");
    const waiting = word("still-running").replace(/….*/, "…");
    this.main.style.setProperty("--z", JSON.stringify(waiting));
    const info = this.main.querySelector(":scope > .title summary");
    if (info) info.ariaLabel = word("description");
    const tabs = this.main.shadowRoot?.querySelector(".tabs");
    if (tabs) tabs.ariaLabel = word("tabs");
    document.dispatchEvent(new Event("signboard:spoken"));
  }

  slotsHere(): string[] {
    const slots = this.main.shadowRoot?.querySelectorAll<HTMLSlotElement>(
      ".g:not([hidden]) slot[name]",
    );
    return [...(slots ?? [])].map((slot) => slot.name);
  }

  /** A text above the cards; none takes it away. */
  say(text: string): void {
    const note = document.querySelector<HTMLElement>(".note") ?? document.createElement("p");
    note.className = "note";
    note.slot = "h";
    note.setAttribute("role", "alert");
    note.textContent = text;
    if (text) this.main.append(note);
    else note.remove();
  }

  report(error: unknown): void {
    if (error instanceof DOMException && error.name === "AbortError") return;
    this.say((error instanceof Refusal && error.message) || document.body.dataset.error || "");
  }

  private card(slot: string): HTMLElement | null {
    return this.main.querySelector<HTMLElement>(`:scope > section[slot="${slot}"]`);
  }

  private writeAddress(): void {
    const values = new Map(this.values);
    if (this.tab) values.set(TAB, [this.tab]);
    window.history.replaceState(null, "", `?${writeQuery(values)}${window.location.hash}`);
  }

  /** The newest wish wins; what an older one still owes is asked for again. */
  private async redraw(slots: readonly string[]): Promise<void> {
    for (const slot of slots) {
      this.due.add(slot);
      this.card(slot)?.classList.add("wait");
    }
    const here = this.slotsHere().filter((slot) => this.due.has(slot));
    if (here.length === 0) return;
    this.running?.abort();
    const mine = new AbortController();
    this.running = mine;
    try {
      await draw(this.place, here, writeQuery(this.values), mine.signal);
      for (const slot of here) this.due.delete(slot);
      this.say("");
    } catch (error) {
      if (mine.signal.aborted) return;
      for (const slot of here) this.card(slot)?.classList.remove("wait");
      this.report(error);
    }
  }
}
