// The two inputs of a range, days or minutes, and the date grammar's text for them. The server's form
// handling (embed/widgets.py: merge_ranges) says the same for pages without script.

const DAY_MS = 86_400_000;
const POINT = String.raw`(\d{4}-\d\d-\d\d(?:T\d\d:\d\d)?)?(?::\d\d)?`;
const RANGE = new RegExp(`^${POINT}~${POINT}$`);

/** So many days later, or minutes of a text with a time. */
function shift(point: string, count: number): string {
  const [from, step] = point.includes("T") ? [`${point}Z`, 60_000] : [point, DAY_MS];
  return new Date(Date.parse(from) + count * step).toISOString().slice(0, point.length);
}

/** Open ends of the grammar leave the named day or minute out; a person who picks one means it. */
export function joinRange(from: string, to: string): string {
  if (from && to) return from <= to ? `${from}~${to}` : `${to}~${from}`;
  if (from) return `${shift(from, -1)}~`;
  if (to) return `~${shift(to, 1)}`;
  return "";
}

export function splitRange(text: string): [string, string] {
  const match = RANGE.exec(text);
  if (!match) return ["", ""];
  const [, start, end] = match;
  if (start && end) return [start, end];
  if (start) return [shift(start, 1), ""];
  return ["", end ? shift(end, -1) : ""];
}
