import { expect, it } from "vitest";
import { viewOf, writeViews } from "./views.ts";

it("says of each slot only what was asked of it", () => {
  viewOf("c5").sort = "d2";
  viewOf("c5").from = 0;
  viewOf("c7").from = 50;
  viewOf("c7").hidden.add("A & B");
  viewOf("c9");
  expect(writeViews(["c5", "c7", "c9", "c11"])).toBe("c5.sort=d2&c7.from=50&c7.hidden=A+%26+B");
  expect(writeViews(["c9"])).toBe("");
});
