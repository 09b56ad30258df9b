import { expect, test } from "vitest";
import { type SettingField, toTyped, toValue } from "./SettingsForm.tsx";

test.each([
  [{ kind: "number", scale: 1000 }, 30_000, "30"],
  [{ kind: "number", scale: 1000 }, 1_500, "1.5"],
  [{ kind: "number", scale: 1_048_576 }, 536_870_912, "512"],
  [{ kind: "number" }, 2000, "2000"],
  [{ kind: "lines" }, ["a", "b"], "a\nb"],
  [{ kind: "json" }, { radius: 4 }, '{\n  "radius": 4\n}'],
  [{ kind: "switch" }, true, true],
  [{}, "UTC", "UTC"],
] as [Omit<SettingField, "key">, unknown, string | boolean][])(
  "%j: %j is typed as %j, and back",
  (kind, value, typed) => {
    const field = { key: "x", ...kind };
    expect(toTyped(field, value)).toBe(typed);
    expect(toValue(field, typed)).toEqual(value);
  },
);

test("an empty field is the default, and what is no number is left to the server's reason", () => {
  const field: SettingField = { key: "x", kind: "number", scale: 1000 };
  expect([toValue(field, " "), toValue(field, "soon"), toValue(field, "0.0004")]).toEqual([
    null,
    "soon",
    0,
  ]);
  expect(toTyped({ key: "x", kind: "secret" }, "masked")).toBe("");
});
