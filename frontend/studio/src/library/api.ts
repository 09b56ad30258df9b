// What finding and keeping things asks of the REST API.
import { queryOptions, useMutation, useQueryClient } from "@tanstack/react-query";
import { get, request } from "../api/client.ts";
import type { Collection, CollectionNode, Found, Kept, Uses } from "../api/types.ts";
import { noticeDone, noticeFailed } from "../states/notices.tsx";
import { l } from "./text.ts";

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

/** What moving, copying and archiving need to know of a question, dashboard or collection. */
export type Thing = Pick<Found, "model" | "id" | "name" | "collection_id">;

/** Who would miss a thing, asked anew each time. */
export const uses = (item: Thing) =>
  queryOptions({
    queryKey: ["uses", item.model, item.id],
    staleTime: 0,
    gcTime: 0,
    queryFn: ({ signal }) => get<Uses>(`signboard/uses/${item.model}/${item.id}`, signal),
  });

export const collection = (id: string) =>
  queryOptions({
    queryKey: ["collections", id],
    queryFn: ({ signal }) => get<Collection>(`collection/${id}`, signal),
  });

const LISTS = new Set(["collections", "cards", "dashboards", "kept", "search"]);

/** Reads again whatever shows where things are. */
export function useRefresh(): () => Promise<void> {
  const client = useQueryClient();
  return () =>
    client.invalidateQueries({ predicate: ({ queryKey }) => LISTS.has(String(queryKey[0])) });
}

/** Moves, renames, archives or restores a thing, and says that it is done. */
export function useChange(item: Pick<Thing, "model" | "id">, done: string, onDone?: () => void) {
  const refresh = useRefresh();
  return useMutation({
    mutationFn: (body: Record<string, unknown>) =>
      request<null>("PUT", `${item.model}/${item.id}`, { body }),
    onSuccess: async () => {
      await refresh();
      onDone?.();
      noticeDone(done);
    },
    onError: (error) => noticeFailed(l.notKept, error),
  });
}

export function copyItem({ model, id }: Thing, name: string): Promise<{ id: number }> {
  return request("POST", `${model}/${id}/copy`, { body: { name } });
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
