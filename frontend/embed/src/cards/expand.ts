// One card over the whole frame. The card stays where it is in the page, so that filters go on drawing
// it; charts fit any width by themselves.

import { word } from "../spoken.ts";
import { cardIn } from "./refresh.ts";

const LEAST_HEIGHT = 420;
let slot = "";
let top = "";
let height = "";

/** In a frame as tall as its page, a card as tall as the frame would be beyond the screen. */
export function bigBox(
  card: { top: number; height: number },
  room: { width: number; height: number },
): { top: number; height: number } {
  const wanted = Math.max(LEAST_HEIGHT, room.width * 0.62);
  const high = Math.min(room.height, room.height < wanted * 1.6 ? room.height : wanted);
  const middle = card.top + card.height / 2 - high / 2;
  return { top: Math.max(0, Math.min(middle, room.height - high)), height: high };
}

export function expand(card: HTMLElement): void {
  const at = bigBox(card.getBoundingClientRect(), {
    width: document.documentElement.clientWidth,
    height: window.innerHeight,
  });
  slot = card.slot;
  top = `${at.top}px`;
  height = `${at.height}px`;
  enlarge(card);
  card.focus({ preventScroll: true });
}

/** Lays an expanded card over the frame, also the one that a filter has just drawn anew. */
export function enlarge(card: HTMLElement): void {
  if (!slot || card.slot !== slot) return;
  card.classList.add("big");
  card.role = "dialog";
  card.tabIndex = -1;
  card.style.top = top;
  card.style.height = height;
  card.popover = "manual";
  card.showPopover?.();
  const button = document.createElement("button");
  button.className = "mb x";
  button.ariaLabel = word("close");
  button.innerHTML = '<svg viewBox="0 0 16 16"><path d="m4 4 8 8m0-8-8 8"/></svg>';
  button.addEventListener("click", shrink);
  (card.querySelector(":scope > header") ?? card).append(button);
  for (const other of card.parentElement?.children ?? []) {
    if (other instanceof HTMLElement && other.matches("section, form, .title")) {
      other.inert = other !== card;
    }
  }
}

export function shrink(): void {
  const card = slot ? cardIn(slot) : null;
  slot = "";
  if (!card) return;
  card.hidePopover?.();
  card.removeAttribute("popover");
  card.removeAttribute("role");
  card.removeAttribute("tabindex");
  card.classList.remove("big");
  card.style.top = card.style.height = "";
  card.querySelector(".mb.x")?.remove();
  for (const other of card.parentElement?.children ?? []) {
    if (other instanceof HTMLElement) other.inert = false;
  }
  card.querySelector<HTMLElement>(".mb")?.focus({ preventScroll: true });
}

export function watchExpanded(main: HTMLElement): void {
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && !event.defaultPrevented) shrink();
  });
  main.addEventListener("pointerdown", (event) => {
    if (slot && event.target === main) shrink();
  });
}
