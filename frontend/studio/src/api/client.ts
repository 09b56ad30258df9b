// Speaks HTTP with the REST API: JSON in and out, one error class, and a wait when the session ended.
import { t } from "../text/text.ts";
import { waitForSignIn } from "./gate.ts";

/** A request that the server refused, or that never reached it (`status` 0). */
export class ApiError extends Error {
  readonly status: number;
  /** Texts by form field, from a refusal that names fields. */
  readonly fields: Readonly<Record<string, string>>;

  constructor(status: number, message: string, fields: Readonly<Record<string, string>> = {}) {
    super(message);
    this.name = "ApiError";
    this.status = status;
    this.fields = fields;
  }
}

export type Method = "GET" | "POST" | "PUT" | "DELETE";

export interface RequestOptions {
  body?: unknown;
  signal?: AbortSignal | undefined;
  /** What a 401 means: `wait` for a sign-in and try again (the default), or `fail`. */
  onUnauthenticated?: "wait" | "fail";
}

/** The path the studio is served under, without a slash at its end; "" at the root of a host. */
export const BASE_PATH = new URL(document.baseURI).pathname.replace(/\/[^/]*$/, "");

/** Asks the REST API. `path` is relative to `/api/`; resolves with the parsed body, null for 204. */
export async function request<T>(
  method: Method,
  path: string,
  options: RequestOptions = {},
): Promise<T> {
  for (;;) {
    const response = await send(method, path, options);
    if (response.status === 401 && options.onUnauthenticated !== "fail") {
      await waitForSignIn(options.signal);
      continue;
    }
    const body = parseBody(await response.text());
    if (!response.ok) throw refusal(response.status, body);
    return body as T;
  }
}

export function get<T>(path: string, signal?: AbortSignal): Promise<T> {
  return request<T>("GET", path, { signal });
}

async function send(method: Method, path: string, options: RequestOptions): Promise<Response> {
  const init: RequestInit = {
    method,
    credentials: "same-origin",
    headers: { Accept: "application/json" },
    signal: options.signal ?? null,
  };
  if (options.body !== undefined) {
    init.headers = { Accept: "application/json", "Content-Type": "application/json" };
    init.body = JSON.stringify(options.body);
  }
  try {
    return await fetch(`${BASE_PATH}/api/${path}`, init);
  } catch (error) {
    if (options.signal?.aborted) throw error;
    throw new ApiError(0, t.errors.unreachable);
  }
}

function parseBody(text: string): unknown {
  if (!text) return null;
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return text;
  }
}

/** Turns any refusal the API knows (text, JSON text, `{message}`, `{errors}`) into one error. */
export function refusal(status: number, body: unknown): ApiError {
  if (typeof body === "string" && body && !body.trimStart().startsWith("<")) {
    return new ApiError(status, body);
  }
  if (body && typeof body === "object") {
    const { message, error, errors } = body as Record<string, unknown>;
    const fields: Record<string, string> = {};
    if (errors && typeof errors === "object") {
      for (const [name, text] of Object.entries(errors)) fields[name] = String(text);
    }
    const text = [message, error, ...Object.values(fields)].find((it) => typeof it === "string");
    return new ApiError(status, (text as string | undefined) ?? t.errors.status(status), fields);
  }
  return new ApiError(status, t.errors.status(status));
}

/** A text for people, whatever was thrown. */
export function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : t.errors.unknown;
}

export function isAborted(error: unknown): boolean {
  return error instanceof DOMException && error.name === "AbortError";
}
