import { expect, test } from "vitest";
import type { CollectionNode } from "../api/types.ts";
import { listPlaces } from "./places.ts";

const node = (id: number, name: string, children: CollectionNode[] = []) =>
  ({ id, name, children }) as CollectionNode;

test("places are told with the path to them, parents first", () => {
  expect(listPlaces([node(1, "Sales", [node(3, "2026")]), node(2, "Team")])).toEqual([
    { id: 1, label: "Sales" },
    { id: 3, label: "Sales / 2026" },
    { id: 2, label: "Team" },
  ]);
});
