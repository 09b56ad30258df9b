// Charts as a viewer points at them: which row and series, what there is to say, what lights up.

import type { Place } from "../address.ts";
import { word } from "../spoken.ts";
import { knownPlaces, nearest, placeOf, planePoints, rowAt, type Spot } from "./places.ts";
import { Rows } from "./rows.ts";

export interface Pick {
  row: number;
  /** The series that is nearest, -1 when none is. */
  series: number;
}

export interface Said {
  color: string;
  name: string;
  text: string;
  share: string;
  isNear: boolean;
}

const NEAR_PX = 40;
const NEAR_POINT_PX = 28;

export function isStacked(card: HTMLElement): boolean {
  return card.querySelector(".b.k, path.w") !== null;
}

/** What can be pointed at in a card, null when there is nothing. */
export function openChart(card: HTMLElement, place: Place | null): Chart | null {
  const table = card.querySelector<HTMLTableElement>(".h table");
  const box = card.querySelector<HTMLElement>(".p, .r, .fu, .ma");
  if (!table || !box) return null;
  return new Chart(card, box, new Rows(table, card.slot, place, isStacked(card)));
}

export class Chart {
  private readonly plot: DOMStringMap;
  private readonly isParts: boolean;
  private readonly points: Spot[] | null;
  private readonly places: number[] | null;
  private filling: Promise<void> | null = null;
  private readonly chips: HTMLElement[];
  private readonly lines: (SVGGeometryElement | undefined)[];
  private readonly bars: HTMLElement | null;
  private readonly parts: Element[];
  private cross: HTMLElement | null = null;

  constructor(
    readonly card: HTMLElement,
    readonly box: HTMLElement,
    readonly rows: Rows,
  ) {
    this.plot = box.dataset;
    this.isParts = !box.classList.contains("p");
    this.points = planePoints(box.dataset);
    this.places = knownPlaces(box.dataset);
    this.chips = [...card.querySelectorAll<HTMLElement>(".l > *")];
    this.bars = box.querySelector(".b");
    // Of a map, the regions without data come after those of the rows.
    this.parts = this.isParts
      ? [...box.querySelectorAll(":scope > svg > path:not(.nd, .pt), :scope.fu > *")].slice(
          0,
          rows.count,
        )
      : [];
    this.lines = this.isParts ? [] : this.findLines();
  }

  get count(): number {
    return this.isParts ? this.parts.length : this.points ? this.rows.count : Number(this.plot.n);
  }

  /** The element that takes the keyboard's focus and speaks the chart's name. */
  get stage(): HTMLElement {
    return this.isParts ? this.box : (this.box.closest<HTMLElement>(".g") ?? this.box);
  }

  /** Categories of a page that is read from the right begin there. */
  get isFlipped(): boolean {
    return "flip" in this.plot;
  }

  private across(x: number): number {
    return this.isFlipped ? 1 - x : x;
  }

  isHidden(series: number): boolean {
    return this.chips[series]?.getAttribute("aria-pressed") === "false";
  }

  private get isFree(): boolean {
    return this.isParts || "free" in this.plot || this.points !== null;
  }

  kindOf(series: number): string {
    const own = [...(this.chips[series]?.classList ?? [])].find((one) => /^s\d/.test(one));
    return own ?? `s${series % 10}`;
  }

  private findLines(): (SVGGeometryElement | undefined)[] {
    const drawn = [...this.box.querySelectorAll<SVGGeometryElement>("svg path")].filter(
      (path) => /(^| )s\d/.test(path.getAttribute("class") ?? "") && !path.matches(".f,.d,.v"),
    );
    const count = this.rows.heads.length - 1;
    if (drawn.length === count) return drawn;
    return Array.from({ length: count }, (_, series) =>
      drawn.find((path) => path.classList.contains(this.kindOf(series))),
    );
  }

  /** What is under a place of the frame; null for nothing. */
  pick(target: Element, client: Spot): Pick | null {
    if (this.isParts) {
      const row = this.parts.findIndex((part) => part.contains(target));
      return row < 0 ? null : { row, series: -1 };
    }
    const box = this.box.getBoundingClientRect();
    const x = this.across((client.x - box.left) / box.width);
    const at = { x, y: (client.y - box.top) / box.height };
    if (at.y < -0.02 || at.y > 1.02) return null;
    if (this.points) {
      if (this.lacksPlaces) void this.complete({ row: 0, series: -1 });
      const far = (point: Spot) =>
        Math.hypot((point.x - at.x) * box.width, (point.y - at.y) * box.height);
      const row = nearest(this.points, far);
      const found = this.points[row];
      return found && far(found) < NEAR_POINT_PX ? { row, series: -1 } : null;
    }
    const row = rowAt(this.plot, "down" in this.plot ? at.y : at.x, this.places);
    return row < 0 ? null : { row, series: this.nearestSeries(row, at, client, box.height) };
  }

  private nearestSeries(row: number, at: Spot, client: Spot, height: number): number {
    const kind = this.bars && pieceKind(this.bars, row, client, "down" in this.plot);
    if (kind) return this.rows.heads.slice(1).findIndex((_, k) => this.kindOf(k) === kind);
    const x = placeOf(this.plot, row, this.places);
    const series = nearest(this.lines, (line) =>
      line ? Math.abs((heightAt(line, x) ?? 9) - at.y) * height : Number.POSITIVE_INFINITY,
    );
    const line = this.lines[series];
    const y = line && heightAt(line, x);
    return y !== undefined && y !== null && Math.abs(y - at.y) * height < NEAR_PX ? series : -1;
  }

  /** Where a row stands in the frame, for a tip that no pointer leads. */
  spot(pick: Pick): Spot {
    const box = (this.parts[pick.row] ?? this.box).getBoundingClientRect();
    if (this.isParts) return { x: box.left + box.width / 2, y: box.top + box.height / 2 };
    const point = this.points?.[pick.row];
    const place = point ? 0 : placeOf(this.plot, pick.row, this.places);
    const line = this.lines[pick.series];
    const at =
      point ??
      ("down" in this.plot
        ? { x: 0.5, y: place }
        : { x: place, y: (line && heightAt(line, place)) ?? 0.3 });
    return { x: box.left + this.across(at.x) * box.width, y: box.top + at.y * box.height };
  }

  /** True once everything that a pick has to say is here; else it is on its way. */
  isReady(pick: Pick): boolean {
    return this.rows.has(pick.row) && !this.lacksPlaces;
  }

  private get lacksPlaces(): boolean {
    const known = this.points ?? this.places;
    return known !== null && known.length < this.count;
  }

  /** Fetches what a pick lacks. Places that are not even are all needed before one can be the nearest. */
  async complete(pick: Pick): Promise<void> {
    if (!this.lacksPlaces) return this.rows.fetch(pick.row);
    this.filling ??= this.fill();
    await this.filling;
    this.filling = null;
  }

  private async fill(): Promise<void> {
    for (let row = 0; row < this.count; row += 500) {
      await this.rows.fetch(row);
      if (!this.rows.has(row)) return;
      this.points?.push(
        ...this.rows.saidFrom(this.points.length).flatMap((said) => planePoints(said) ?? []),
      );
      this.places?.push(
        ...this.rows.saidFrom(this.places.length).flatMap((said) => knownPlaces(said) ?? []),
      );
    }
  }

  title(pick: Pick): string {
    return this.rows.find(pick.row)?.cells[0]?.textContent ?? "";
  }

  say(pick: Pick): Said[] {
    const cells = [...(this.rows.find(pick.row)?.cells ?? [])].slice(1);
    return cells
      .map((cell, k) => ({
        color: this.isParts ? colorOf(this.parts[pick.row]) : this.colorOf(k),
        name: this.rows.heads[k + 1] ?? word("total"),
        text: cell.textContent ?? "",
        share: cell.dataset.s ?? "",
        isNear: k === pick.series,
        isShown: !this.isHidden(k),
      }))
      .filter((line) => line.text !== "" && (line.isShown || this.isFree));
  }

  private colorOf(series: number): string {
    if (this.isFree || series >= this.rows.heads.length - 1) return "";
    return colorOf(this.chips[series] ?? this.box.querySelector(`.${this.kindOf(series)}`));
  }

  /** Lights up a pick and fades what is beside it; null takes all of it back. */
  mark(pick: Pick | null): void {
    const hot = pick && pick.series >= 0 && !this.bars ? this.kindOf(pick.series) : "";
    this.fade(hot);
    this.parts.forEach((slice, at) => {
      slice.classList.toggle("dim", pick !== null && at !== pick.row);
    });
    for (const [at, band] of [...(this.bars?.children ?? [])].entries()) {
      band.classList.toggle("dim", pick !== null && at !== pick.row);
    }
    this.cross?.remove();
    this.cross = null;
    if (pick && !this.isParts && (!this.bars || this.lines.some(Boolean))) this.drawCross(pick);
  }

  /** Fades every mark but those of one class; "" fades none. */
  fade(kind: string): void {
    for (const mark of this.box.querySelectorAll("svg path[class^=s], .b i")) {
      mark.classList.toggle("dim", kind !== "" && !mark.classList.contains(kind));
    }
  }

  private drawCross(pick: Pick): void {
    const cross = document.createElement("div");
    cross.className = "xh";
    const point = this.points?.[pick.row];
    const x = point ? point.x : placeOf(this.plot, pick.row, this.places);
    if ("down" in this.plot) return;
    cross.style.left = `${this.across(x) * 100}%`;
    if (point) cross.classList.add("pt");
    this.lines.forEach((line, series) => {
      const y = line && !this.isHidden(series) ? heightAt(line, x) : null;
      if (y !== null && y !== undefined)
        cross.append(dot(y, this.colorOf(series), series === pick.series));
    });
    if (point) cross.append(dot(point.y, "var(--sb-text)", true));
    this.box.append(cross);
    this.cross = cross;
  }
}

/** The class of the piece of a band that a point is level with: along a stack, else across a group. */
function pieceKind(bars: HTMLElement, row: number, client: Spot, isDown: boolean): string | null {
  const isAcross = bars.classList.contains("k") === isDown;
  const under = [...(bars.children[row]?.children ?? [])].find((piece) => {
    const { left, right, top, bottom } = piece.getBoundingClientRect();
    return isAcross ? client.x >= left && client.x <= right : client.y >= top && client.y <= bottom;
  });
  return under ? ([...under.classList].find((one) => /^s\d/.test(one)) ?? null) : null;
}

function dot(y: number, color: string, isNear: boolean): HTMLElement {
  const made = document.createElement("i");
  made.style.top = `${y * 100}%`;
  made.style.setProperty("--c", color);
  if (isNear) made.className = "near";
  return made;
}

function colorOf(painted: Element | null | undefined): string {
  return painted ? getComputedStyle(painted).getPropertyValue("--c") : "";
}

/** How high a line stands at a unit place, from 0 at the top; null where it has a gap. */
function heightAt(line: SVGGeometryElement, place: number): number | null {
  const wanted = place * 1000;
  let low = 0;
  let high = line.getTotalLength();
  for (let turn = 0; turn < 24 && high - low > 0.2; turn++) {
    const middle = (low + high) / 2;
    if (line.getPointAtLength(middle).x < wanted) low = middle;
    else high = middle;
  }
  const found = line.getPointAtLength(high);
  return Math.abs(found.x - wanted) < 4 ? found.y / 1000 : null;
}
