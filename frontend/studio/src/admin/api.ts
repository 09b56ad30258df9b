// What administrators' pages read and write: one name for each request, out of the authors' bundle.
import { keepPreviousData, queryOptions } from "@tanstack/react-query";
import { BASE_PATH, get, refusal, request } from "../api/client.ts";
import type { components } from "../api/schema.d.ts";
import type { DatabaseField, User } from "../api/types.ts";

type Schemas = components["schemas"];
export type ApiKey = Schemas["ListedApiKeyShape"];
export type Connection = Schemas["ConnectionShape"];
export type ConnectionCheck = Schemas["CheckShape"];
export type EmbedKey = Schemas["KeyShape"];
export type FailedCard = Schemas["FailedCardShape"];
export type HealthReport = Schemas["HealthReportShape"];
export type IssuedLink = Schemas["IssuedLinkShape"];
export type Published = Schemas["PublishedShape"];
export type Role = Schemas["ListedApiKeyShape"]["role"];
export type Shared = Schemas["SharedShape"];
export type SessionRow = Schemas["SessionRowShape"];
export type Upload = Schemas["UploadShape"];

const read = <T>(path: string, key: readonly unknown[]) =>
  queryOptions({ queryKey: ["admin", ...key], queryFn: ({ signal }) => get<T>(path, signal) });

export const people = (status: string, query: string) =>
  queryOptions({
    queryKey: ["admin", "people", status, query],
    placeholderData: keepPreviousData,
    queryFn: async ({ signal }) => {
      const asked = new URLSearchParams({ status, query });
      return (await get<{ data: User[] }>(`user?${asked}`, signal)).data;
    },
  });
export const apiKeys = read<ApiKey[]>("api-key", ["api-keys"]);
export const allSessions = read<SessionRow[]>("signboard/sessions", ["sessions"]);
export const ownSessions = read<SessionRow[]>("signboard/account/sessions", ["own-sessions"]);
export const embedKeys = read<EmbedKey[]>("signboard/keys", ["embed-keys"]);
export const published = read<Published[]>("signboard/published", ["published"]);
export const sharedCards = read<Shared[]>("card/public", ["shared", "cards"]);
export const sharedDashboards = read<Shared[]>("dashboard/public", ["shared", "dashboards"]);
export const health = read<HealthReport>("signboard/health", ["health"]);
/** Asked again every moment while tables are being read. */
export const connections = queryOptions({
  ...read<Connection[]>("signboard/databases", ["connections"]),
  refetchInterval: (query) => (query.state.data?.some((it) => it.job) ? 700 : false),
});

export const send = request;

export const post = <T = unknown>(path: string, body: unknown = {}) =>
  request<T>("POST", path, { body });
export const put = <T = unknown>(path: string, body: unknown = {}) =>
  request<T>("PUT", path, { body });
export const drop = (path: string) => request<null>("DELETE", path);

export const changeField = (id: number, body: Partial<DatabaseField>) =>
  put<DatabaseField>(`field/${id}`, body);

/** Sends a file as it is, telling the share that is sent; ends at once when aborted. */
export function upload(
  file: File,
  onShare: (share: number) => void,
  signal: AbortSignal,
): Promise<Upload> {
  return new Promise((resolve, reject) => {
    const sending = new XMLHttpRequest();
    sending.open(
      "POST",
      `${BASE_PATH}/api/signboard/uploads?name=${encodeURIComponent(file.name)}`,
    );
    sending.setRequestHeader("Content-Type", "application/octet-stream");
    sending.responseType = "json";
    sending.upload.onprogress = (event) => event.total && onShare(event.loaded / event.total);
    sending.onload = () =>
      sending.status === 200
        ? resolve(sending.response as Upload)
        : reject(refusal(sending.status, sending.response));
    sending.onerror = () => reject(refusal(0, null));
    sending.onabort = () => reject(new DOMException("", "AbortError"));
    signal.addEventListener("abort", () => sending.abort());
    sending.send(file);
  });
}
