import { CompletionContext } from "@codemirror/autocomplete";
import { EditorState } from "@codemirror/state";
import { expect, test } from "vitest";
import { completeTags, tagNames } from "./references.ts";

const names = tagNames([{ name: "Paid" }], [{ id: 12, name: "Revenue" }], {
  snippet: "s",
  question: "q",
});
const ask = (doc: string) =>
  completeTags(new CompletionContext(EditorState.create({ doc }), doc.length, true), names);

test("snippets and questions complete inside braces, from what was typed", () => {
  const found = ask("select * from {{ #1");
  expect(found?.from).toBe("select * from {{ ".length);
  expect(found?.options.map((it) => it.label)).toEqual(["snippet: Paid", "#12 Revenue"]);
});

test("nothing completes outside of braces or behind them", () => {
  expect(ask("select")).toBeNull();
  expect(ask("{{ #12 }} and ")).toBeNull();
});
