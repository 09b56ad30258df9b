// Collections as places to put things, each with the path that leads to it.
import type { CollectionNode } from "../api/types.ts";

export interface Place {
  id: number | null;
  label: string;
}

/** Every collection, a parent before what lies in it; `without` one, with what lies in that. */
export function listPlaces(
  nodes: readonly CollectionNode[],
  without: number | null = null,
  path = "",
): Place[] {
  return nodes.flatMap((it) => {
    if (it.id === without) return [];
    const label = path ? `${path} / ${it.name}` : it.name;
    return [{ id: Number(it.id), label }, ...listPlaces(it.children, without, label)];
  });
}
