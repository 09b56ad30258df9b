// What a chart says under the pointer, read from the data table that stands behind every chart
// (see charts/scene.py for how positions and rows belong together).

const GAP = 14;

/** The row of the data table under a place in the plot, from 0 at its start to 1 at its end. */
export function rowAt(plot: DOMStringMap, place: number): number {
  const count = Number(plot.n ?? 0);
  if (count < 1 || place < -0.02 || place > 1.02) return -1;
  if (plot.x) {
    const places = plot.x.split(" ").map((text) => Number(text) / 1000);
    let best = 0;
    places.forEach((at, row) => {
      if (Math.abs(at - place) < Math.abs((places[best] ?? 0) - place)) best = row;
    });
    return best;
  }
  const row = "band" in plot ? Math.floor(place * count) : Math.round(place * (count - 1));
  return Math.min(Math.max(row, 0), count - 1);
}

function rowUnder(target: Element, x: number): number {
  const plot = target.closest<HTMLElement>(".p");
  if (plot) {
    const box = plot.getBoundingClientRect();
    return rowAt(plot.dataset, (x - box.left) / box.width);
  }
  const slice = target.closest<SVGPathElement>(".r path");
  return slice?.parentElement ? [...slice.parentElement.children].indexOf(slice) : -1;
}

/** A series' colour stands on whatever the chart painted for it. */
function colorOf(table: HTMLElement, series: number): string {
  const painted = table.closest("section")?.querySelector(`.s${series % 10}`);
  return painted ? getComputedStyle(painted).getPropertyValue("--c") : "currentColor";
}

function fill(tip: HTMLElement, table: HTMLTableElement, row: number): boolean {
  const cells = table.tBodies[0]?.rows[row]?.cells;
  const heads = table.tHead?.rows[0]?.cells;
  if (!cells || !heads) return false;
  const title = document.createElement("b");
  title.textContent = cells[0]?.textContent ?? "";
  tip.replaceChildren(title);
  for (let column = 1; column < cells.length; column++) {
    const line = document.createElement("span");
    const mark = document.createElement("i");
    mark.style.background = colorOf(table, column - 1);
    const name = document.createElement("em");
    name.textContent = heads[column]?.textContent ?? "";
    line.append(mark, name, cells[column]?.textContent ?? "");
    tip.append(line);
  }
  return true;
}

function place(tip: HTMLElement, event: PointerEvent): void {
  const { width, height } = tip.getBoundingClientRect();
  const room = document.documentElement;
  const left =
    event.clientX + GAP + width > room.clientWidth
      ? event.clientX - GAP - width
      : event.clientX + GAP;
  const top = Math.min(event.clientY + GAP, room.clientHeight - height - 4);
  tip.style.left = `${Math.max(4, left)}px`;
  tip.style.top = `${Math.max(4, top)}px`;
}

export function showTooltips(root: HTMLElement): void {
  const tip = document.createElement("div");
  tip.className = "tip";
  tip.setAttribute("aria-hidden", "true");
  tip.hidden = true;
  root.append(tip);
  const show = (event: PointerEvent): void => {
    const target = event.target;
    const card = target instanceof Element ? target.closest("section.card") : null;
    const table = card?.querySelector<HTMLTableElement>(".h table");
    const row = table && target instanceof Element ? rowUnder(target, event.clientX) : -1;
    tip.hidden = !table || row < 0 || !fill(tip, table, row);
    if (!tip.hidden) place(tip, event);
  };
  root.addEventListener("pointermove", show);
  root.addEventListener("pointerdown", show);
  root.addEventListener("pointerleave", () => {
    tip.hidden = true;
  });
}
