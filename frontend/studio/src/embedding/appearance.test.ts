import { expect, test } from "vitest";
import {
  appearanceHash,
  appearanceToStore,
  DEFAULT_APPEARANCE,
  readAppearance,
} from "./appearance.ts";

test("the default hash says border and title only", () => {
  expect(appearanceHash(DEFAULT_APPEARANCE, true)).toBe("#bordered=true&titled=true");
});

test("theme and background are written when they are not the default, in this order", () => {
  const plain = { bordered: false, titled: false, background: false, theme: "night" } as const;
  const it = { ...DEFAULT_APPEARANCE, ...plain };
  expect(appearanceHash(it, true)).toBe(
    "#theme=night&background=false&bordered=false&titled=false",
  );
});

test("a question has no background of its own", () => {
  const it = { ...DEFAULT_APPEARANCE, background: false };
  expect(appearanceHash(it, false)).toBe("#bordered=true&titled=true");
});

test("what was stored is read, odd values are the default", () => {
  expect(readAppearance({ theme: "night", bordered: false, titled: "no", font: 7 })).toEqual({
    ...DEFAULT_APPEARANCE,
    theme: "night",
    bordered: false,
  });
  expect(readAppearance({ theme: "pink" })).toEqual(DEFAULT_APPEARANCE);
  expect(readAppearance(null)).toEqual(DEFAULT_APPEARANCE);
});

test("font, downloads and language are said when somebody chose them, tokens never", () => {
  const chosen = { font: "Open Sans", downloads: false, locale: "de", tokens: { radius: 0 } };
  expect(appearanceHash({ ...DEFAULT_APPEARANCE, ...chosen }, true)).toBe(
    "#font=Open%20Sans&bordered=true&titled=true&downloads=false&locale=de",
  );
  const stored = appearanceToStore({ ...DEFAULT_APPEARANCE, ...chosen });
  expect(stored).toMatchObject(chosen);
  expect(readAppearance(stored)).toEqual({ ...DEFAULT_APPEARANCE, ...chosen });
  expect(appearanceToStore(DEFAULT_APPEARANCE)).not.toHaveProperty("tokens");
});

test("a preview says all of it, because only the instance's look lies under it", () => {
  expect(appearanceHash(DEFAULT_APPEARANCE, true, true)).toBe(
    "#theme=light&background=true&bordered=true&titled=true&downloads=true",
  );
});

test("what others stored beside the look is kept when it is published again", () => {
  const stored = { timezone: "Europe/Berlin", font: "Lora", theme: "night" };
  expect(appearanceToStore(DEFAULT_APPEARANCE, stored)).toEqual({
    ...appearanceToStore(DEFAULT_APPEARANCE),
    timezone: "Europe/Berlin",
  });
});
