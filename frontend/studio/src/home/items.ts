// What home lists: questions and dashboards in one order, filtered by kind and text.
import type { Card, DashboardRow, ResourceKind } from "../api/types.ts";

export interface Item {
  kind: ResourceKind;
  id: number;
  name: string;
  description: string | null;
  display: string | null;
  isEmbedded: boolean;
  updatedAt: string;
  collectionId: number | null;
}

export type KindFilter = "all" | ResourceKind;

/** Archived things left out, the last edited first, then by name. */
export function listItems(cards: readonly Card[], dashboards: readonly DashboardRow[]): Item[] {
  const items = [
    ...dashboards.map((it) => toItem("dashboard", it)),
    ...cards.map((it) => toItem("question", it)),
  ];
  return items
    .filter((it) => !it.isArchived)
    .sort((a, b) => b.updatedAt.localeCompare(a.updatedAt) || a.name.localeCompare(b.name));
}

function toItem(kind: ResourceKind, it: Card | DashboardRow): Item & { isArchived: boolean } {
  return {
    kind,
    id: it.id,
    name: it.name,
    description: it.description,
    display: "display" in it ? it.display : null,
    isEmbedded: it.enable_embedding,
    updatedAt: it.updated_at,
    collectionId: it.collection_id,
    isArchived: it.archived,
  };
}

/** Items of the kind whose name or description holds every word of the text. */
export function findItems(items: readonly Item[], kind: KindFilter, text: string): Item[] {
  const words = text.toLocaleLowerCase().split(/\s+/).filter(Boolean);
  return items.filter((it) => {
    if (kind !== "all" && it.kind !== kind) return false;
    const haystack = `${it.name} ${it.description ?? ""}`.toLocaleLowerCase();
    return words.every((word) => haystack.includes(word));
  });
}

const STEPS: readonly [unit: Intl.RelativeTimeFormatUnit, seconds: number][] = [
  ["year", 31_557_600],
  ["month", 2_629_800],
  ["week", 604_800],
  ["day", 86_400],
  ["hour", 3600],
  ["minute", 60],
];

/** "3 days ago" in the author's language; `now` in milliseconds. */
export function formatAge(iso: string, now: number, locale?: string): string | null {
  const then = Date.parse(iso);
  if (Number.isNaN(then)) return null;
  const format = new Intl.RelativeTimeFormat(locale, { numeric: "auto" });
  const seconds = (then - now) / 1000;
  for (const [unit, length] of STEPS) {
    if (Math.abs(seconds) >= length) return format.format(Math.trunc(seconds / length), unit);
  }
  return format.format(0, "second");
}
