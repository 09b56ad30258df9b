import { expect, test } from "vitest";
import { de as adminDe } from "../admin/text/de.ts";
import { en as adminEn } from "../admin/text/en.ts";
import { de as builderDe } from "../builder/de.ts";
import { en as builderEn } from "../builder/text.ts";
import { de as libraryDe } from "../library/de.ts";
import { en as libraryEn } from "../library/text.ts";
import { de as lookDe } from "../look/de.ts";
import { en as lookEn } from "../look/text.ts";
import { de as doorDe } from "../shell/text/de.ts";
import { en as doorEn } from "../shell/text/en.ts";
import { de as snippetsDe } from "../snippets/de.ts";
import { en as snippetsEn } from "../snippets/text.ts";
import { de as benchDe } from "./bench/de.ts";
import { en as benchEn } from "./bench/text.ts";
import { de } from "./de.ts";
import { en } from "./en.ts";
import { findLanguage, loadCatalogue, translate } from "./text.ts";

test("the first wished language that exists is used, else English", () => {
  expect(findLanguage(["xx", "de-AT", "en"], ["de"])).toBe("de");
  expect(findLanguage(["en-GB", "de"], ["de"])).toBe("en");
  expect(findLanguage([], ["de"])).toBe("en");
});

test("a language is loaded once it is wished for, and lacks nothing that English has", async () => {
  const load = { de: async () => ({ a: "Eins" }) };
  expect(await loadCatalogue({ a: "One", b: "Two" }, load, ["de"])).toEqual({
    a: "Eins",
    b: "Two",
  });
  expect(await loadCatalogue({ a: "One", b: "Two" }, load, ["fr"])).toEqual({ a: "One", b: "Two" });
});

test("counts agree with their noun", () => {
  expect([en.question.rows(1), en.question.rows(2000)]).toEqual(["1 row", "2,000 rows"]);
  const german = translate(en, de);
  expect([german.question.rows(1), german.question.rows(2000)]).toEqual([
    "1 Zeile",
    "2.000 Zeilen",
  ]);
});

/** Dotted names of all texts. */
function names(value: unknown, path = ""): string[] {
  if (value === null || typeof value !== "object" || Array.isArray(value)) return [path];
  return Object.entries(value).flatMap(([key, inner]) => names(inner, `${path}.${key}`));
}

test("German has every text and no other", () => {
  expect(names(builderDe).sort()).toEqual(names(builderEn).sort());
  expect(names(snippetsDe).sort()).toEqual(names(snippetsEn).sort());
  expect(names(libraryDe).sort()).toEqual(names(libraryEn).sort());
  expect(names(lookDe).sort()).toEqual(names(lookEn).sort());
  expect(names(doorDe).sort()).toEqual(names(doorEn).sort());
  expect(names(de).sort()).toEqual(names(en).sort());
  expect(names(benchDe).sort()).toEqual(names(benchEn).sort());
  expect(names(adminDe).sort()).toEqual(names(adminEn).sort());
});
