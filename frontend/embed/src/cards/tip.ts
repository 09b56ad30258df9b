// The tip that says what a chart shows at a place: by pointer, finger or keyboard, spoken too.

import type { Chart, Pick, Said } from "./charts.ts";
import { besides, type Spot } from "./places.ts";

const MOST_LINES = 12;
const POINTER_GAP = 14;
const FINGER_GAP = 26;

export class Tip {
  private readonly box = document.createElement("div");
  private readonly live = document.createElement("p");
  private chart: Chart | null = null;
  private pick: Pick | null = null;

  constructor(main: HTMLElement) {
    this.box.className = "tip";
    this.box.hidden = true;
    this.box.ariaHidden = "true";
    this.box.popover = "manual";
    this.live.className = "sr";
    this.live.role = "status";
    main.append(this.box, this.live);
  }

  get shown(): { chart: Chart; pick: Pick } | null {
    return this.chart && this.pick ? { chart: this.chart, pick: this.pick } : null;
  }

  /** Shows a pick at a point of the frame; without a point, at the mark, and speaks it. */
  show(chart: Chart, pick: Pick, point?: Spot, isTouch = false): void {
    const isOther =
      chart !== this.chart || pick.row !== this.pick?.row || pick.series !== this.pick?.series;
    if (chart !== this.chart) this.chart?.mark(null);
    this.chart = chart;
    this.pick = pick;
    if (isOther) {
      this.write(chart, pick, !point);
      chart.mark(pick);
    }
    if (this.box.hidden) {
      this.box.hidden = false;
      this.box.showPopover?.();
    }
    const room = document.documentElement;
    const at = besides(
      point ?? chart.spot(pick),
      this.box.getBoundingClientRect(),
      { width: room.clientWidth, height: window.innerHeight },
      isTouch ? FINGER_GAP : POINTER_GAP,
    );
    this.box.style.left = `${at.x}px`;
    this.box.style.top = `${at.y}px`;
    if (!chart.isReady(pick)) void this.complete(chart, pick, point, isTouch);
  }

  hide(): void {
    this.chart?.mark(null);
    this.chart = this.pick = null;
    if (this.box.hidden) return;
    this.box.hidePopover?.();
    this.box.hidden = true;
  }

  private async complete(chart: Chart, pick: Pick, point?: Spot, isTouch = false): Promise<void> {
    await chart.complete(pick);
    if (this.chart !== chart || this.pick !== pick || !chart.isReady(pick)) return;
    this.pick = null;
    this.show(chart, pick, point, isTouch);
  }

  private write(chart: Chart, pick: Pick, speaks: boolean): void {
    const title = document.createElement("b");
    title.textContent = chart.title(pick) || "…";
    const said = chart.say(pick);
    const near = Math.max(
      said.findIndex((line) => line.isNear),
      0,
    );
    const first = Math.max(0, Math.min(near - MOST_LINES / 2, said.length - MOST_LINES));
    const shown = said.slice(first, first + MOST_LINES);
    this.box.replaceChildren(
      title,
      ...shown.map((line) =>
        makeLine(
          line,
          said.some((one) => one.share !== ""),
        ),
      ),
    );
    if (shown.length < said.length) {
      const more = document.createElement("small");
      more.textContent = `+ ${said.length - shown.length}`;
      this.box.append(more);
    }
    if (!speaks || !chart.isReady(pick)) return;
    const texts = said.map((line) => `${line.name} ${line.text} ${line.share}`.trim());
    this.live.textContent = `${title.textContent}: ${texts.join("; ")}`;
  }
}

function makeLine(line: Said, hasShares: boolean): HTMLElement {
  const row = document.createElement("span");
  if (line.isNear) row.className = "near";
  if (line.color) {
    const mark = document.createElement("i");
    mark.style.background = line.color;
    row.append(mark);
  }
  const name = document.createElement("em");
  name.textContent = line.name;
  const value = document.createElement("strong");
  value.textContent = line.text;
  row.append(name, value);
  if (hasShares) {
    const share = document.createElement("small");
    share.textContent = line.share;
    row.append(share);
  }
  return row;
}
