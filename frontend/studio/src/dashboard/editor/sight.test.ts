import { expect, test } from "vitest";
import { stepAtEdge } from "./sight.ts";

test("the page scrolls only near an edge, faster the nearer, and no faster beyond it", () => {
  const at = (y: number) => stepAtEdge(y, 120, 800);
  expect(at(400)).toBe(0);
  expect(at(740)).toBe(0);
  expect(at(790)).toBeGreaterThan(at(760));
  expect(at(900)).toBe(at(800));
  expect(at(130)).toBeLessThan(0);
  expect(at(10)).toBe(at(120));
});
