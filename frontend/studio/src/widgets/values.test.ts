import { describe, expect, test } from "vitest";
import {
  formatQuarter,
  formatRange,
  fromList,
  isGiven,
  parseNumber,
  parseQuarter,
  parseRange,
  readChoices,
  toList,
} from "./values.ts";

test.each([
  [null, []],
  ["", []],
  ["a", ["a"]],
  [0, [0]],
  [false, [false]],
  [
    ["a", 1],
    ["a", 1],
  ],
])("%j as a list", (value, expected) => {
  expect(toList(value)).toEqual(expected);
});

test("an empty list is no value", () => {
  expect(fromList([])).toBeNull();
  expect(fromList(["a"])).toEqual(["a"]);
});

test.each([
  ["15", 15],
  [" -1.5e3 ", -1500],
  [".5", 0.5],
  ["9007199254740993", "9007199254740993"],
  ["1,5", undefined],
  ["", undefined],
  ["1e", undefined],
  ["Infinity", undefined],
])("%j as a number", (text, expected) => {
  expect(parseNumber(text)).toBe(expected);
});

describe("dates", () => {
  test.each([
    ["2024-01-01~2024-02-01", { from: "2024-01-01", to: "2024-02-01" }],
    ["~2024-02-01", { from: "", to: "2024-02-01" }],
    ["2024-01-01", { from: "2024-01-01", to: "2024-01-01" }],
    ["past30days", null],
    ["", null],
  ])("%j as a range", (text, expected) => {
    expect(parseRange(text)).toEqual(expected);
  });

  test("ranges are written with a tilde, also when one side is open", () => {
    expect(formatRange({ from: "2024-01-01", to: "" })).toBe("2024-01-01~");
    expect(formatRange({ from: "", to: "" })).toBeNull();
  });

  test("quarters need both parts", () => {
    expect(parseQuarter("Q3-2024")).toEqual({ quarter: "3", year: "2024" });
    expect(formatQuarter({ quarter: "3", year: "2024" })).toBe("Q3-2024");
    expect(formatQuarter({ quarter: "3", year: "20" })).toBeNull();
  });
});

test("choices keep their type, and a repeated or blank one is left out", () => {
  const { choices, raw } = readChoices({
    values: [[1, "One"], [2], "three", [1], [""]],
    has_more_values: false,
  });
  expect(choices).toEqual([
    { value: "1", label: "One" },
    { value: "2", label: "2" },
    { value: "three", label: "three" },
  ]);
  expect(raw.get("2")).toBe(2);
});

test.each([
  [null, false],
  [" ", false],
  ["a", true],
  [0, true],
  [false, true],
])("%j is given: %s", (value, expected) => {
  expect(isGiven(value)).toBe(expected);
});
