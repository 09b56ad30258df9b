// What finding and keeping things asks of the REST API.
import { queryOptions } from "@tanstack/react-query";
import { get, request } from "../api/client.ts";
import type { Collection, CollectionNode, Found, Kept } from "../api/types.ts";

export type Model = "card" | "dashboard" | "collection" | "table";

const KINDS: readonly Model[] = ["card", "dashboard", "collection", "table"];

export const kept = queryOptions({
  queryKey: ["kept"],
  queryFn: ({ signal }) => get<Kept[]>("signboard/kept", signal),
});

export const collectionTree = queryOptions({
  queryKey: ["collections", "tree"],
  queryFn: ({ signal }) => get<CollectionNode[]>("collection/tree", signal),
});

/** What lies in a collection, `root` for what is in none; with `isArchived` what was put away. */
export const collectionItems = (id: string, isArchived: boolean) =>
  queryOptions({
    queryKey: ["collections", id, "items", isArchived],
    queryFn: async ({ signal }) =>
      (await get<{ data: Found[] }>(`collection/${id}/items?archived=${isArchived}`, signal)).data,
  });

export const found = (text: string, isReader: boolean) =>
  queryOptions({
    queryKey: ["search", text, isReader],
    staleTime: 10_000,
    queryFn: async ({ signal }) => {
      const models = KINDS.filter((it) => it !== "table" || !isReader);
      const words = models.map((it) => `models=${it}`).join("&");
      const path = `search?q=${encodeURIComponent(text)}&${words}`;
      return (await get<{ data: Found[] }>(path, signal)).data;
    },
  });

export function noteOpened(entity: "card" | "dashboard", id: number): Promise<null> {
  return request("PUT", `signboard/kept/${entity}/${id}/opened`, { onUnauthenticated: "fail" });
}

export function setFavourite(entity: string, id: number, isFavourite: boolean): Promise<null> {
  return request(isFavourite ? "PUT" : "DELETE", `signboard/kept/${entity}/${id}/favourite`);
}

export function createCollection(name: string, parent_id: number | null): Promise<Collection> {
  return request("POST", "collection", { body: { name, parent_id } });
}

/** Moves, renames, archives or restores a question, dashboard or collection. */
export function changeItem(
  model: string,
  id: number,
  body: Record<string, unknown>,
): Promise<null> {
  return request("PUT", `${model}/${id}`, { body });
}

export function addressOf(item: Pick<Found, "model" | "id" | "database_id">): string {
  switch (item.model) {
    case "card":
      return `/question/${item.id}`;
    case "table":
      return `/question/build?database=${item.database_id ?? ""}&table=${item.id}`;
    default:
      return `/${item.model}/${item.id}`;
  }
}
