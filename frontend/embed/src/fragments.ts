// Asks the server for what a change of filters changes. The token travels in a header only.

import type { Place, Values } from "./address.ts";
import { writeQuery } from "./address.ts";

const PARSER = new DOMParser();

function request(place: Place, path: string, signal: AbortSignal): Promise<Response> {
  return fetch(`${place.base}/-/${place.kind}/${path}`, {
    headers: { "X-Signboard-Token": place.token },
    credentials: "omit",
    signal,
  });
}

export class Refusal extends Error {}

/** Draws the named slots anew; each card is replaced as soon as it has arrived. */
export async function redraw(
  place: Place,
  slots: readonly string[],
  values: Values,
  signal: AbortSignal,
): Promise<void> {
  const query = `slots=${slots.join(",")}&${writeQuery(values)}`;
  const response = await request(place, `cards?${query}`, signal);
  if (!response.ok || !response.body) throw new Refusal(await response.text());
  const reader = response.body.pipeThrough(new TextDecoderStream()).getReader();
  let text = "";
  for (;;) {
    const { done, value } = await reader.read();
    if (value) text += value;
    const end = text.lastIndexOf("</section>");
    if (end >= 0) {
      const complete = text.slice(0, end + "</section>".length);
      text = text.slice(complete.length);
      replaceCards(complete);
    }
    if (done) return;
  }
}

function replaceCards(html: string): void {
  const arrived = PARSER.parseFromString(html, "text/html");
  for (const card of arrived.querySelectorAll<HTMLElement>("body > section[slot]")) {
    document.querySelector(`main > section[slot="${card.slot}"]`)?.replaceWith(card);
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
  const response = await request(place, `values?${query}&${writeQuery(values)}`, signal);
  if (!response.ok) throw new Refusal(await response.text());
  return (await response.json()) as { values: Choice[]; more: boolean };
}
