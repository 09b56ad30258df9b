import { expect, test } from "vitest";
import { en } from "./en.ts";
import { findCatalogue } from "./text.ts";

test("the first wished language that exists is used, else English", () => {
  expect(findCatalogue(["xx", "en-GB"])).toBe(en);
  expect(findCatalogue([])).toBe(en);
});

test("counts agree with their noun", () => {
  expect([en.question.rows(1), en.question.rows(2000)]).toEqual(["1 row", "2,000 rows"]);
});
