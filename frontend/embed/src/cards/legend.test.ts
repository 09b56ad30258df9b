import { describe, expect, it } from "vitest";
import { isolate, toggle } from "./legend.ts";

const NAMES = ["a", "b", "c"];

describe("a legend", () => {
  it("switches a series off and on", () => {
    expect(toggle(NAMES, new Set(), "b")).toEqual(new Set(["b"]));
    expect(toggle(NAMES, new Set(["b"]), "b")).toEqual(new Set());
    expect(toggle(NAMES, new Set(["b"]), "a")).toEqual(new Set(["a", "b"]));
  });

  it("never leaves a chart empty", () => {
    expect(toggle(NAMES, new Set(["a", "b"]), "c")).toEqual(new Set());
  });

  it("shows one series alone, and all again", () => {
    expect(isolate(NAMES, new Set(), "b")).toEqual(new Set(["a", "c"]));
    expect(isolate(NAMES, new Set(["b"]), "b")).toEqual(new Set(["a", "c"]));
    expect(isolate(NAMES, new Set(["a", "c"]), "b")).toEqual(new Set());
  });

  it("forgets names that the chart no longer has", () => {
    expect(toggle(NAMES, new Set(["gone"]), "a")).toEqual(new Set(["a"]));
  });
});
