// Leads the tip: the mouse follows, a finger taps and scrubs, arrow keys walk, Escape closes.

import type { Place } from "../address.ts";
import { type Chart, openChart, type Pick } from "./charts.ts";
import type { Tip } from "./tip.ts";

const PAGE = 10;
const charts = new WeakMap<Element, Chart>();

/** The chart of a card, opened once for as long as the card stands in the page. */
export function chartOf(card: HTMLElement, place: Place | null): Chart | null {
  const chart = charts.get(card) ?? openChart(card, place);
  if (chart) charts.set(card, chart);
  return chart;
}

/** Lets the keyboard reach a card's chart, and words that are longer than their card. */
export function makeReachable(card: HTMLElement): void {
  if (card.matches(".text") && card.scrollHeight > card.clientHeight) card.tabIndex = 0;
  for (const stage of card.querySelectorAll<HTMLElement>(".g, .sb-pie .r, .fu, .ma")) {
    stage.tabIndex = 0;
  }
}

export function lead(main: HTMLElement, tip: Tip, place: Place | null): void {
  const chartAt = (event: Event): Chart | null => {
    const card =
      event.target instanceof Element ? event.target.closest<HTMLElement>(".card") : null;
    return card && chartOf(card, place);
  };
  const point = (event: PointerEvent): void => {
    const chart = chartAt(event);
    const client = { x: event.clientX, y: event.clientY };
    const isInside = chart?.box.contains(event.target as Node);
    const pick = isInside ? chart?.pick(event.target as Element, client) : null;
    if (chart && pick) tip.show(chart, pick, client, event.pointerType === "touch");
    else tip.hide();
  };
  main.addEventListener("pointermove", point);
  document.addEventListener("pointerdown", point);
  document.documentElement.addEventListener("pointerleave", (event) => {
    if (event.pointerType === "mouse") tip.hide();
  });
  main.addEventListener("focusout", () => tip.hide());
  main.addEventListener("wheel", () => tip.hide(), { passive: true }); // what it spoke of moves away
  main.addEventListener("keydown", (event) => {
    const chart = chartAt(event);
    if (!chart || event.target !== chart.stage) return;
    if (event.key === "Escape" && tip.shown) {
      tip.hide();
      event.stopPropagation();
      return;
    }
    const next = step(chart, tip.shown?.chart === chart ? tip.shown.pick : null, event.key);
    if (!next) return;
    event.preventDefault();
    tip.show(chart, next);
  });
}

/** Where a key leads from a pick; null for a key that leads nowhere. */
export function step(chart: Chart, from: Pick | null, key: string): Pick | null {
  const last = chart.count - 1;
  const row = from?.row ?? -1;
  const [on, back] = chart.isFlipped ? ["Left", "Right"] : ["Right", "Left"];
  const moves: Record<string, number> = {
    [`Arrow${on}`]: row + 1,
    [`Arrow${back}`]: from ? row - 1 : last,
    PageDown: row + PAGE,
    PageUp: row - PAGE,
    Home: 0,
    End: last,
  };
  const series = from?.series ?? -1;
  if (key in moves) return { row: Math.min(Math.max(moves[key] ?? 0, 0), last), series };
  if (!from || (key !== "ArrowUp" && key !== "ArrowDown")) return null;
  const count = chart.rows.heads.length - 1;
  return {
    row,
    series: Math.min(Math.max(series + (key === "ArrowDown" ? 1 : -1), -1), count - 1),
  };
}
