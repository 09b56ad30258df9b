// What the studio writes. Each function is one request; pages decide what to read again.
import { request } from "./client.ts";
import type {
  Card,
  CardFields,
  Dashboard,
  Database,
  DatasetQuery,
  Embeddable,
  EmbeddingFields,
  FirstUser,
  Loss,
  NewDatabase,
  PreviewToken,
  PreviewTokenRequest,
  Rendered,
  RenderRequest,
  ResourceKind,
  Snippet,
  SnippetFields,
} from "./types.ts";

export function signIn(username: string, password: string): Promise<{ id: string }> {
  const body = { username, password };
  return request("POST", "session", { body, onUnauthenticated: "fail" });
}

export function signOut(): Promise<null> {
  return request("DELETE", "session", { onUnauthenticated: "fail" });
}

/** Makes the first administrator with the secret of the one-time link, and signs in. */
export function createFirstUser(body: FirstUser): Promise<{ id: string }> {
  return request("POST", "signboard/first-user", { body, onUnauthenticated: "fail" });
}

export function createCard(body: CardFields & { collection_id: number | null }): Promise<Card> {
  return request("POST", "card", { body });
}

export function createSnippet(body: SnippetFields): Promise<Snippet> {
  return request("POST", "native-query-snippet", { body });
}

export function updateSnippet(id: number, body: SnippetFields): Promise<Snippet> {
  return request("PUT", `native-query-snippet/${id}`, { body });
}

export function updateCard(id: number, body: Partial<CardFields>): Promise<Card> {
  return request("PUT", `card/${id}`, { body });
}

/** Publishes, changes or unpublishes a question or dashboard, in one request. */
export function updateEmbedding(
  kind: ResourceKind,
  id: number,
  body: EmbeddingFields,
): Promise<Embeddable> {
  return request<Card | Dashboard>("PUT", `${apiKind(kind)}/${id}`, { body });
}

export function apiKind(kind: ResourceKind): "card" | "dashboard" {
  return kind === "question" ? "card" : "dashboard";
}

/** Runs a query and has its result drawn; aborting the signal cancels it at the source. */
export function render(body: RenderRequest, signal: AbortSignal): Promise<Rendered> {
  return request("POST", "signboard/render", { body, signal });
}

export function formatSql(sql: string): Promise<{ sql: string }> {
  return request("POST", "signboard/format", { body: { sql } });
}

/** Published items that would not show a question any more if it were saved with this query. */
export async function findLosses(id: number, dataset_query: DatasetQuery): Promise<Loss[]> {
  const body = { dataset_query };
  const found = await request<{ items: Loss[] }>("POST", `signboard/scope/question/${id}/losses`, {
    body,
  });
  return found.items;
}

/** By tag, how the SQL names a column whose table it gives an alias. */
export function proposeAliases(
  dataset_query: DatasetQuery,
  signal?: AbortSignal,
): Promise<{ aliases: Record<string, string> }> {
  return request("POST", "signboard/aliases", { body: { dataset_query }, signal });
}

export function createPreviewToken(
  body: PreviewTokenRequest,
  signal?: AbortSignal,
): Promise<PreviewToken> {
  return request("POST", "signboard/preview-token", { body, signal });
}

export function writeSetting(key: string, value: unknown): Promise<null> {
  return request("PUT", `setting/${key}`, { body: { value } });
}

export function createRandomToken(): Promise<{ token: string }> {
  return request("GET", "util/random_token");
}

export function createDatabase(body: NewDatabase): Promise<Database> {
  return request("POST", "database", { body });
}

export function syncDatabase(id: number): Promise<unknown> {
  return request("POST", `database/${id}/sync_schema`, { body: {} });
}

export function deleteDatabase(id: number): Promise<null> {
  return request("DELETE", `database/${id}`);
}

export function createDashboard(body: {
  name: string;
  collection_id?: number | null;
}): Promise<Dashboard> {
  return request("POST", "dashboard", { body });
}

/** Refused with status 409 when `base_version` is not the stored one. */
export function updateDashboard(id: number, body: Record<string, unknown>): Promise<Dashboard> {
  return request("PUT", `dashboard/${id}`, { body });
}

export function revertTo(
  entity: "card" | "dashboard",
  id: number,
  revision_id: number,
): Promise<Card | Dashboard> {
  return request("POST", "revision/revert", { body: { entity, id, revision_id } });
}

/** Words of the author as viewers will see them: text, heading, link or image. */
export function renderWords(
  visualization_settings: Record<string, unknown>,
  signal: AbortSignal,
): Promise<{ html: string }> {
  return request("POST", "signboard/render-words", { body: { visualization_settings }, signal });
}

export function createPublicLink(kind: ResourceKind, id: number): Promise<{ uuid: string }> {
  return request("POST", `${apiKind(kind)}/${id}/public_link`, { body: {} });
}

export function deletePublicLink(kind: ResourceKind, id: number): Promise<null> {
  return request("DELETE", `${apiKind(kind)}/${id}/public_link`);
}
