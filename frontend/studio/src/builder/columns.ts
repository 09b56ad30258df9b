// The columns that a question may use: those of its table, and those behind its foreign keys.
import type { DatabaseField, DatabaseTable } from "../api/types.ts";
import { DEFAULT_SCHEMAS } from "../editor/names.ts";
import { type FieldRef, keyOf, readField } from "./clauses.ts";
import { type Kind, kindOf } from "./filters.ts";

export interface ColumnChoice {
  key: string;
  ref: FieldRef;
  label: string;
  /** The table, or what the foreign key points at. */
  group: string;
  kind: Kind;
  field: DatabaseField;
}

const HIDDEN = new Set(["sensitive", "retired", "hidden"]);

export function listColumns(
  tables: readonly DatabaseTable[],
  tableId: number | null,
): ColumnChoice[] {
  const table = tables.find((it) => it.id === tableId);
  if (!table) return [];
  const own = shown(table).map((field) => choice(["field", field.id, null], field, table, ""));
  const far = shown(table).flatMap((key) => {
    const target = tables.find((it) => it.fields.some((f) => f.id === key.fk_target_field_id));
    if (!target) return [];
    const via = withoutId(key.display_name);
    return shown(target).map((field) =>
      choice(["field", field.id, { "source-field": key.id }], field, target, via),
    );
  });
  return [...own, ...far];
}

function shown(table: DatabaseTable): DatabaseField[] {
  return table.fields.filter((it) => !HIDDEN.has(it.visibility_type));
}

function choice(
  ref: FieldRef,
  field: DatabaseField,
  table: DatabaseTable,
  via: string,
): ColumnChoice {
  const label = via ? `${via} → ${field.display_name}` : field.display_name;
  const group = via || table.display_name;
  return { key: keyOf(ref), ref, label, group, kind: kindOf(field.base_type), field };
}

/** `Account ID` leads to an account. */
function withoutId(title: string): string {
  return title.replace(/\s+id$/i, "") || title;
}

/** Columns in groups, as a select shows them; a group that occurs twice is one. */
export function grouped(
  columns: readonly ColumnChoice[],
): { group: string; items: { value: string; label: string }[] }[] {
  const groups = new Map<string, { value: string; label: string }[]>();
  for (const { group, key, label } of columns) {
    const items = groups.get(group) ?? [];
    items.push({ value: key, label });
    groups.set(group, items);
  }
  return [...groups].map(([group, items]) => ({ group, items }));
}

export function findColumn(columns: readonly ColumnChoice[], raw: unknown): ColumnChoice | null {
  const ref = readField(raw);
  return (ref && columns.find((it) => it.key === keyOf(ref))) ?? null;
}

/** Tables to choose from, each by the name that people gave it. */
export function tableChoices(tables: readonly DatabaseTable[]): { value: string; label: string }[] {
  return tables
    .filter((it) => it.visibility_type === null)
    .map(({ id, schema, display_name }) => ({
      value: String(id),
      label: schema && !DEFAULT_SCHEMAS.has(schema) ? `${schema} / ${display_name}` : display_name,
    }));
}

/** A clause in words, for what the page cannot edit. */
export function describe(raw: unknown, columns: readonly ColumnChoice[]): string {
  if (!Array.isArray(raw))
    return raw !== null && typeof raw === "object" ? "" : JSON.stringify(raw);
  const column = findColumn(columns, raw);
  if (column) return column.label;
  const [word, ...rest] = raw as unknown[];
  const parts = rest.map((it) => describe(it, columns)).filter(Boolean);
  if (word === "and" || word === "or") return `(${parts.join(` ${word} `)})`;
  return `${String(word)}(${parts.join(", ")})`;
}
