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
  const dress = (): void => {
    for (const card of main.querySelectorAll<HTMLElement>(":scope > section.card")) {
      // While the page arrives, only what something follows is whole.
      const isWhole = card.nextSibling !== null || document.readyState !== "loading";
      if (dressed.has(card) || !isWhole) continue;
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
