// Collections as places to put things, each with the path that leads to it.
import type { CollectionNode } from "../api/types.ts";

export interface Place {
  id: number | null;
  label: string;
}

/** Every collection, a parent before what lies in it. */
export function listPlaces(nodes: readonly CollectionNode[], path = ""): Place[] {
  return nodes.flatMap((it) => {
    const label = path ? `${path} / ${it.name}` : it.name;
    return [{ id: Number(it.id), label }, ...listPlaces(it.children, label)];
  });
}
