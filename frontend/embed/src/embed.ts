// The viewers' script. The page is complete without it; it adds live filters, tooltips and height.

import { findPlace } from "./address.ts";
import { Board } from "./board.ts";
import { wakeFilters } from "./filters/wake.ts";
import { loadNamedFont } from "./fonts.ts";
import { reportHeight } from "./height.ts";
import liveCss from "./live.css?inline";
import { tameTips } from "./tips.ts";

const OPTIONS = /(^#|&)(refresh|fullscreen|scrollTo|locale)=?/;
const place = findPlace(window.location.pathname);
const main = document.querySelector("main");

const sheet = new CSSStyleSheet();
sheet.replaceSync(liveCss);
document.adoptedStyleSheets = [sheet];

async function open(board: Board): Promise<void> {
  const nav = board.main.shadowRoot?.querySelector<HTMLElement>(".tabs");
  const openTab = nav ? (await import("./tabs.ts")).openTabs(nav, board) : null;
  let isAsked = false;
  const look = async (): Promise<void> => {
    if (isAsked) return;
    isAsked = true;
    const { Options } = await import("./options.ts");
    new Options(board, openTab);
  };
  window.addEventListener("hashchange", () => void look());
  if (OPTIONS.test(window.location.hash)) await look();
}

/** What a viewer can do inside cards: nothing of it is needed to read them. */
async function openInside(main: HTMLElement): Promise<void> {
  const { loadWords, openCards } = await import("./cards/cards.ts");
  if (place) await loadWords(place);
  openCards(main, place);
}

if (place) loadNamedFont(place.base);
if (main) {
  reportHeight(document.body);
  tameTips(main);
  (window.requestIdleCallback ?? window.setTimeout)(() => void openInside(main));
  if (place) {
    const board = new Board(place, main);
    const wake = (): void => {
      const form = document.querySelector<HTMLFormElement>("form.filters");
      if (form) wakeFilters(form, board);
    };
    wake();
    document.addEventListener("signboard:spoken", wake);
    void open(board);
  }
}
