import { expect, test } from "vitest";
import type { Column } from "../../api/types.ts";
import { guessAxes, readNames, withSetting } from "./displays.ts";

const column = (name: string, base_type: string): Column => ({
  name,
  base_type,
  display_name: name,
  effective_type: base_type,
  field_ref: [],
  semantic_type: null,
  source: "native",
});
const month = column("month", "type/Date");
const plan = column("plan", "type/Text");
const sum = column("sum", "type/Decimal");
const count = column("count", "type/Integer");

test("the first label is the x axis and all numbers are values", () => {
  expect(guessAxes([month, sum, count])).toEqual({
    dimensions: ["month"],
    metrics: ["sum", "count"],
  });
});

test("a second label splits a single value", () => {
  expect(guessAxes([month, plan, sum])).toEqual({
    dimensions: ["month", "plan"],
    metrics: ["sum"],
  });
});

test("with numbers only the first is the x axis", () => {
  expect(guessAxes([count, sum])).toEqual({ dimensions: ["count"], metrics: ["sum"] });
});

test("no columns give no axes", () => {
  expect(guessAxes([])).toEqual({ dimensions: [], metrics: [] });
});

test("stored names that the result no longer has fall back to the guess", () => {
  const settings = { "graph.metrics": ["gone"] };
  expect(readNames(settings, "graph.metrics", [sum], ["sum"])).toEqual(["sum"]);
  expect(readNames({ "graph.metrics": ["sum"] }, "graph.metrics", [sum], [])).toEqual(["sum"]);
});

test("settings are changed without touching the old ones", () => {
  const before = { a: 1 };
  expect(withSetting(before, "b", 2)).toEqual({ a: 1, b: 2 });
  expect(withSetting(before, "a", null)).toEqual({});
  expect(before).toEqual({ a: 1 });
});
