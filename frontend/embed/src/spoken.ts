// The words of what the script adds, in the page's language: fetched once, before any is shown.

import type { Place } from "./address.ts";
import { readHash } from "./address.ts";

/** The page's language, and the direction that it is read in. */
export function setLanguage(tag: string | null): void {
  const root = document.documentElement;
  root.lang = tag ?? root.lang;
  root.dir = /^(ar|fa|he|ur)\b/.test(root.lang) ? "rtl" : "";
}

/** A refusal is there in every language and shows one; the hash may ask for another. */
export function speakRefusal(main: HTMLElement): void {
  const wished = readHash(window.location.hash).get("locale")?.split(/[-_]/)[0] ?? "";
  const asked = main.querySelector<HTMLElement>(`:scope > [lang="${CSS.escape(wished)}"]`);
  if (!asked) return;
  for (const said of main.children) (said as HTMLElement).hidden = said !== asked;
  setLanguage(wished);
  document.title = asked.querySelector("h1")?.textContent ?? "";
}

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
