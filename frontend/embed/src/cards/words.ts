// The words of the cards' own controls, in the page's language: fetched once, before any is shown.

import type { Place } from "../address.ts";

let words: Record<string, string> = {};

/** Never fails: without its words a control still works by its icon. */
export async function loadWords(place: Place | null): Promise<void> {
  const language = document.documentElement.lang || "en";
  try {
    const response = await fetch(`${place?.base ?? ""}/-/words?language=${language}`);
    if (response.ok) words = (await response.json()) as Record<string, string>;
  } catch {
    // offline: the page goes on as it is
  }
}

export function word(key: string, values: Record<string, string> = {}): string {
  return (words[key] ?? "").replace(/\{(\w+)\}/g, (_, name: string) => values[name] ?? "");
}
