// Asks the server for what a change of filters changes. The token travels in a header only.

import type { Place, Values } from "./address.ts";
import { writeQuery } from "./address.ts";
import { loadWords, setLanguage } from "./spoken.ts";
import { viewOf, writeViews } from "./views.ts";

const END = "</section>";
const PARSER = new DOMParser();

export class Refusal extends Error {}

/** Asks a fragment; raises the server's text when it refuses. */
export async function request(
  place: Place,
  path: string,
  signal: AbortSignal | null = null,
): Promise<Response> {
  const response = await fetch(`${place.base}/-/${place.kind}/${path}`, {
    headers: {
      "X-Signboard-Token": place.token,
      ...(place.locale ? { "X-Signboard-Locale": place.locale } : {}),
    },
    credentials: "omit",
    signal,
  });
  if (!response.ok) throw new Refusal(await response.text());
  return response;
}

/** A parameter's key begins with a dot, so that no slug is mistaken for a key of ours. */
export function dotted(query: string): string {
  const pairs = [...new URLSearchParams(query)];
  return String(new URLSearchParams(pairs.map(([key, text]) => [`.${key}`, text])));
}

/** Draws the named slots under other filters: tables begin again with their first row. */
export function redraw(
  place: Place,
  slots: readonly string[],
  values: Values,
  signal: AbortSignal,
): Promise<void> {
  for (const slot of slots) viewOf(slot).from = 0;
  return draw(place, slots, writeQuery(values), signal);
}

/** Draws the named slots as the viewer asked for them; each is replaced as soon as it has arrived. Ends
 * with the last of them, in the same frame, so that what its caller does to them is never seen late. */
export async function draw(
  place: Place,
  slots: readonly string[],
  query: string,
  signal: AbortSignal | null = null,
): Promise<void> {
  const asked = [`slots=${slots.join(",")}`, writeViews(slots), dotted(query)].filter(Boolean);
  const response = await request(place, `cards?${asked.join("&")}`, signal);
  if (!response.body) return;
  setLanguage(response.headers.get("content-language"));
  await loadWords(place); // before any card is dressed with them
  const reader = response.body.pipeThrough(new TextDecoderStream()).getReader();
  const awaited = new Set(slots);
  let text = "";
  for (;;) {
    const { done, value } = await reader.read();
    if (value) text += value;
    const end = done ? text.length : text.lastIndexOf(END) + END.length;
    if (end >= END.length) {
      for (const slot of replaceCards(text.slice(0, end))) awaited.delete(slot);
      text = text.slice(end);
    }
    if (done || awaited.size === 0) return;
  }
}

function replaceCards(html: string): string[] {
  const arrived = PARSER.parseFromString(html, "text/html");
  const cards = [...arrived.querySelectorAll<HTMLElement>("body > [slot]")];
  for (const card of cards) {
    const old = document.querySelector<HTMLElement>(`main > [slot="${card.slot}"]`);
    if (old) keepOpen(old, card);
    if (old) old.replaceWith(card);
    else document.querySelector("main")?.append(card); // the first time on its tab
  }
  return cards.map((card) => card.slot);
}

/** What a viewer has opened or folded in a card stays so when the card is drawn again. */
function keepOpen(old: HTMLElement, card: HTMLElement): void {
  const fresh = card.querySelectorAll("details");
  old.querySelectorAll("details").forEach((one, at) => {
    const other = fresh[at];
    if (other && one.open) other.open = true;
  });
  const folds = old.querySelectorAll<HTMLInputElement>(".pv input");
  const wasOpen = new Map([...folds].map((fold) => [fold.ariaLabel, fold.checked]));
  for (const fold of card.querySelectorAll<HTMLInputElement>(".pv input")) {
    fold.checked = wasOpen.get(fold.ariaLabel) ?? fold.checked;
  }
}

export type Choice = [value: string | number | boolean, label?: string];

export async function searchValues(
  place: Place,
  parameter: string,
  search: string,
  values: Values,
  signal: AbortSignal,
): Promise<{ values: Choice[]; more: boolean }> {
  const query = new URLSearchParams({ parameter, search });
  const response = await request(place, `values?${query}&${dotted(writeQuery(values))}`, signal);
  return (await response.json()) as { values: Choice[]; more: boolean };
}
