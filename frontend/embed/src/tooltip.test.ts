import { describe, expect, it } from "vitest";
import { rowAt } from "./tooltip.ts";

describe("the row under the pointer", () => {
  it.each([
    [{ n: "3" }, 0.24, 0],
    [{ n: "3" }, 0.26, 1],
    [{ n: "3" }, 1, 2],
    [{ n: "4", band: "" }, 0.26, 1],
    [{ n: "4", band: "" }, 1, 3],
    [{ n: "3", x: "0 900 1000" }, 0.6, 1],
    [{ n: "0" }, 0.5, -1],
    [{ n: "3" }, 1.5, -1],
  ])("%o at %f is row %i", (plot, place, row) => {
    expect(rowAt(plot as DOMStringMap, place)).toBe(row);
  });
});
