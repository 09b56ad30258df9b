// Where cards stand on the grid: what is free, who is pushed away, and how gaps are closed.
import type { CardDraft, Place } from "./draft.ts";

export const COLUMNS = 24;

type Box = Omit<Place, "id"> & Pick<CardDraft, "tabId">;

function overlap(a: Box, b: Box): boolean {
  return (
    a.tabId === b.tabId &&
    a.row < b.row + b.height &&
    b.row < a.row + a.height &&
    a.col < b.col + b.width &&
    b.col < a.col + a.width
  );
}

/** Cards that lie under this one go below it, and push others in turn. */
export function pushAway(cards: CardDraft[], id: number): CardDraft[] {
  const one = cards.find((it) => it.id === id);
  if (!one) return cards;
  const row = one.row + one.height;
  let all = cards;
  for (const { id: underId } of cards.toSorted((a, b) => a.row - b.row)) {
    // Where it stands by now: a card above it may have pushed it already.
    const under = all.find((it) => it.id === underId);
    if (!under || underId === id || !overlap(one, under)) continue;
    const pushed = all.map((it) => (it.id === underId ? { ...it, row } : it));
    all = pushAway(pushed, underId);
  }
  return all;
}

/** Where a card of this size fits from a row on: beside what is there, else below all of its tab. */
export function freePlace(
  cards: readonly CardDraft[],
  size: Pick<CardDraft, "width" | "height" | "tabId">,
  from = 0,
): { row: number; col: number } {
  const here = cards.filter((it) => it.tabId === size.tabId);
  const end = endOf(here);
  for (let row = from; row < end; row++) {
    for (let col = 0; col + size.width <= COLUMNS; col++) {
      const place = { ...size, row, col };
      if (!here.some((it) => overlap(it, place))) return { row, col };
    }
  }
  return { row: end, col: 0 };
}

/** The row below all of these. */
function endOf(cards: readonly CardDraft[]): number {
  return Math.max(0, ...cards.map((it) => it.row + it.height));
}

/** The same cards, those of the tab as far up as what stands above them lets them; null for no tabs. */
export function withoutGaps(cards: CardDraft[], tabId: number | null): CardDraft[] {
  const rows = new Map<number, number>();
  const done: CardDraft[] = [];
  for (const card of cards.filter((it) => it.tabId === tabId).toSorted(byRow)) {
    const above = done.filter(
      (it) => it.col < card.col + card.width && card.col < it.col + it.width,
    );
    const row = endOf(above);
    done.push({ ...card, row });
    rows.set(card.id, row);
  }
  if (done.every((it) => cards.some((old) => old.id === it.id && old.row === it.row))) return cards;
  return cards.map((it) => ({ ...it, row: rows.get(it.id) ?? it.row }));
}

const byRow = (a: CardDraft, b: CardDraft) => a.row - b.row || a.col - b.col;
