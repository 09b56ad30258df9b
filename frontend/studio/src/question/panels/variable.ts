// What the settings of a variable offer, by type and by the column that a field filter compares.
import type { DatabaseField, DatabaseTable, TemplateTag } from "../../api/types.ts";
import { DEFAULT_SCHEMAS } from "../../editor/names.ts";

type Column = Pick<DatabaseField, "base_type" | "semantic_type">;

const TEXT_WIDGETS = [
  "string/=",
  "string/!=",
  "string/contains",
  "string/does-not-contain",
  "string/starts-with",
  "string/ends-with",
];
const NUMBER_WIDGETS = ["number/=", "number/!=", "number/between", "number/>=", "number/<="];
const DATE_WIDGETS = [
  "date/all-options",
  "date/range",
  "date/single",
  "date/relative",
  "date/month-year",
  "date/quarter-year",
];

/** Widgets that fit a column, the usual one first: for a key its id. */
export function widgetTypes(column: Column | undefined): string[] {
  if (!column) return TEXT_WIDGETS;
  const { base_type, semantic_type } = column;
  if (/Date/.test(base_type)) return DATE_WIDGETS;
  if (/Boolean/.test(base_type)) return ["boolean/="];
  const isKey = semantic_type === "type/PK" || semantic_type === "type/FK";
  if (!/Integer|Float|Decimal/.test(base_type)) {
    return isKey ? ["id", ...TEXT_WIDGETS] : TEXT_WIDGETS;
  }
  return isKey ? ["id", ...NUMBER_WIDGETS] : [...NUMBER_WIDGETS, "id"];
}

/** What else changes with a tag's type: an old default never fits the new type. */
export function changeType(type: string): Partial<TemplateTag> {
  if (type === "temporal-unit") return { type, default: null, "widget-type": undefined as never };
  return type === "dimension"
    ? { type, default: null, "widget-type": "string/=" }
    : { type, default: null, dimension: undefined, "widget-type": undefined as never };
}

/** Maps a field filter to a column; a widget chosen for another column stays when it fits this too. */
export function changeField(
  tag: TemplateTag,
  field: Column & Pick<DatabaseField, "id">,
): Partial<TemplateTag> {
  const types = widgetTypes(field);
  const old = tag["widget-type"] ?? "";
  const keeps = Boolean(tag.dimension) && types.includes(old);
  return {
    dimension: ["field", field.id, null],
    alias: undefined,
    "widget-type": keeps ? old : (types[0] ?? "string/="),
    ...(keeps ? {} : { default: null }),
  };
}

/** Columns to choose from, each by the name that SQL would give it. */
export function fieldOptions(tables: readonly DatabaseTable[]): { value: string; label: string }[] {
  return tables.flatMap((table) => {
    const isOfSchema = table.schema && !DEFAULT_SCHEMAS.has(table.schema);
    const name = isOfSchema ? `${table.schema}.${table.name}` : table.name;
    return table.fields.map((it) => ({ value: String(it.id), label: `${name}.${it.name}` }));
  });
}
