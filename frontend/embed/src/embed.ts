// The viewers' script. The page is complete without it; it adds live filters, tooltips and height.

import { findPlace } from "./address.ts";
import { Board } from "./board.ts";
import { wearSheet } from "./dress.ts";
import { wakeFilters } from "./filters/wake.ts";
import { loadNamedFont } from "./fonts.ts";
import { reportHeight } from "./height.ts";
import liveCss from "./live.css?inline";
import { loadWords, speakRefusal } from "./spoken.ts";
import { openTabs } from "./tabs.ts";
import { tameTips } from "./tips.ts";

const OPTIONS = /(^#|&)(refresh|fullscreen|scrollTo|locale)=?/;
const place = findPlace(window.location.pathname);

const sheet = new CSSStyleSheet();
sheet.replaceSync(liveCss);
document.adoptedStyleSheets = [sheet];

async function open(board: Board): Promise<void> {
  const nav = board.main.shadowRoot?.querySelector<HTMLElement>(".tabs");
  const openTab = nav ? openTabs(nav, board) : null;
  let isAsked = false;
  const look = async (): Promise<void> => {
    if (isAsked) return;
    isAsked = true;
    const { Options } = await import("./live.ts");
    new Options(board, openTab);
  };
  window.addEventListener("hashchange", () => void look());
  if (OPTIONS.test(window.location.hash)) await look();
}

/** What a viewer can do inside cards: nothing of it is needed to read them. */
async function openInside(main: HTMLElement): Promise<void> {
  const words = place && loadWords(place);
  const [{ openCards }] = await Promise.all([import("./live.ts"), wearSheet(), words]);
  openCards(main, place);
}

/** Acts on an element as soon as the page, which may still be on its way, holds it. */
function whenThere<T extends Element>(selector: string, act: (found: T) => void): void {
  let isFound = false;
  const look = (): void => {
    const found = isFound ? null : document.querySelector<T>(selector);
    if (!found) return;
    isFound = true;
    watch.disconnect();
    act(found);
  };
  const watch = new MutationObserver(look);
  watch.observe(document, { childList: true, subtree: true });
  document.addEventListener("DOMContentLoaded", () => {
    look(); // what came with the page's end was not told yet
    watch.disconnect();
  });
  look();
}

if (place) loadNamedFont(place.base);
// The title comes after the whole layout: from then on the cards arrive, the slowest last. A page that
// is refused has none: of its sentences, one a language, the one that is shown comes last.
whenThere<HTMLElement>("main > :is(.title, .msg:not([hidden]))", (first) => {
  const main = first.parentElement as HTMLElement;
  reportHeight(document.body);
  if (first.className === "msg") return speakRefusal(main);
  tameTips(main);
  (window.requestIdleCallback ?? window.setTimeout)(() => void openInside(main));
  if (!place) return;
  const board = new Board(place, main);
  const wake = (): void =>
    whenThere<HTMLFormElement>("form.filters", (form) => wakeFilters(form, board));
  wake();
  document.addEventListener("signboard:spoken", wake);
  void open(board);
});
