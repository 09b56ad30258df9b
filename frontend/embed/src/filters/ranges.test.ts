import { describe, expect, it } from "vitest";
import { joinRange, splitRange } from "./ranges.ts";

describe("a range of days", () => {
  it.each([
    ["2026-01-01", "2026-01-31", "2026-01-01~2026-01-31"],
    ["2026-01-31", "2026-01-01", "2026-01-01~2026-01-31"],
    ["2026-01-01", "", "2025-12-31~"],
    ["", "2024-02-28", "~2024-02-29"],
    ["", "", ""],
    ["2026-01-01T08:00", "2026-01-01T17:00", "2026-01-01T08:00~2026-01-01T17:00"],
    ["2026-01-01T00:00", "", "2025-12-31T23:59~"],
  ])("from %s to %s is sent as %s", (from, to, text) => {
    expect(joinRange(from, to)).toBe(text);
  });

  it.each(["2026-01-01~2026-01-31", "2025-12-31~", "~2024-02-29", "2025-12-31T23:59~"])(
    "%s comes back",
    (text) => {
      expect(joinRange(...splitRange(text))).toBe(text);
    },
  );

  it("is empty for anything that is no range", () => {
    expect(splitRange("past30days~")).toEqual(["", ""]);
  });
});
