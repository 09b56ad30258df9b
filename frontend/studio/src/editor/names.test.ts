import { expect, test } from "vitest";
import type { DatabaseField, DatabaseTable } from "../api/types.ts";
import { completionNames } from "./names.ts";

const field = (name: string) => ({ name, base_type: "type/Text" }) as DatabaseField;
const table = (schema: string | null, name: string) =>
  ({ schema, name, fields: [field("id")] }) as DatabaseTable;

test("tables of usual schemas complete by themselves, others under their schema", () => {
  const names = completionNames([
    table(null, "people"),
    table("public", "orders"),
    table("sales", "orders"),
    table("sales", "leads"),
  ]);
  const columns = [{ label: "id", type: "property", detail: "text" }];
  expect(names).toEqual({
    people: columns,
    orders: columns,
    sales: { orders: columns, leads: columns },
  });
});
