// The menu of a card: expand it, save it, how fresh it is. One menu for the page, made when opened.

import type { Place } from "../address.ts";
import { word } from "../spoken.ts";
import { expand } from "./expand.ts";
import { FORMATS, save } from "./files.ts";
import { besides } from "./places.ts";

const DOTS =
  '<svg viewBox="0 0 16 16"><path d="M3 8h.01M8 8h.01M13 8h.01" stroke-width="2.6"/></svg>';
let isFormatted = true;

/** Which item a key leads to; -1 for a key that leads nowhere. */
export function stepItem(at: number, count: number, key: string): number {
  if (key === "Home" || key === "End") return key === "Home" ? 0 : count - 1;
  if (key !== "ArrowDown" && key !== "ArrowUp") return -1;
  return (at + (key === "ArrowDown" ? 1 : -1) + count) % count;
}

export function mayDownload(): boolean {
  return (document.documentElement.dataset.downloads ?? "true") === "true";
}

/** Gives a card its button; cards of words and failed ones have none. */
export function dressMenu(card: HTMLElement): void {
  if (!card.querySelector(".sb")) return;
  const button = document.createElement("button");
  button.className = "mb";
  button.innerHTML = DOTS;
  button.ariaHasPopup = "menu";
  button.ariaExpanded = "false";
  button.ariaLabel = word("card-menu", { title: card.ariaLabel || document.title });
  (card.querySelector(":scope > header") ?? card).append(button);
}

export function watchMenus(main: HTMLElement, place: Place | null): void {
  const menu = document.createElement("div");
  menu.className = "menu";
  menu.role = "menu";
  menu.hidden = true;
  menu.popover = "manual";
  main.append(menu);
  let opener: HTMLElement | null = null;

  const close = (givesFocus: boolean): void => {
    if (!opener) return;
    opener.ariaExpanded = "false";
    menu.hidePopover?.();
    menu.hidden = true;
    if (givesFocus) opener.focus({ preventScroll: true });
    opener = null;
  };
  const open = (button: HTMLElement, card: HTMLElement): void => {
    opener = button;
    button.ariaExpanded = "true";
    menu.ariaLabel = button.ariaLabel;
    menu.replaceChildren(...makeItems(card, place));
    menu.hidden = false;
    menu.showPopover?.();
    const box = button.getBoundingClientRect();
    const room = { width: document.documentElement.clientWidth, height: window.innerHeight };
    const size = menu.getBoundingClientRect();
    const at = besides({ x: box.right - size.width, y: box.bottom + 4 }, size, room, 0);
    menu.style.left = `${at.x}px`;
    menu.style.top = `${at.y}px`;
    itemsOf(menu)[0]?.focus({ preventScroll: true });
  };
  main.addEventListener("click", (event) => {
    const target = event.target instanceof Element ? event.target : null;
    const button = target?.closest<HTMLElement>(".mb");
    const card = button?.closest<HTMLElement>(".card");
    if (button && card) {
      const isOwn = button === opener;
      close(isOwn);
      if (!isOwn) open(button, card);
    } else if (target?.closest("[role=menuitem]")) close(true);
  });
  document.addEventListener("pointerdown", (event) => {
    const target = event.target as Element;
    if (!menu.contains(target) && !target.closest?.(".mb")) close(false);
  });
  menu.addEventListener("focusout", (event) => {
    const next = event.relatedTarget;
    if (next instanceof Node && !menu.contains(next) && next !== opener) close(false);
  });
  menu.addEventListener("keydown", (event) => {
    if (event.key === "Escape" || event.key === "Tab") {
      close(true);
      event.stopPropagation();
      if (event.key === "Escape") event.preventDefault();
      return;
    }
    const items = itemsOf(menu);
    const next =
      items[stepItem(items.indexOf(event.target as HTMLElement), items.length, event.key)];
    if (!next) return;
    event.preventDefault();
    next.focus({ preventScroll: true });
  });
  main.addEventListener("keydown", (event) => {
    const button = (event.target as Element).closest<HTMLElement>(".mb");
    if (event.key === "ArrowDown" && button && !opener) {
      event.preventDefault();
      button.click();
    }
  });
}

function itemsOf(menu: HTMLElement): HTMLElement[] {
  return [...menu.querySelectorAll<HTMLElement>("button")];
}

function makeItem(text: string, act: () => void): HTMLButtonElement {
  const item = document.createElement("button");
  item.role = "menuitem";
  item.tabIndex = -1;
  item.textContent = text;
  item.addEventListener("click", act);
  return item;
}

function makeItems(card: HTMLElement, place: Place | null): HTMLElement[] {
  const made: HTMLElement[] = [];
  if (!card.classList.contains("big")) {
    made.push(makeItem(word("expand"), () => expand(card)));
  }
  if (place && mayDownload()) {
    const group = document.createElement("div");
    group.role = "group";
    group.ariaLabel = word("download");
    const label = document.createElement("p");
    label.textContent = word("download");
    label.ariaHidden = "true";
    group.append(label);
    for (const [format, name] of FORMATS) {
      const text = name || word("image");
      group.append(makeItem(text, () => void save(place, card, format, isFormatted)));
    }
    const check = makeItem(word("formatted"), () => {
      isFormatted = !isFormatted;
      check.ariaChecked = String(isFormatted);
    });
    check.role = "menuitemcheckbox";
    check.ariaChecked = String(isFormatted);
    group.append(check);
    made.push(group);
  }
  if (card.dataset.at) {
    const note = document.createElement("small");
    note.textContent = word("as-of", { time: card.dataset.at });
    made.push(note);
  }
  return made;
}
