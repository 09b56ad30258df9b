import { expect, test } from "vitest";
import { readLook, writeLook } from "./look.ts";

test("an empty look is an empty setting, and what the form does not know stays", () => {
  expect(writeLook({}, readLook({}))).toEqual({});
  const stored = { accent: "#123456", gap: 8, radius: 6, night: { bg: "#000", accent: "#abc" } };
  const look = readLook(stored);
  expect(look.night.accent).toBe("#abc");
  expect(writeLook(stored, look)).toEqual(stored);
  const cleared = { ...look, radius: "", night: { accent: "", series: [] } };
  expect(writeLook(stored, cleared)).toEqual({ accent: "#123456", gap: 8, night: { bg: "#000" } });
  const palette = { ...look, light: { accent: "", series: ["#111111", "#222222"] } };
  expect(writeLook({}, palette)).toEqual({
    series: ["#111111", "#222222"],
    night: { accent: "#abc" },
    radius: 6,
  });
});
