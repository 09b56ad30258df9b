import { expect, test } from "vitest";
import { findItems, formatAge, type Item } from "./items.ts";

const item = (part: Partial<Item>): Item => ({
  kind: "question",
  id: 1,
  name: "",
  description: null,
  display: "table",
  isEmbedded: false,
  collectionId: null,
  updatedAt: "2026-01-01T00:00:00Z",
  ...part,
});
const items = [
  item({ name: "Revenue by week", description: "What buyers paid" }),
  item({ name: "Größe der Läden" }),
  item({ kind: "dashboard", name: "Revenue" }),
];
const found = (kind: "all" | "question" | "dashboard", text: string) =>
  findItems(items, kind, text).map((it) => it.name);

test("every word must be in the name or the description, in any order", () => {
  expect(found("all", "paid  revenue")).toEqual(["Revenue by week"]);
  expect(found("all", "GRÖSSE")).toEqual([]);
  expect(found("all", "größe")).toEqual(["Größe der Läden"]);
});

test("the kind narrows, an empty text does not", () => {
  expect(found("dashboard", "")).toEqual(["Revenue"]);
  expect(found("all", " ")).toHaveLength(3);
});

test.each([
  ["2026-01-01T11:59:40Z", "now"],
  ["2026-01-01T11:55:00Z", "5 minutes ago"],
  ["2025-12-31T11:00:00Z", "yesterday"],
  ["2025-12-10T12:00:00Z", "3 weeks ago"],
  ["2023-06-01T12:00:00Z", "2 years ago"],
])("the age of %s is %s", (iso, expected) => {
  expect(formatAge(iso, Date.parse("2026-01-01T12:00:00Z"), "en")).toBe(expected);
});

test("an odd time has no age", () => {
  expect(formatAge("", 0, "en")).toBeNull();
});
