import { describe, expect, test } from "vitest";
import {
  clausesOf,
  type FieldRef,
  readMetric,
  readSort,
  unknownParts,
  withClause,
  withMore,
  withoutClause,
  withUnit,
} from "./clauses.ts";
import { completed, kindOf, newFilter, readFilter, withOperator, writeFilter } from "./filters.ts";

const TOTAL: FieldRef = ["field", 3, null];
const DAY: FieldRef = ["field", 4, null];

describe("reading", () => {
  test("filters are a list, however many there are", () => {
    expect(clausesOf({}, "filter")).toEqual([]);
    expect(clausesOf({ filter: ["=", TOTAL, 1] }, "filter")).toEqual([["=", TOTAL, 1]]);
    const both = { filter: ["and", ["=", TOTAL, 1], ["or", [], []]] };
    expect(clausesOf(both, "filter")).toHaveLength(2);
  });

  test("one summary without its list is a list of one", () => {
    expect(clausesOf({ aggregation: ["count"] }, "aggregation")).toEqual([["count"]]);
    expect(clausesOf({ aggregation: [["sum", TOTAL]] }, "aggregation")).toEqual([["sum", TOTAL]]);
  });

  test("what the page cannot edit is not read", () => {
    expect(readFilter(["or", ["=", TOTAL, 1]])).toBeNull();
    expect(readFilter(["=", TOTAL, ["field", 5, null]])).toBeNull();
    expect(readFilter(["=", ["field", 3, { "join-alias": "J" }], 1])).toBeNull();
    expect(readMetric(["aggregation-options", ["count"], {}])).toBeNull();
    expect(readMetric(["median", TOTAL])).toBeNull();
    expect(readSort(["asc", ["expression", "e"]])).toBeNull();
    expect(unknownParts({ "source-table": 1, joins: [], limit: 1 })).toEqual(["joins"]);
  });
});

describe("changing", () => {
  test("a filter that waits for its value neither runs nor is saved", () => {
    const waiting = writeFilter(newFilter(TOTAL, "number"));
    const query = withMore({ filter: ["=", TOTAL, 1] }, "filter", waiting);
    expect(clausesOf(query, "filter")).toHaveLength(2);
    expect(completed(query)).toEqual({ filter: ["=", TOTAL, 1] });
    const unknown = { filter: ["inside", TOTAL, TOTAL, 1, 2, 3, 4] };
    expect(completed(unknown)).toBe(unknown);
  });

  test("another condition keeps the values that still mean something", () => {
    const between = withOperator(
      { operator: ">", field: TOTAL, args: [5], options: {} },
      "between",
    );
    expect(writeFilter(between)).toEqual(["between", TOTAL, 5, null]);
    expect(completed({ filter: writeFilter(between) })).toEqual({});
    expect(withOperator(between, "<").args).toEqual([5]);
    expect(writeFilter(withOperator(between, "is-null"))).toEqual(["is-null", TOTAL]);
    const search = withOperator({ ...between, args: ["a"] }, "contains");
    expect(writeFilter(search)).toEqual(["contains", TOTAL, "a", { "case-sensitive": false }]);
  });

  test("orders follow the groups and summaries that they sort by", () => {
    const query = {
      aggregation: [["count"], ["sum", TOTAL]],
      breakout: [DAY],
      "order-by": [
        ["desc", ["aggregation", 1]],
        ["asc", DAY],
      ],
    };
    const monthly = withClause(query, "breakout", 0, withUnit(DAY, "month"));
    expect(clausesOf(monthly, "order-by")[1]).toEqual(["asc", withUnit(DAY, "month")]);
    const fewer = withoutClause(query, "aggregation", 0);
    expect(clausesOf(fewer, "order-by")[0]).toEqual(["desc", ["aggregation", 0]]);
    const ungrouped = withoutClause(query, "breakout", 0);
    expect(clausesOf(ungrouped, "order-by")).toEqual([["desc", ["aggregation", 1]]]);
    const rows = withoutClause(
      { aggregation: [["count"]], "order-by": [["asc", DAY]] },
      "aggregation",
      0,
    );
    expect(rows).toEqual({});
  });

  test("a bucket is taken off without a trace", () => {
    expect(withUnit(withUnit(DAY, "week"), null)).toEqual(DAY);
  });
});

test("types of columns choose their conditions", () => {
  expect(["type/Integer", "type/DateTimeWithTZ", "type/Text", "type/Boolean"].map(kindOf)).toEqual([
    "number",
    "date",
    "text",
    "boolean",
  ]);
});
