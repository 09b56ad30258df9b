import { describe, expect, it } from "vitest";
import { besides, placeOf, planePoints, rowAt } from "./places.ts";

describe("the row under the pointer", () => {
  it.each([
    [{ n: "3" }, 0.24, 0],
    [{ n: "3" }, 0.26, 1],
    [{ n: "3" }, 1, 2],
    [{ n: "4", band: "" }, 0.26, 1],
    [{ n: "4", down: "" }, 0.26, 1],
    [{ n: "4", band: "" }, 1, 3],
    [{ n: "3", x: "0 900 1000" }, 0.6, 1],
    [{ n: "0" }, 0.5, -1],
    [{ n: "3" }, 1.5, -1],
  ])("%o at %f is row %i", (plot, place, row) => {
    expect(rowAt(plot as DOMStringMap, place)).toBe(row);
  });

  it.each([{ n: "5" }, { n: "5", band: "" }, { n: "5", x: "0 100 400 900 1000" }])(
    "%o gives each row its own place",
    (plot) => {
      for (let row = 0; row < 5; row++) {
        expect(rowAt(plot as DOMStringMap, placeOf(plot as DOMStringMap, row))).toBe(row);
      }
    },
  );

  it("knows the points of a plane", () => {
    expect(planePoints({ xy: "0 1000 250 500" } as unknown as DOMStringMap)).toEqual([
      { x: 0, y: 1 },
      { x: 0.25, y: 0.5 },
    ]);
    expect(planePoints({ n: "3" } as unknown as DOMStringMap)).toBeNull();
  });
});

describe("a tip beside a point", () => {
  const box = { width: 200, height: 100 };
  const room = { width: 320, height: 240 };

  it.each([
    [10, 10],
    [310, 10],
    [160, 230],
    [310, 230],
    [0, 0],
  ])("stays inside a frame of 320 pixels at %i, %i", (x, y) => {
    const at = besides({ x, y }, box, room, 14);
    expect(at.x).toBeGreaterThanOrEqual(4);
    expect(at.y).toBeGreaterThanOrEqual(4);
    expect(at.x + box.width).toBeLessThanOrEqual(room.width - 4);
    expect(at.y + box.height).toBeLessThanOrEqual(room.height - 4);
  });

  it("leaves the point free where there is room", () => {
    expect(besides({ x: 900, y: 400 }, box, { width: 1000, height: 800 }, 14)).toEqual({
      x: 686,
      y: 414,
    });
  });
});
