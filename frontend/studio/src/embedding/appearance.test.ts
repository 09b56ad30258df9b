import { expect, test } from "vitest";
import { appearanceHash, DEFAULT_APPEARANCE, readAppearance } from "./appearance.ts";

test("the default hash says border and title only", () => {
  expect(appearanceHash(DEFAULT_APPEARANCE, "dashboard")).toBe("#bordered=true&titled=true");
});

test("theme and background are written when they are not the default, in this order", () => {
  const it = { bordered: false, titled: false, background: false, theme: "night" } as const;
  expect(appearanceHash(it, "dashboard")).toBe(
    "#theme=night&background=false&bordered=false&titled=false",
  );
});

test("a question has no background of its own", () => {
  const it = { ...DEFAULT_APPEARANCE, background: false };
  expect(appearanceHash(it, "question")).toBe("#bordered=true&titled=true");
});

test("what was stored is read, odd values are the default", () => {
  expect(readAppearance({ theme: "night", bordered: false, titled: "no", font: "Lato" })).toEqual({
    ...DEFAULT_APPEARANCE,
    theme: "night",
    bordered: false,
  });
  expect(readAppearance({ theme: "pink" })).toEqual(DEFAULT_APPEARANCE);
  expect(readAppearance(null)).toEqual(DEFAULT_APPEARANCE);
});
