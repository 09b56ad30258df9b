import { expect, test } from "vitest";
import { findMistake } from "./mistake.ts";

const failure = {
  error: "no such column: oops\n\nCorrect it.",
  place: { line: 1, start: 7, end: 11 },
};
const part = "select oops";

test("a mistake keeps its place and tells the database's first line", () => {
  const mistake = { line: 1, start: 7, end: 11, message: "no such column: oops" };
  expect(findMistake(part, part, failure)).toEqual(mistake);
});

test("a part that ran alone is found where it stands", () => {
  const sql = `-- first\n${part}\n-- last`;
  const found = findMistake(sql, part, failure);
  expect(found?.line).toBe(2);
  expect(sql.slice(found?.start, found?.end)).toBe("oops");
});

test("what was edited since, or stands there twice, is not marked", () => {
  expect(findMistake("select oop", part, failure)).toBeNull();
  expect(findMistake(`${part} union all ${part}`, part, failure)).toBeNull();
  expect(findMistake(part, part, { ...failure, place: null })).toBeNull();
  expect(findMistake(part, part, { ...failure, error: null })).toBeNull();
  expect(findMistake("select 1", "", failure)).toBeNull();
});
