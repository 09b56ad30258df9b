// The form of a connection as a value: which fields a kind has, what is missing, what is sent.
import type { NewDatabase } from "../../api/types.ts";
import { a } from "../text/text.ts";

/** `upload` is no engine: the server tells the kind of a file by its content. */
export type Kind = "postgres" | "mysql" | "sqlite" | "duckdb" | "upload";
export type FieldName = keyof typeof a.databases.fields;

export interface ConnectionForm {
  kind: Kind;
  name: string;
  values: Partial<Record<FieldName, string>>;
  /** One of `a.databases.tls`, or a mode that only the API gives. */
  tls: string;
}

const SERVER: readonly FieldName[] = ["host", "port", "dbname", "user", "password", "ssl_ca"];
export const FIELDS: Readonly<Record<Kind, readonly FieldName[]>> = {
  postgres: SERVER,
  mysql: SERVER,
  sqlite: ["db"],
  duckdb: ["database", "folder"],
  upload: [],
};
const PORTS: Partial<Record<Kind, string>> = { postgres: "5432", mysql: "3306" };
const OPTIONAL: readonly FieldName[] = ["password", "database", "folder", "ssl_ca"];

export const EMPTY_CONNECTION: ConnectionForm = {
  kind: "postgres",
  name: "",
  values: { port: "5432" },
  tls: "prefer",
};

/** The mode of a stored `ssl`, which older clients write as a yes or no. */
function toTls(ssl: unknown): string {
  return typeof ssl === "string" && ssl ? ssl : ssl === true ? "require" : "prefer";
}

/** True where the server's certificate is checked, so that it matters who vouches for it. */
export function isChecked({ tls }: ConnectionForm): boolean {
  return tls.startsWith("verify");
}

/** The form with another kind; what both kinds know stays. */
export function withKind(form: ConnectionForm, kind: Kind): ConnectionForm {
  const isUntouched = !form.values.port || Object.values(PORTS).includes(form.values.port);
  const port = isUntouched ? PORTS[kind] : form.values.port;
  return { ...form, kind, values: { ...form.values, ...(port ? { port } : {}) } };
}

type Details = Readonly<Record<string, unknown>>;

/** The form of a database that is connected; its password is the server's mask. */
export function fromDetails(kind: Kind, name: string, details: Details): ConnectionForm {
  const values: ConnectionForm["values"] = {};
  for (const field of FIELDS[kind]) {
    const value = details[field];
    if (typeof value === "string" || typeof value === "number") values[field] = String(value);
  }
  return { kind, name, values, tls: toTls(details.ssl) };
}

/** What a stored password is bound to: the server refuses to send it to another place. */
const STEERING = ["host", "port", "user", "ssl_ca"] as const;

/** True when the form leads elsewhere than the stored details do. */
export function isElsewhere({ values, tls }: ConnectionForm, kept: Details): boolean {
  return (
    tls !== toTls(kept.ssl) ||
    STEERING.some((field) => (values[field] ?? "").trim() !== String(kept[field] ?? ""))
  );
}

/** The changed form without the stored password where it leads elsewhere, and with it back home. */
export function withPassword(before: ConnectionForm, after: ConnectionForm, kept: Details) {
  const mask = kept.password;
  if (typeof mask !== "string" || !mask) return after;
  const [wasElsewhere, isNow] = [isElsewhere(before, kept), isElsewhere(after, kept)];
  const { password } = after.values;
  const put = (text: string) => ({ ...after, values: { ...after.values, password: text } });
  if (isNow && password === mask) return put("");
  return wasElsewhere && !isNow && !password ? put(mask) : after;
}

export type Problems = Partial<Record<FieldName | "name", string>>;

/** Texts by field; empty when the form can be sent. */
export function findProblems({ kind, name, values }: ConnectionForm): Problems {
  const problems: Problems = {};
  if (!name.trim()) problems.name = a.missing;
  for (const field of FIELDS[kind]) {
    if (!OPTIONAL.includes(field) && !values[field]?.trim()) problems[field] = a.missing;
  }
  const port = Number(values.port);
  if (FIELDS[kind].includes("port") && !(Number.isInteger(port) && port > 0 && port < 65_536)) {
    problems.port = a.databases.badPort;
  }
  if (kind === "duckdb" && Boolean(values.database?.trim()) === Boolean(values.folder?.trim())) {
    problems.database = a.databases.oneOf;
  }
  return problems;
}

/** What is sent; `kept` are details that this form does not know, which stay. */
export function toFields(form: ConnectionForm, kept: Details = {}): NewDatabase {
  const known = FIELDS[form.kind];
  const details: Record<string, unknown> = { ...kept };
  for (const field of known) {
    const text = form.values[field] ?? "";
    // A password may begin or end with a space.
    const value = field === "password" ? text : text.trim();
    if (value) details[field] = field === "port" ? Number(value) : value;
    else delete details[field];
  }
  const asYesOrNo: Readonly<Record<string, boolean>> = { prefer: false, require: true };
  if (known.includes("host")) details.ssl = asYesOrNo[form.tls] ?? form.tls;
  return { engine: form.kind, name: form.name.trim(), details };
}
