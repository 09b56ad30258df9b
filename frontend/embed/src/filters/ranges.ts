// The two date inputs of a range and the date grammar's text for them. The server's form
// handling (embed/widgets.py: merge_ranges) says the same for pages without script.

const DAY_MS = 86_400_000;

function shift(day: string, days: number): string {
  return new Date(Date.parse(`${day}T00:00:00Z`) + days * DAY_MS).toISOString().slice(0, 10);
}

/** Open ends of the grammar leave the named day out; a person who picks a day means it. */
export function joinRange(from: string, to: string): string {
  if (from && to) return from <= to ? `${from}~${to}` : `${to}~${from}`;
  if (from) return `${shift(from, -1)}~`;
  if (to) return `~${shift(to, 1)}`;
  return "";
}

export function splitRange(text: string): [string, string] {
  const match = /^(\d{4}-\d{2}-\d{2})?~(\d{4}-\d{2}-\d{2})?$/.exec(text);
  if (!match) return ["", ""];
  const [, start, end] = match;
  if (start && end) return [start, end];
  if (start) return [shift(start, 1), ""];
  return ["", end ? shift(end, -1) : ""];
}
