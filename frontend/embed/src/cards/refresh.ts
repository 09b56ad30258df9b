// Draws one card again as its view now says, and gives the focus back to where it was.

import type { Place } from "../address.ts";
import { draw } from "../fragments.ts";

const latest = new Map<string, AbortController>();

/** The newest wish of a card wins. `focus` is a selector inside the card. */
export async function refresh(place: Place | null, card: HTMLElement, focus = ""): Promise<void> {
  const slot = card.slot;
  if (!place) return;
  latest.get(slot)?.abort();
  const mine = new AbortController();
  latest.set(slot, mine);
  card.classList.add("wait");
  const left = card.querySelector(".w")?.scrollLeft ?? 0;
  const widths = headsOf(card).map((head) => head.offsetWidth);
  try {
    await draw(place, [slot], location.search, mine.signal);
  } catch (error) {
    if (mine.signal.aborted) return;
    card.classList.remove("wait");
    throw error;
  }
  const drawn = cardIn(slot);
  keepWidths(headsOf(drawn), widths);
  drawn?.querySelector(".w")?.scrollTo(left, 0);
  if (focus) drawn?.querySelector<HTMLElement>(focus)?.focus({ preventScroll: true });
}

function headsOf(card: Element | null): HTMLElement[] {
  return [...(card?.querySelectorAll<HTMLElement>(".sb-t th") ?? [])];
}

/** Columns stay where they were when other rows come, as long as these fit. */
function keepWidths(heads: readonly HTMLElement[], widths: readonly number[]): void {
  const whole = widths.reduce((sum, width) => sum + width, 0);
  if (heads.length !== widths.length || whole === 0) return;
  heads.forEach((head, column) => {
    head.style.width = `${((widths[column] ?? 0) / whole) * 100}%`;
  });
}

export function cardIn(slot: string): HTMLElement | null {
  return document.querySelector<HTMLElement>(`main > section[slot="${slot}"]`);
}
