// A calendar by the date-picker pattern of the ARIA practices: one grid of days, months or quarters,
// one cell of it in the tab order, arrows move, Page keys turn, Enter and Space choose.

import { dayName, format, locale, monthName } from "../filters/describe.ts";
import { word } from "../spoken.ts";

export type Unit = "day" | "month" | "quarter";

const COLUMNS: Record<Unit, number> = { day: 7, month: 3, quarter: 2 };
const MONTHS: Record<Unit, number> = { day: 0, month: 1, quarter: 3 };
const WEEKS = 6;

export function isoDay(date: Date): string {
  return date.toISOString().slice(0, 10);
}

/** The value of the date grammar that a cell stands for. */
export function keyOf(date: Date, unit: Unit): string {
  if (unit === "day") return isoDay(date);
  if (unit === "month") return isoDay(date).slice(0, 7);
  return `Q${Math.floor(date.getUTCMonth() / 3) + 1}-${isoDay(date).slice(0, 4)}`;
}

export function readKey(key: string): Date | null {
  const quarter = /^Q([1-4])-(\d{4})$/.exec(key);
  const text = quarter
    ? `${quarter[2]}-${String(Number(quarter[1]) * 3 - 2).padStart(2, "0")}`
    : key;
  const date = new Date(`${text.slice(0, 10)}${text.length === 7 ? "-01" : ""}T00:00Z`);
  return Number.isNaN(date.getTime()) ? null : date;
}

/** So many units later; the day stays within its month. */
export function step(date: Date, unit: Unit, count: number): Date {
  if (unit === "day") return new Date(date.getTime() + count * 86_400_000);
  return addMonths(date, MONTHS[unit] * count);
}

export function addMonths(date: Date, count: number): Date {
  const first = new Date(Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + count, 1));
  const last = new Date(Date.UTC(first.getUTCFullYear(), first.getUTCMonth() + 1, 0)).getUTCDate();
  first.setUTCDate(Math.min(date.getUTCDate(), last));
  return first;
}

/** The first weekday of the page's locale, counted from Monday as 0. */
export function firstWeekday(): number {
  const found = new Intl.Locale(locale()) as Intl.Locale & {
    getWeekInfo?: () => { firstDay: number };
    weekInfo?: { firstDay: number };
  };
  return ((found.getWeekInfo?.() ?? found.weekInfo)?.firstDay ?? 1) - 1;
}

interface Choice {
  /** First and last chosen cell by key; the second is empty while a range is being chosen. */
  chosen: () => readonly [string, string];
  pick: (key: string) => void;
}

export class Grid {
  private at: Date;
  private readonly title = document.createElement("span");
  private readonly table = document.createElement("table");

  constructor(
    host: HTMLElement,
    private readonly unit: Unit,
    private readonly today: string,
    private readonly choice: Choice,
  ) {
    this.at = this.start();
    const head = document.createElement("div");
    head.className = "hd";
    this.title.setAttribute("aria-live", "polite");
    const page = unit === "day" ? "month" : "year";
    const turns = [
      this.turn("‹", `previous-${page}`, -1),
      this.turn("›", `next-${page}`, 1),
    ] as const;
    head.append(turns[0], this.title, turns[1]);
    if (unit === "day") {
      head.prepend(this.turn("«", "previous-year", -12));
      head.append(this.turn("»", "next-year", 12));
    }
    this.table.className = `cal ${unit}`;
    this.table.setAttribute("role", "grid");
    this.table.addEventListener("click", (event) => this.clicked(event));
    this.table.addEventListener("keydown", (event) => this.pressed(event));
    this.table.addEventListener("pointerover", (event) => this.hovered(event));
    host.append(head, this.table);
    this.draw();
  }

  /** Shows the chosen value again, after it has changed elsewhere. */
  sync(): void {
    if (!this.table.contains(document.activeElement)) this.at = this.start();
    this.draw();
  }

  private start(): Date {
    const [first, last] = this.choice.chosen();
    return readKey(last || first || this.today) ?? new Date();
  }

  private turn(text: string, key: string, months: number): HTMLButtonElement {
    const button = document.createElement("button");
    button.type = "button";
    button.textContent = text;
    button.ariaLabel = word(key);
    button.addEventListener("click", () => {
      this.at = addMonths(this.at, this.unit === "day" ? months : months * 12);
      this.draw();
    });
    return button;
  }

  private cells(): Date[] {
    const year = this.at.getUTCFullYear();
    if (this.unit !== "day") {
      const size = MONTHS[this.unit];
      return Array.from({ length: 12 / size }, (_, at) => new Date(Date.UTC(year, at * size, 1)));
    }
    const first = new Date(Date.UTC(year, this.at.getUTCMonth(), 1));
    const before = (first.getUTCDay() + 6 - firstWeekday() + 7) % 7;
    return Array.from({ length: WEEKS * 7 }, (_, at) => step(first, "day", at - before));
  }

  private draw(): void {
    const isDay = this.unit === "day";
    const style = isDay
      ? ({ month: "long", year: "numeric" } as const)
      : ({ year: "numeric" } as const);
    this.title.textContent = format(this.at, style);
    this.table.ariaLabel = this.title.textContent;
    const rows: HTMLTableRowElement[] = [];
    const columns = COLUMNS[this.unit];
    this.cells().forEach((date, at) => {
      if (at % columns === 0) rows.push(document.createElement("tr"));
      rows.at(-1)?.append(this.cell(date));
    });
    const body = document.createElement("tbody");
    body.append(...rows);
    this.table.replaceChildren(...(isDay ? [this.weekdays()] : []), body);
    this.mark();
  }

  private weekdays(): HTMLElement {
    const head = document.createElement("thead");
    const row = head.appendChild(document.createElement("tr"));
    for (let at = 0; at < 7; at += 1) {
      const name = document.createElement("th");
      const day = (at + firstWeekday()) % 7;
      name.scope = "col";
      name.abbr = dayName(day, "long");
      name.textContent = dayName(day, "narrow");
      row.append(name);
    }
    return head;
  }

  private cell(date: Date): HTMLTableCellElement {
    const cell = document.createElement("td");
    const key = keyOf(date, this.unit);
    const isDay = this.unit === "day";
    cell.setAttribute("role", "gridcell");
    cell.dataset.key = key;
    cell.tabIndex = -1;
    cell.ariaLabel = isDay ? format(date, { dateStyle: "full" }) : null;
    cell.textContent = isDay
      ? new Intl.NumberFormat(locale()).format(date.getUTCDate())
      : this.unit === "month"
        ? monthName(date.getUTCMonth())
        : key.slice(0, 2);
    if (isDay && date.getUTCMonth() !== this.at.getUTCMonth()) cell.className = "out";
    if (key === this.today) cell.setAttribute("aria-current", "date");
    return cell;
  }

  /** Marks what is chosen; `until` is where a range would end that is being chosen. */
  private mark(until = ""): void {
    const chosen = this.choice.chosen();
    const [first, last] = [chosen[0], chosen[1] || until || chosen[0]].sort();
    const at = keyOf(this.at, this.unit);
    for (const cell of this.table.querySelectorAll("td")) {
      const key = cell.dataset.key ?? "";
      const isEnd = key !== "" && chosen.includes(key);
      cell.ariaSelected = String(isEnd);
      cell.classList.toggle(
        "in",
        this.unit === "day" && !!first && !!last && first <= key && key <= last,
      );
      cell.tabIndex = key === at ? 0 : -1;
    }
  }

  private clicked(event: MouseEvent): void {
    const cell = (event.target as HTMLElement).closest("td");
    if (cell?.dataset.key) this.choose(cell.dataset.key);
  }

  private choose(key: string): void {
    this.at = readKey(key) ?? this.at;
    this.choice.pick(key);
    this.draw();
    this.focus();
  }

  private hovered(event: Event): void {
    const [first, last] = this.choice.chosen();
    const key = (event.target as HTMLElement).closest("td")?.dataset.key;
    if (key && first && !last) this.mark(key);
  }

  private focus(): void {
    this.table.querySelector<HTMLElement>("[tabindex='0']")?.focus({ preventScroll: true });
  }

  private pressed(event: KeyboardEvent): void {
    const ahead = getComputedStyle(this.table).direction === "rtl" ? -1 : 1;
    const columns = COLUMNS[this.unit];
    const cells = this.cells().map((date) => keyOf(date, this.unit));
    const column = cells.indexOf(keyOf(this.at, this.unit)) % columns;
    const page = (event.shiftKey || this.unit !== "day" ? 12 : 1) as number;
    const moves: Record<string, () => Date> = {
      ArrowRight: () => step(this.at, this.unit, ahead),
      ArrowLeft: () => step(this.at, this.unit, -ahead),
      ArrowDown: () => step(this.at, this.unit, columns),
      ArrowUp: () => step(this.at, this.unit, -columns),
      Home: () => step(this.at, this.unit, -column),
      End: () => step(this.at, this.unit, columns - 1 - column),
      PageDown: () => addMonths(this.at, page),
      PageUp: () => addMonths(this.at, -page),
    };
    const move = moves[event.key];
    if (move) {
      this.at = move();
      this.draw();
      this.focus();
      const [first, last] = this.choice.chosen();
      if (first && !last) this.mark(keyOf(this.at, this.unit));
    } else if (event.key === "Enter" || event.key === " ") {
      this.choose(keyOf(this.at, this.unit));
    } else {
      return;
    }
    event.preventDefault();
  }
}
