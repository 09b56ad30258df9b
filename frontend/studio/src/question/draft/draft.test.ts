import { describe, expect, test } from "vitest";
import type { Card } from "../../api/types.ts";
import {
  cardFields,
  datasetQuery,
  draftOf,
  EMPTY_DRAFT,
  incompleteTags,
  isSameDraft,
  isSameQuery,
  takeStep,
} from "./draft.ts";

const makeId = () => "id";
const draft = takeStep(EMPTY_DRAFT, { do: "write-sql", sql: "select {{a}}", makeId });

describe("steps", () => {
  test("writing SQL brings its tags", () => {
    expect(Object.keys(draft.tags)).toEqual(["a"]);
  });

  test("changing a tag leaves the others and the old draft alone", () => {
    const after = takeStep(draft, { do: "change-tag", name: "a", change: { type: "number" } });
    expect(after.tags.a?.type).toBe("number");
    expect(draft.tags.a?.type).toBe("text");
  });

  test("a change of a tag that is gone does nothing", () => {
    expect(takeStep(draft, { do: "change-tag", name: "b", change: {} })).toBe(draft);
  });

  test("a setting of null is removed", () => {
    const set = takeStep(draft, { do: "set", key: "graph.show_values", value: true });
    expect(set.settings).toEqual({ "graph.show_values": true });
    expect(takeStep(set, { do: "set", key: "graph.show_values", value: null }).settings).toEqual(
      {},
    );
  });
});

describe("comparing", () => {
  test("the order of keys is no change", () => {
    const a = { ...draft, settings: { x: 1, y: { a: 1, b: 2 } } };
    const b = { ...draft, settings: { y: { b: 2, a: 1 }, x: 1 } };
    expect(isSameDraft(a, b)).toBe(true);
  });

  test("another chart is another draft of the same query", () => {
    const bars = takeStep(draft, { do: "choose-display", display: "bar" });
    expect(isSameDraft(draft, bars)).toBe(false);
    expect(isSameQuery(draft, bars)).toBe(true);
  });
});

test("names are trimmed and an empty description is none", () => {
  const fields = cardFields({ ...draft, name: "  Sales ", description: " " });
  expect([fields.name, fields.description]).toEqual(["Sales", null]);
});

test("the query has the classic native shape", () => {
  expect(datasetQuery({ ...draft, databaseId: 3 })).toEqual({
    type: "native",
    database: 3,
    native: { query: "select {{a}}", "template-tags": draft.tags },
  });
});

test("a field filter without a column keeps the query from running", () => {
  const filter = takeStep(draft, { do: "change-tag", name: "a", change: { type: "dimension" } });
  expect(incompleteTags(filter)).toEqual(["a"]);
  expect(incompleteTags(draft)).toEqual([]);
});

test("where choices come from is saved with the parameters, and nothing where nothing was said", () => {
  let count = 0;
  const draft = takeStep(EMPTY_DRAFT, {
    do: "write-sql",
    sql: "{{a}} {{b}}",
    makeId: () => `id-${++count}`,
  });
  expect(cardFields(draft).parameters).toEqual([]);
  const values_source_config = { values: [["x"]] };
  const change = { values_source_type: "static-list", values_source_config };
  const id = draft.tags.a?.id ?? "";
  const said = takeStep(draft, { do: "choose-choices", id, change });
  const saved = cardFields(said).parameters ?? [];
  expect(saved.map((it) => [it.slug, it.values_source_type])).toEqual([
    ["a", "static-list"],
    ["b", undefined],
  ]);
  const card = { ...cardFields(said), parameters: saved } as unknown as Card;
  expect(draftOf(card).choices[id]).toMatchObject(change);
});
