// The rows of a chart's data: the first stand in the page, the others are fetched when they are
// needed. Nothing is worked out from what a chart shows.

import type { Place } from "../address.ts";
import { dotted, request } from "../fragments.ts";
import { viewOf, writeViews } from "../views.ts";

const STEP = 500;

export class Rows {
  readonly heads: string[];
  private readonly kept: HTMLTableRowElement[] = [];
  private readonly asked = new Map<number, Promise<void>>();

  constructor(
    private readonly table: HTMLTableElement,
    private readonly slot: string,
    private readonly place: Place | null,
    /** Stacked values are asked for from the first: only the server knows their totals. */
    private readonly needsTotals: boolean,
  ) {
    this.heads = [...(table.tHead?.rows[0]?.cells ?? [])].map((cell) => cell.textContent ?? "");
  }

  get count(): number {
    return Number(this.table.dataset.rows ?? this.body.length);
  }

  private get body(): HTMLCollectionOf<HTMLTableRowElement> | HTMLTableRowElement[] {
    return this.table.tBodies[0]?.rows ?? [];
  }

  /** The row as far as it is known. */
  find(at: number): HTMLTableRowElement | undefined {
    return this.kept[at] ?? this.body[at];
  }

  has(at: number): boolean {
    return at in this.kept || (!this.needsTotals && at < this.body.length);
  }

  /** What rows on demand have said beside their texts, from one row on. */
  saidFrom(first: number): DOMStringMap[] {
    return this.kept.slice(first).map((row) => row.dataset);
  }

  /** Fetches the rows around one; each part is asked for once, and again after a failure. */
  fetch(at: number): Promise<void> {
    const first = Math.floor(at / STEP) * STEP;
    let asked = this.asked.get(first);
    if (!asked) {
      asked = this.load(first).catch(() => {
        this.asked.delete(first);
      });
      this.asked.set(first, asked);
    }
    return asked;
  }

  private async load(first: number): Promise<void> {
    if (!this.place) return;
    const from = viewOf(this.slot).from;
    viewOf(this.slot).from = first;
    const view = writeViews([this.slot]);
    viewOf(this.slot).from = from ?? 0;
    const query = [`slot=${this.slot}`, view, dotted(location.search)].filter(Boolean).join("&");
    const html = await (await request(this.place, `rows?${query}`)).text();
    const parsed = document.createElement("table");
    parsed.innerHTML = html;
    [...parsed.rows].forEach((row, index) => {
      this.kept[first + index] = row;
    });
  }
}
