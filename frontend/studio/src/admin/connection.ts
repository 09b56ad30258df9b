// The form of a new database as a value: what is missing, and what is sent.
import type { NewDatabase } from "../api/types.ts";
import { t } from "../text/text.ts";

export interface ConnectionForm {
  engine: "postgres" | "sqlite";
  name: string;
  host: string;
  port: string;
  dbname: string;
  user: string;
  password: string;
  ssl: boolean;
  /** Path of a SQLite file. */
  db: string;
}

export const EMPTY_CONNECTION: ConnectionForm = {
  engine: "postgres",
  name: "",
  host: "",
  port: "5432",
  dbname: "",
  user: "",
  password: "",
  ssl: false,
  db: "",
};

export type Problems = Partial<Record<keyof ConnectionForm, string>>;

/** Texts by field; empty when the form can be sent. */
export function findProblems(form: ConnectionForm): Problems {
  const needed: (keyof ConnectionForm)[] =
    form.engine === "sqlite" ? ["name", "db"] : ["name", "host", "dbname", "user"];
  const problems: Problems = {};
  for (const name of needed) {
    if (!String(form[name]).trim()) problems[name] = t.databases.missing;
  }
  const port = Number(form.port);
  if (form.engine === "postgres" && !(Number.isInteger(port) && port > 0 && port < 65_536)) {
    problems.port = t.databases.badPort;
  }
  return problems;
}

export function toFields(form: ConnectionForm): NewDatabase {
  const { engine } = form;
  const name = form.name.trim();
  if (engine === "sqlite") return { engine, name, details: { db: form.db.trim() } };
  const { password, ssl } = form;
  const [host, dbname, user] = [form.host.trim(), form.dbname.trim(), form.user.trim()];
  return { engine, name, details: { host, port: Number(form.port), dbname, user, password, ssl } };
}
