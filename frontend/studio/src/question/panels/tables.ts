// Which tables and columns have a name like the one looked for, and how SQL writes a name.
import type { DatabaseField, DatabaseTable } from "../../api/types.ts";
import { DEFAULT_SCHEMAS } from "../../editor/names.ts";

export interface FoundTable {
  table: DatabaseTable;
  /** Schema, where SQL needs it, and table. */
  name: string[];
  columns: DatabaseField[];
  /** True when it was found by its columns, which are those alone. */
  hasMatch: boolean;
}

export function findTables(tables: readonly DatabaseTable[], wanted: string): FoundTable[] {
  const text = wanted.trim().toLowerCase();
  return tables.flatMap((table) => {
    const isOfSchema = table.schema && !DEFAULT_SCHEMAS.has(table.schema);
    const name = isOfSchema ? [table.schema ?? "", table.name] : [table.name];
    const all = { table, name, columns: table.fields, hasMatch: false };
    if (!text || name.join(".").toLowerCase().includes(text)) return [all];
    const columns = table.fields.filter((it) => it.name.toLowerCase().includes(text));
    return columns.length > 0 ? [{ ...all, columns, hasMatch: true }] : [];
  });
}

/** In quotes where the engine would read it otherwise. */
export function sqlName(parts: readonly string[], engine: string | undefined): string {
  const quote = engine === "mysql" || engine === "mariadb" ? "`" : '"';
  const plain = engine === "postgres" ? /^[a-z_][a-z0-9_]*$/ : /^[A-Za-z_][A-Za-z0-9_]*$/;
  const write = (one: string) =>
    plain.test(one) ? one : `${quote}${one.replaceAll(quote, quote + quote)}${quote}`;
  return parts.map(write).join(".");
}
