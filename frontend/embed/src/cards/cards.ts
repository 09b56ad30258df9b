// What a viewer can do inside a card. Loaded once the page is idle: nothing of it is needed to read.

import type { Place } from "../address.ts";
import { dressClicks, watchClicks } from "./clicks.ts";
import { enlarge, watchExpanded } from "./expand.ts";
import { tell } from "./host.ts";
import { lead, makeReachable } from "./hover.ts";
import { dressLegend, watchLegends } from "./legend.ts";
import { dressMenu, watchMenus } from "./menu.ts";
import { dressState, watchWaiting } from "./states.ts";
import { dressTable, watchTables } from "./table.ts";
import { Tip } from "./tip.ts";

/** While the page arrives, only what something follows is whole. */
function isWhole(card: Element): boolean {
  return card.nextSibling !== null || document.readyState !== "loading";
}

/** Dresses every card that stands in the page, and those that arrive later. */
export function openCards(main: HTMLElement, place: Place | null): void {
  const tip = new Tip(main);
  lead(main, tip, place);
  watchLegends(main, place);
  watchTables(main, place);
  watchMenus(main, place);
  watchExpanded(main);
  watchClicks(main, place, tip);
  watchWaiting(main);
  const dressed = new WeakSet<Node>();
  const slots = [...(main.shadowRoot?.querySelectorAll("slot") ?? [])].reverse();
  // Cards arrive in any order; what is copied, found or read without style follows the document's.
  const order = (): void => {
    let next: Element | null = null;
    for (const { name } of slots) {
      const card = main.querySelector(`:scope > section[slot="${name}"]`);
      if (!card || !isWhole(card)) continue;
      if (next && card.compareDocumentPosition(next) & Node.DOCUMENT_POSITION_PRECEDING) {
        next.before(card);
      }
      next = card;
    }
  };
  const dress = (): void => {
    order();
    for (const card of main.querySelectorAll<HTMLElement>(":scope > section.card")) {
      if (dressed.has(card) || !isWhole(card)) continue;
      dressed.add(card);
      makeReachable(card);
      dressLegend(card);
      dressTable(card);
      dressMenu(card);
      dressState(card, place);
      dressClicks(card);
      enlarge(card);
    }
  };
  dress();
  document.addEventListener("DOMContentLoaded", dress);
  new MutationObserver((changes) => {
    if (changes.some((change) => change.removedNodes.length > 0)) tip.hide();
    dress();
  }).observe(main, { childList: true });
  tell("ready", null, { cards: main.querySelectorAll(":scope > section.card").length });
}
