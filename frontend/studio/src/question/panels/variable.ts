// What the settings of a variable offer, by type and by the column that a field filter compares.
import type { DatabaseField, DatabaseTable, TemplateTag } from "../../api/types.ts";
import { DEFAULT_SCHEMAS } from "../../editor/names.ts";

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

/** Widgets that fit a column, the usual one first. */
export function widgetTypes(baseType: string | undefined): string[] {
  if (!baseType) return TEXT_WIDGETS;
  if (/Date/.test(baseType)) return DATE_WIDGETS;
  if (/Integer|Float|Decimal/.test(baseType)) return [...NUMBER_WIDGETS, "id"];
  if (/Boolean/.test(baseType)) return ["boolean/="];
  return TEXT_WIDGETS;
}

/** What else changes with a tag's type: an old default never fits the new type. */
export function changeType(type: string): Partial<TemplateTag> {
  if (type === "temporal-unit") return { type, default: null, "widget-type": undefined as never };
  return type === "dimension"
    ? { type, default: null, "widget-type": "string/=" }
    : { type, default: null, dimension: undefined, "widget-type": undefined as never };
}

/** Maps a field filter to a column; the widget stays when it fits the new column too. */
export function changeField(tag: TemplateTag, field: DatabaseField): Partial<TemplateTag> {
  const types = widgetTypes(field.base_type);
  const old = tag["widget-type"] ?? "";
  const keeps = types.includes(old);
  return {
    dimension: ["field", field.id, null],
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
