// The words of what the script adds, in the page's language: fetched once, before any is shown.

import type { Place } from "./address.ts";

let words: Record<string, string> = {};
let spoken = "";

/** Never fails: without its words a control still works. */
export async function loadWords(place: Place): Promise<void> {
  const language = document.documentElement.lang || "en";
  if (spoken === language) return;
  try {
    const response = await fetch(`${place.base}/-/spoken?language=${language}`);
    if (!response.ok) return;
    words = (await response.json()) as Record<string, string>;
    spoken = language;
  } catch {
    // offline: the page goes on as it is
  }
}

export function word(key: string, values: Record<string, string> = {}): string {
  return (words[key] ?? "").replace(/\{(\w+)\}/g, (_, name: string) => values[name] ?? "");
}
