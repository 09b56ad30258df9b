import { expect, it } from "vitest";
import { dotted } from "./fragments.ts";

it("marks a parameter's key, so that a slug called slots is no key of ours", () => {
  expect(dotted("?slots=a&city=New+York&city=")).toBe(".slots=a&.city=New+York&.city=");
  expect(dotted("")).toBe("");
});
