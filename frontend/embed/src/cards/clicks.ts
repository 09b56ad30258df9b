// What a press on a mark does: sets a filter, opens an address, tells the host. The server says which;
// the page knows only that there is something to press.

import type { Place } from "../address.ts";
import { setFilter } from "../filters/wake.ts";
import { dotted, request } from "../fragments.ts";
import { word } from "../spoken.ts";
import { viewOf, writeViews } from "../views.ts";
import { tell } from "./host.ts";
import { chartOf } from "./hover.ts";
import type { Tip } from "./tip.ts";
import { toast } from "./toast.ts";

interface Filter {
  id: string;
  name: string;
  texts: string[];
  label: string;
}

interface Pressed {
  values: Record<string, unknown>;
  dimensions: string[];
  set?: Filter[];
  href?: string | null;
}

/** Cells of a table that do something become buttons; charts show it by the pointer. */
export function dressClicks(card: HTMLElement): void {
  const { click } = card.dataset;
  if (!click) return;
  card.classList.add("can");
  const columns = click === "*" ? [0] : click.split(" ").map(Number);
  for (const row of card.querySelectorAll<HTMLTableRowElement>(".sb-t tbody tr")) {
    for (const column of columns) {
      const cell = row.cells[column];
      if (!cell || cell.querySelector("a")) continue;
      const button = document.createElement("button");
      button.className = "lk";
      button.append(...cell.childNodes);
      cell.append(button);
    }
  }
}

export function watchClicks(main: HTMLElement, place: Place | null, tip: Tip): void {
  if (!place) return;
  const press = (card: HTMLElement, row: number, series: number): void => {
    if (card.dataset.click || window.parent !== window) {
      void pressMark(place, card, row, series).catch(() => undefined);
    }
  };
  main.addEventListener("click", (event) => {
    const target = event.target instanceof Element ? event.target : null;
    const card = target?.closest<HTMLElement>(".card");
    if (!target || !card) return;
    const cell = target.closest<HTMLTableCellElement>(".sb-t td");
    if (cell) {
      if (target.closest("a")) return;
      const row = (cell.parentElement as HTMLTableRowElement).sectionRowIndex;
      press(card, (viewOf(card.slot).from ?? 0) + row, cell.cellIndex);
      return;
    }
    const chart = chartOf(card, place);
    const pick = chart?.box.contains(target)
      ? chart.pick(target, { x: event.clientX, y: event.clientY })
      : null;
    if (pick) press(card, pick.row, pick.series);
    else if (target.closest(".sb-n")) press(card, 0, -1);
  });
  main.addEventListener("keydown", (event) => {
    const shown = tip.shown;
    if (!shown || event.key !== "Enter" || event.target !== shown.chart.stage) return;
    event.preventDefault();
    press(shown.chart.card, shown.pick.row, shown.pick.series);
  });
}

async function pressMark(
  place: Place,
  card: HTMLElement,
  row: number,
  series: number,
): Promise<void> {
  const query = [`slot=${card.slot}&row=${row}&series=${series}`, writeViews([card.slot])];
  const asked = [...query, dotted(location.search)].filter(Boolean).join("&");
  const pressed = (await (await request(place, `mark?${asked}`)).json()) as Pressed;
  if (Object.keys(pressed.values).length > 0) {
    tell("click", card, { values: pressed.values, dimensions: pressed.dimensions });
  }
  if (pressed.href) {
    const link = document.createElement("a");
    link.href = pressed.href;
    link.target = "_blank";
    link.rel = "noopener noreferrer";
    link.click();
  }
  for (const filter of pressed.set ?? []) await setWidget(card, filter);
}

function valuesOf(id: string): string[] | null {
  const widget = document.querySelector<HTMLElement>(`.filter[data-id="${CSS.escape(id)}"]`);
  if (!widget) return null;
  const slug = widget.dataset.slug ?? "";
  const query = new URLSearchParams(location.search);
  const texts = query.has(slug) ? query.getAll(slug) : (widget.dataset.default ?? "").split("\n");
  return texts.filter(Boolean);
}

/** Sets a filter that stands in the page, or takes it back when it says this already. */
async function setWidget(card: HTMLElement, filter: Filter): Promise<void> {
  const before = valuesOf(filter.id);
  if (!before) return;
  const isSame = before.join("\n") === filter.texts.join("\n");
  const texts = isSame ? [] : filter.texts;
  await setFilter(filter.id, texts);
  const said = { name: filter.name, value: texts.length > 0 ? filter.label : "–" };
  toast(card, word("now-set", said), word("undo"), () => void setFilter(filter.id, before));
}
