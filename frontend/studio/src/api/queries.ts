// What the studio reads, as TanStack Query options: one key and one path for each thing.
import { QueryClient, queryOptions } from "@tanstack/react-query";
import { ApiError, get, request } from "./client.ts";
import type {
  Card,
  Dashboard,
  DashboardRow,
  Database,
  DatabaseMetadata,
  Named,
  Revision,
  Scalar,
  SessionProperties,
  SettingEntry,
  Snippet,
  User,
  ValueList,
} from "./types.ts";

export function createQueryClient(): QueryClient {
  return new QueryClient({
    defaultOptions: {
      queries: {
        staleTime: 10_000,
        retry: (count, error) =>
          error instanceof ApiError && (error.status === 0 || error.status >= 500) && count < 2,
      },
    },
  });
}

/** The signed-in author, or null: the only question whose 401 is an answer. */
export const currentUser = queryOptions({
  queryKey: ["user"],
  staleTime: Number.POSITIVE_INFINITY,
  queryFn: async ({ signal }): Promise<User | null> => {
    try {
      return await request<User>("GET", "user/current", { signal, onUnauthenticated: "fail" });
    } catch (error) {
      if (error instanceof ApiError && error.status === 401) return null;
      throw error;
    }
  },
});

export const sessionProperties = queryOptions({
  queryKey: ["session-properties"],
  staleTime: 60_000,
  queryFn: ({ signal }) => get<SessionProperties>("session/properties", signal),
});

export const cards = queryOptions({
  queryKey: ["cards"],
  queryFn: ({ signal }) => get<Card[]>("card", signal),
});

export const dashboards = queryOptions({
  queryKey: ["dashboards"],
  queryFn: ({ signal }) => get<DashboardRow[]>("dashboard", signal),
});

export const card = (id: number) =>
  queryOptions({
    queryKey: ["cards", id],
    queryFn: ({ signal }) => get<Card>(`card/${id}`, signal),
  });

export const dashboard = (id: number) =>
  queryOptions({
    queryKey: ["dashboards", id],
    queryFn: ({ signal }) => get<Dashboard>(`dashboard/${id}`, signal),
  });

export const databases = queryOptions({
  queryKey: ["databases"],
  queryFn: async ({ signal }) => {
    const answer = await get<{ data: Database[] } | Database[]>("database", signal);
    return Array.isArray(answer) ? answer : answer.data;
  },
});

export const metadata = (id: number) =>
  queryOptions({
    queryKey: ["databases", id, "metadata"],
    staleTime: 60_000,
    queryFn: ({ signal }) => get<DatabaseMetadata>(`database/${id}/metadata`, signal),
  });

export const snippets = queryOptions({
  queryKey: ["snippets"],
  queryFn: ({ signal }) => get<Snippet[]>("native-query-snippet", signal),
});

export const settings = queryOptions({
  queryKey: ["settings"],
  queryFn: ({ signal }) => get<SettingEntry[]>("setting", signal),
});

/** Never kept: a secret stays in memory only while it is on the screen. */
export const secretKey = queryOptions({
  queryKey: ["settings", "embedding-secret-key"],
  gcTime: 0,
  staleTime: 0,
  queryFn: ({ signal }) => get<string | null>("setting/embedding-secret-key", signal),
});

export const embeddable = (kind: "card" | "dashboard") =>
  queryOptions({
    queryKey: ["embeddable", kind],
    queryFn: ({ signal }) => get<Named[]>(`${kind}/embeddable`, signal),
  });

/** The choices of a widget; `path` is the API's address of the list. */
export const choices = (path: string) =>
  queryOptions({
    queryKey: ["choices", path],
    staleTime: 60_000,
    queryFn: ({ signal }) => get<ValueList>(path, signal),
  });

/** The distinct values of a question's column, as choices that nothing has stored yet. */
export const columnChoices = (id: number, column: string) =>
  queryOptions({
    queryKey: ["choices", "card", id, column],
    staleTime: 60_000,
    queryFn: async ({ signal }): Promise<ValueList> => {
      const body = { parameters: [] };
      const { data } = await request<Rows>("POST", `card/${id}/query`, { body, signal });
      const at = data.cols.findIndex((it) => it.name === column);
      const found = new Set(data.rows.map((row) => row[at]).filter((it) => it != null));
      return { values: [...found].map((it) => [it as Scalar]), has_more_values: false };
    },
  });

interface Rows {
  data: { cols: { name: string }[]; rows: (Scalar | null)[][] };
}

export const chartStylesheet = queryOptions({
  queryKey: ["chart-stylesheet"],
  staleTime: Number.POSITIVE_INFINITY,
  queryFn: ({ signal }) => get<string>("signboard/stylesheet.css", signal),
});

/** Versions of a question or dashboard, newest first. */
export const revisions = (entity: "card" | "dashboard", id: number) =>
  queryOptions({
    queryKey: ["revisions", entity, id],
    staleTime: 0,
    queryFn: ({ signal }) => get<Revision[]>(`revision?entity=${entity}&id=${id}`, signal),
  });
