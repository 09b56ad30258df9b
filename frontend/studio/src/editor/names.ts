// Tables and columns of a source as what the editor completes.
import type { SQLNamespace } from "@codemirror/lang-sql";
import type { DatabaseTable } from "../api/types.ts";

/** Schemas that a query may leave out, so their tables complete without a prefix too. */
export const DEFAULT_SCHEMAS: ReadonlySet<string> = new Set(["public", "main", "dbo"]);

/** `{table: [columns]}`, with tables of other schemas under their schema's name. */
export function completionNames(tables: readonly DatabaseTable[]): SQLNamespace {
  const names: Record<string, SQLNamespace> = {};
  for (const table of tables) {
    const columns = table.fields.map((field) => ({
      label: field.name,
      type: "property",
      detail: field.base_type.replace("type/", "").toLowerCase(),
    }));
    if (!table.schema || DEFAULT_SCHEMAS.has(table.schema)) names[table.name] = columns;
    else names[table.schema] = { ...(names[table.schema] as object), [table.name]: columns };
  }
  return names;
}
