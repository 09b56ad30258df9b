// Cards that wait or failed: a failed one can be tried again, a slow one says that it still runs.

import type { Place } from "../address.ts";
import { word } from "../spoken.ts";
import { tell } from "./host.ts";
import { refresh } from "./refresh.ts";
import { toast } from "./toast.ts";

const SLOW_MS = 5000;
const TICK_MS = 1000;

export function dressState(card: HTMLElement, place: Place | null): void {
  const code = card.querySelector(".msg code");
  if (!code) return;
  const [reference = ""] = code.textContent?.split(" ").slice(-1) ?? [];
  tell("error", card, { reference });
  if (!place) return;
  const button = document.createElement("button");
  button.className = "again";
  button.textContent = word("retry");
  button.addEventListener("click", () => void tryAgain(place, card, ".again"));
  code.after(button);
}

/** Draws a card again; what goes wrong is said, and can be tried once more. */
export async function tryAgain(place: Place | null, card: HTMLElement, focus = ""): Promise<void> {
  try {
    await refresh(place, card, focus);
  } catch {
    toast(card, word("error"), word("retry"), () => void tryAgain(place, card, focus));
  }
}

/** After some seconds a waiting card says for how long it has been running; nothing moves. */
export function watchWaiting(main: HTMLElement): void {
  const since = new WeakMap<Element, number>();
  window.setInterval(() => {
    for (const note of main.querySelectorAll(".card:not(.wait) > .slow")) note.remove();
    for (const card of main.querySelectorAll(":scope > .wait")) {
      const began = since.get(card) ?? Date.now();
      since.set(card, began);
      if (Date.now() - began < SLOW_MS) continue;
      const note = card.querySelector(":scope > .slow") ?? document.createElement("p");
      note.className = "slow";
      note.role = "status";
      note.textContent = word("still-running", {
        seconds: String(Math.round((Date.now() - began) / 1000)),
      });
      card.append(note);
    }
    for (const card of main.querySelectorAll(":scope > .card:not(.wait)")) since.delete(card);
  }, TICK_MS);
}
