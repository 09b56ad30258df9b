// The viewers' script. The page is complete without it; it adds live filters, tooltips and height.

import { findPlace } from "./address.ts";
import { Filters } from "./filters.ts";
import { loadNamedFont } from "./fonts.ts";
import { reportHeight } from "./height.ts";
import liveCss from "./live.css?inline";

const place = findPlace(window.location.pathname);
const main = document.querySelector("main");
const form = document.querySelector<HTMLFormElement>("form.filters");

const sheet = new CSSStyleSheet();
sheet.replaceSync(liveCss);
document.adoptedStyleSheets = [sheet];

if (main) {
  reportHeight(main);
  const open = async (): Promise<void> => {
    const { loadWords, openCards } = await import("./cards/cards.ts");
    await loadWords(place);
    openCards(main, place);
  };
  (window.requestIdleCallback ?? window.setTimeout)(() => void open());
}
if (place) loadNamedFont(place.base);
if (place && form) new Filters(form, place);
