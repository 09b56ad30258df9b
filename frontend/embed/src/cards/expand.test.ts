import { expect, it } from "vitest";
import { bigBox } from "./expand.ts";

it("fills a frame with a screen's height", () => {
  const room = { width: 1200, height: 800 };
  expect(bigBox({ top: 900, height: 300 }, room)).toEqual({ top: 0, height: 800 });
});

it("stays around its place in a frame that is as tall as its page", () => {
  const room = { width: 1000, height: 4000 };
  expect(bigBox({ top: 2000, height: 300 }, room)).toEqual({ top: 1840, height: 620 });
  expect(bigBox({ top: 10, height: 300 }, room).top).toBe(0);
  expect(bigBox({ top: 3900, height: 90 }, room).top).toBe(3380);
});
