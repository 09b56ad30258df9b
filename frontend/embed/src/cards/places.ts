// Where a pointer is in a chart, in rows of the data table that stands behind every chart (see
// charts/scene.py for how positions and rows belong together). Pure: it takes what the page says.

/** A place in a plot, from 0 at its start and top to 1 at its end and bottom. */
export interface Spot {
  x: number;
  y: number;
}

const EDGE = 0.02;

/** Unit positions along the axis as far as the page knows them; null where they are even. */
export function knownPlaces(plot: DOMStringMap): number[] | null {
  return plot.x ? plot.x.split(" ").map((text) => Number(text) / 1000) : null;
}

/** The points of a plane, null for a plot with an axis of positions. */
export function planePoints(plot: DOMStringMap): Spot[] | null {
  if (plot.xy === undefined) return null;
  const numbers = plot.xy
    .trim()
    .split(/[^\d.-]+/)
    .map((text) => Number(text) / 1000);
  return Array.from({ length: numbers.length >> 1 }, (_, at) => ({
    x: numbers[2 * at] ?? 0,
    y: numbers[2 * at + 1] ?? 0,
  }));
}

/** The row under a place on the axis, -1 outside. */
export function rowAt(plot: DOMStringMap, place: number, places = knownPlaces(plot)): number {
  const count = Number(plot.n ?? 0);
  if (count < 1 || place < -EDGE || place > 1 + EDGE) return -1;
  if (places) return nearest(places, (at) => Math.abs(at - place));
  const row =
    "band" in plot || "down" in plot ? Math.floor(place * count) : Math.round(place * (count - 1));
  return Math.min(Math.max(row, 0), count - 1);
}

/** Where a row stands on the axis: the inverse of `rowAt`. */
export function placeOf(plot: DOMStringMap, row: number, places = knownPlaces(plot)): number {
  const count = Number(plot.n ?? 0);
  if (places) return places[row] ?? 0;
  if ("band" in plot || "down" in plot) return (row + 0.5) / count;
  return count > 1 ? row / (count - 1) : 0.5;
}

/** The index of the item that costs least, -1 of none. */
export function nearest<T>(items: readonly T[], cost: (item: T) => number): number {
  let best = -1;
  let least = Number.POSITIVE_INFINITY;
  items.forEach((item, at) => {
    const price = cost(item);
    if (price < least) {
      least = price;
      best = at;
    }
  });
  return best;
}

/** Where a box goes beside a point so that it stays inside the frame and off the pointer. */
export function besides(
  point: Spot,
  box: { width: number; height: number },
  room: { width: number; height: number },
  gap: number,
): Spot {
  const right = point.x + gap;
  const left = point.x - gap - box.width;
  const fits = right + box.width + 4 <= room.width || left < 4;
  const x = Math.max(4, Math.min(fits ? right : left, room.width - box.width - 4));
  const below = point.y + gap;
  const above = point.y - gap - box.height;
  const covers = x < point.x && point.x < x + box.width;
  const y = below + box.height + 4 > room.height && (covers || above >= 4) ? above : below;
  return { x, y: Math.max(4, Math.min(y, room.height - box.height - 4)) };
}
