// Legends that switch series off and on. Where axes stay as they are the script does it; where
// values are stacked or parts of a whole, or labels belong to them, the server draws the card anew
// from the same table.

import type { Place } from "../address.ts";
import { viewOf } from "../views.ts";
import { isStacked } from "./charts.ts";
import { chartOf } from "./hover.ts";
import { tryAgain } from "./states.ts";

const MOST_BY_SCRIPT = 10;
const WAIT_MS = 220;

/** The names that are off after a chip was pressed; pressing the last one that is on brings all back. */
export function toggle(
  names: readonly string[],
  off: ReadonlySet<string>,
  name: string,
): Set<string> {
  const next = new Set(names.filter((one) => (one === name) !== off.has(one)));
  return next.size < new Set(names).size ? next : new Set();
}

/** Only one name on; asked again, all of them. */
export function isolate(
  names: readonly string[],
  off: ReadonlySet<string>,
  name: string,
): Set<string> {
  const others = new Set(names.filter((one) => one !== name));
  const isAlone = !off.has(name) && [...others].every((one) => off.has(one));
  return isAlone ? new Set() : others;
}

function chipsOf(card: Element): HTMLElement[] {
  // The steps of a waterfall are no series: none can be left out of its running total.
  if (card.querySelector(".p[data-free] .b")) return [];
  return [
    ...card.querySelectorAll<HTMLElement>(
      ".sb-xy > .l > *, .sb-rw > .l > *, .sb-pie .l > :has(span)",
    ),
  ];
}

function nameOf(chip: Element): string {
  return (chip.querySelector("span") ?? chip).textContent ?? "";
}

export function dressLegend(card: HTMLElement): void {
  const { hidden } = viewOf(card.slot);
  for (const chip of chipsOf(card)) {
    chip.role = "button";
    chip.tabIndex = 0;
    chip.title = nameOf(chip);
    chip.ariaPressed = String(!hidden.has(nameOf(chip)));
  }
  if (hidden.size > 0 && !needsServer(card)) apply(card);
}

function needsServer(card: HTMLElement): boolean {
  const isMany = chipsOf(card).length > MOST_BY_SCRIPT;
  return isMany || isStacked(card) || card.querySelector(".p > .v, .y.r, .sb-pie") !== null;
}

/** Takes the marks of hidden series out of the page; the others of a band share its width. */
function apply(card: HTMLElement): void {
  const chart = chartOf(card, null);
  const chips = chipsOf(card);
  const on = chips.filter((chip) => chip.ariaPressed === "true").length;
  card.querySelector<HTMLElement>(".b")?.style.setProperty("--s", String(on));
  chips.forEach((chip, series) => {
    for (const mark of card.querySelectorAll(`.p .${chart?.kindOf(series)}`)) {
      mark.classList.toggle("off", chip.ariaPressed === "false");
    }
  });
}

export function watchLegends(main: HTMLElement, place: Place | null): void {
  let before = new Set<string>();
  let waiting = 0;
  const press = (chip: HTMLElement, wantsAlone: boolean, isSecond: boolean): void => {
    const card = chip.closest<HTMLElement>(".card");
    if (!card) return;
    const view = viewOf(card.slot);
    const names = chipsOf(card).map(nameOf);
    const name = nameOf(chip);
    if (!isSecond) before = view.hidden;
    view.hidden = (wantsAlone ? isolate : toggle)(names, before, name);
    for (const one of chipsOf(card)) {
      one.ariaPressed = String(!view.hidden.has(nameOf(one)));
    }
    window.clearTimeout(waiting);
    if (!needsServer(card)) {
      apply(card);
      return;
    }
    const focus = `.l > :nth-child(${chipsOf(card).indexOf(chip) + 1})`;
    waiting = window.setTimeout(() => void tryAgain(place, card, focus), WAIT_MS);
  };
  const chipAt = (event: Event): HTMLElement | null =>
    event.target instanceof Element
      ? event.target.closest<HTMLElement>(".l > [role=button]")
      : null;
  main.addEventListener("click", (event) => {
    const chip = chipAt(event);
    if (chip) press(chip, event.altKey || event.detail === 2, event.detail === 2);
  });
  main.addEventListener("keydown", (event) => {
    const chip = chipAt(event);
    if (!chip || (event.key !== "Enter" && event.key !== " ")) return;
    event.preventDefault();
    press(chip, event.altKey, false);
  });
  const point = (event: Event, isOver: boolean): void => {
    const chip = chipAt(event);
    const card = chip?.closest<HTMLElement>(".card");
    const chart = card && chartOf(card, place);
    const isOn = isOver && chip?.ariaPressed === "true"; // one that is off has nothing to stand out
    if (chip && card) chart?.fade(isOn ? chart.kindOf(chipsOf(card).indexOf(chip)) : "");
  };
  main.addEventListener("pointerover", (event) => point(event, true));
  main.addEventListener("pointerout", (event) => point(event, false));
}
