import { expect, it } from "vitest";
import { stepItem } from "./menu.ts";

it("walks a menu round its ends", () => {
  expect(stepItem(0, 5, "ArrowDown")).toBe(1);
  expect(stepItem(4, 5, "ArrowDown")).toBe(0);
  expect(stepItem(0, 5, "ArrowUp")).toBe(4);
  expect(stepItem(2, 5, "Home")).toBe(0);
  expect(stepItem(2, 5, "End")).toBe(4);
  expect(stepItem(2, 5, "x")).toBe(-1);
});
