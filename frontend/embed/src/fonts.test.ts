import { beforeEach, expect, test } from "vitest";
import { loadNamedFont, namedFont } from "./fonts.ts";

beforeEach(() => {
  document.head.replaceChildren();
});

test("the address may name a font", () => {
  expect(namedFont("#bordered=true&font=Open+Sans")).toBe("Open Sans");
  expect(namedFont("#font=")).toBeNull();
  expect(namedFont("")).toBeNull();
});

test("its rules are asked for once, by a name that can hold anything", () => {
  window.location.hash = `#font=${encodeURIComponent("../a b")}`;
  loadNamedFont("/bi/embed");
  window.dispatchEvent(new Event("hashchange"));
  const links = [...document.querySelectorAll("link")].map((link) => link.getAttribute("href"));
  expect(links).toEqual(["/bi/embed/-/fonts/..%2Fa%20b.css"]);
});
