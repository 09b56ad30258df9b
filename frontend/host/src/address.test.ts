import { expect, test } from "vitest";
import { looksHash, pageAddress } from "./address.ts";

const reader = (attributes: Record<string, string>) => (name: string) => attributes[name] ?? null;

test("a token makes an address below the site, path part included", () => {
  const read = reader({ token: " a.b.c\n" });
  expect(pageAddress("dashboard", "https://x.example/charts/", read)).toBe(
    "https://x.example/charts/embed/dashboard/a.b.c",
  );
  expect(pageAddress("question", "https://x.example", reader({}))).toBeNull();
});

test("first values stand in the query, null clears and lists repeat", () => {
  const read = reader({ token: "t", "initial-parameters": '{"city":["Oslo","Å"],"plan":null}' });
  expect(pageAddress("question", "https://x.example", read)).toBe(
    "https://x.example/embed/question/t?city=Oslo&city=%C3%85&plan=",
  );
  const odd = reader({ token: "t", "initial-parameters": "[1]" });
  expect(pageAddress("question", "https://x.example", odd)).toBe(
    "https://x.example/embed/question/t",
  );
});

test("attributes become hash options, also under the other product's names", () => {
  const read = reader({ theme: "night", bordered: "", "with-title": "false", font: "Open Sans" });
  expect(looksHash(read)).toBe("#titled=false&bordered=true&theme=night&font=Open%20Sans");
  expect(looksHash(reader({ "hidden-parameters": '["a", "b"]' }))).toBe("#hide_parameters=a%2Cb");
  expect(looksHash(reader({}))).toBe("");
});
