import { expect, it } from "vitest";
import { nextSort } from "./table.ts";

it("a column goes from ascending to descending to as it came", () => {
  expect(nextSort(undefined, 2)).toBe("a2");
  expect(nextSort("a2", 2)).toBe("d2");
  expect(nextSort("d2", 2)).toBeUndefined();
  expect(nextSort("d1", 2)).toBe("a2");
});
