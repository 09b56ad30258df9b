// Tables: order by a column, and all their rows page by page. The server orders and cuts the whole
// table; the page never orders what it happens to hold.

import type { Place } from "../address.ts";
import { word } from "../spoken.ts";
import { viewOf } from "../views.ts";
import { tryAgain } from "./states.ts";

const PAGE = 50;

/** The next order of a column: ascending, descending, as it came. */
export function nextSort(sort: string | undefined, column: number): string | undefined {
  if (sort === `a${column}`) return `d${column}`;
  return sort === `d${column}` ? undefined : `a${column}`;
}

export function dressTable(card: HTMLElement): void {
  const table = card.querySelector<HTMLTableElement>(".sb-t table:not([data-fixed])");
  const heads = [...(table?.tHead?.rows[0]?.cells ?? [])];
  const { sort, from = 0 } = viewOf(card.slot);
  if ((table?.tBodies[0]?.rows.length ?? 0) > 1) {
    heads.forEach((head, column) => {
      const button = document.createElement("button");
      button.append(...head.childNodes);
      head.append(button);
      const way = sort?.slice(1) === String(column) ? sort[0] : "";
      head.ariaSort = way === "a" ? "ascending" : way === "d" ? "descending" : "none";
    });
  }
  const total = Number(card.dataset.rows ?? 0);
  const foot = card.querySelector<HTMLElement>(".sb-t .f");
  if (!table || !foot || total <= PAGE) return;
  foot.role = "status";
  const pages = document.createElement("span");
  pages.className = "pg";
  pages.append(
    pageButton("previous", "M10 3 5 8l5 5", from > 0),
    pageButton("next", "m6 3 5 5-5 5", from + PAGE < total),
  );
  foot.append(pages);
}

function pageButton(name: "previous" | "next", path: string, isOpen: boolean): HTMLButtonElement {
  const button = document.createElement("button");
  button.className = name;
  button.ariaLabel = button.title = word(`page-${name}`);
  button.ariaDisabled = String(!isOpen);
  button.innerHTML = `<svg viewBox="0 0 16 16"><path d="${path}"/></svg>`;
  return button;
}

export function watchTables(main: HTMLElement, place: Place | null): void {
  main.addEventListener("click", (event) => {
    const button = event.target instanceof Element ? event.target.closest(".sb-t button") : null;
    const card = button?.closest<HTMLElement>(".card");
    if (!button || !card || button.ariaDisabled === "true") return;
    const view = viewOf(card.slot);
    const head = button.closest("th");
    if (head) {
      view.sort = nextSort(view.sort, head.cellIndex);
      view.from = 0;
      void tryAgain(place, card, `th:nth-child(${head.cellIndex + 1}) button`);
    } else {
      view.from = Math.max((view.from ?? 0) + (button.matches(".next") ? PAGE : -PAGE), 0);
      void tryAgain(place, card, `.pg .${button.className}`);
    }
  });
}
