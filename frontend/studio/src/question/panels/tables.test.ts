import { expect, test } from "vitest";
import type { DatabaseTable, TemplateTag } from "../../api/types.ts";
import { findTables, sqlName } from "./tables.ts";
import { changeField, widgetTypes } from "./variable.ts";

const field = (name: string) => ({ id: 1, name, base_type: "type/Integer" });
const TABLES = [
  { id: 1, name: "orders", schema: "public", fields: [field("id"), field("customer_id")] },
  { id: 2, name: "events", schema: "log", fields: [field("at")] },
] as unknown as DatabaseTable[];

test("tables are found by their own name and by those of their columns", () => {
  expect(findTables(TABLES, "").map((it) => it.name)).toEqual([["orders"], ["log", "events"]]);
  const [found] = findTables(TABLES, " Customer");
  expect(found?.columns.map((it) => it.name)).toEqual(["customer_id"]);
  expect(findTables(TABLES, "log.ev").map((it) => it.hasMatch)).toEqual([false]);
  expect(findTables(TABLES, "nothing")).toEqual([]);
});

test("a name is in quotes only where the engine would read it otherwise", () => {
  expect(sqlName(["orders"], "postgres")).toBe("orders");
  expect(sqlName(["log", "Order items"], "postgres")).toBe('log."Order items"');
  expect(sqlName(["Orders"], "postgres")).toBe('"Orders"');
  expect(sqlName(["Orders", "a`b"], "mysql")).toBe("Orders.`a``b`");
});

const column = (base: string, semantic_type: string | null) => ({
  id: 7,
  base_type: `type/${base}`,
  semantic_type,
});
const tag = (change: Partial<TemplateTag>): TemplateTag => ({
  id: "t",
  name: "t",
  "display-name": "T",
  type: "dimension",
  "widget-type": "string/=",
  ...change,
});

test("a filter on a key begins as one of ids, on a date as any date", () => {
  const begin = (base: string, semantic: string | null) =>
    changeField(tag({}), column(base, semantic))["widget-type"];
  expect(begin("Integer", "type/FK")).toBe("id");
  expect(begin("Text", "type/PK")).toBe("id");
  expect(begin("Integer", null)).toBe("number/=");
  expect(begin("Text", "type/Category")).toBe("string/=");
  expect(begin("DateTime", null)).toBe("date/all-options");
  expect(widgetTypes(column("Boolean", null))).toEqual(["boolean/="]);
});

test("another column keeps a widget that fits it and loses the old one's alias", () => {
  const old = tag({ dimension: ["field", 1, null], "widget-type": "number/>=", alias: "o.x" });
  const changed = changeField(old, column("Integer", "type/FK"));
  expect(changed["widget-type"]).toBe("number/>=");
  expect(changed.alias).toBeUndefined();
  expect("alias" in changed).toBe(true);
});
