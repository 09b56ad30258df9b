import { expect, test } from "vitest";
import { adaptStylesheet } from "./stylesheet.ts";

test("page selectors mean the host of the shadow root", () => {
  const css = ":root{--a:1}[data-theme=night]{--a:2}.sb .x{--a:3}";
  expect(adaptStylesheet(css)).toMatch(
    /^:host\{--a:1\}:host\(\[data-theme=night\]\)\{--a:2\}\.sb \.x\{--a:3\}/,
  );
});

test("attributes on the root stay with it", () => {
  expect(adaptStylesheet(":root[data-theme=night]{}")).toMatch(
    /^:host\(\[data-theme=night\]\)\{\}/,
  );
});
