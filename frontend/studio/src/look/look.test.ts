/// <reference types="node" />
import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { COLORS, FONTS, LENGTHS, longColor, readTokens, tokensOf, withToken } from "./look.ts";

test("every documented token has a field, with its bounds", () => {
  const docs = readFileSync("../docs/appearance.md", "utf8");
  const rows = [...docs.matchAll(/^\| `([a-z-]+)` \| (.+?) \|/gm)];
  const lengths = Object.entries(LENGTHS).map(([name, [low, high]]) => [
    name,
    `${low} to ${high} px`,
  ]);
  const known = new Map([
    ...COLORS.map((name) => [name, "colour"] as const),
    ...FONTS.map((name) => [name, "font"] as const),
    ...(lengths as [string, string][]),
    ["shadow", "`none`, `small`, `medium`, `large`"] as const,
  ]);
  expect(rows.length).toBe(known.size);
  for (const [, name = "", what = ""] of rows) {
    expect([name, what.replace(", `transparent`", "")]).toEqual([name, known.get(name)]);
  }
});

test("a token is set for its theme, and an empty one leaves nothing behind", () => {
  const stored = { accent: "#123456", gap: 8, night: { bg: "#000" } };
  expect(tokensOf(stored, "night")).toEqual({ bg: "#000" });
  expect(tokensOf(stored, "transparent")).toEqual({});
  expect(withToken(stored, "light", "accent", "#ff0000")).toEqual({ ...stored, accent: "#ff0000" });
  expect(withToken(stored, "night", "accent", "#ff0000").night).toEqual({
    bg: "#000",
    accent: "#ff0000",
  });
  expect(withToken(stored, "night", "bg", null)).toEqual({ accent: "#123456", gap: 8 });
  expect(withToken(stored, "light", "gap", "")).not.toHaveProperty("gap");
  expect(withToken({ series: ["#111111"] }, "light", "series", [])).toEqual({});
  expect(withToken({ night: "odd" }, "night", "bg", "#000000").night).toEqual({ bg: "#000000" });
});

test("a short colour is written long, and no colour is none", () => {
  expect(longColor("#36F")).toBe("#3366ff");
  expect(longColor("#7c3aed")).toBe("#7c3aed");
  expect([longColor("transparent"), longColor(7), longColor("#12")]).toEqual([null, null, null]);
});

test("tokens are read from JSON objects alone", () => {
  expect(readTokens('{"radius": 4}')).toEqual({ radius: 4 });
  expect(readTokens("  ")).toEqual({});
  expect([readTokens("[]"), readTokens("{"), readTokens("7")]).toEqual([null, null, null]);
});
