import { describe, expect, test } from "vitest";
import type { Card, Dashboard, Parameter } from "../../api/types.ts";
import { makeCard } from "../editor/newCards.ts";
import {
  type CardDraft,
  countObeying,
  type DashboardDraft,
  dashboardFields,
  draftOf,
  mappingOf,
  type Step,
  type Target,
  takeStep,
} from "./draft.ts";
import { rename, renamedBy, withNewIds } from "./ids.ts";
import { orderOf } from "./order.ts";
import { freeSlug, newParameter, slugOf, targetsOf, wiresAlike } from "./parameters.ts";
import { freePlace, withoutGaps } from "./places.ts";
import { advance, redo, startTimeline, undo } from "./undo.ts";

const EMPTY: DashboardDraft = {
  name: "Shop",
  description: "",
  width: "fixed",
  autoApply: true,
  cacheSeconds: null,
  parameters: [],
  tabs: [],
  cards: [],
};
const CARD = {
  questionId: 7,
  tabId: null,
  width: 12,
  height: 6,
  mappings: [],
  settings: {},
  series: [],
};
const afterSteps = (...steps: Step[]) => steps.reduce(takeStep, EMPTY);
const wire = (parameterId: string, target: Target | null, questionId = 7): Step => ({
  do: "wire",
  parameterId,
  wires: [{ cardId: -1, questionId, target }],
});
const add = (more: Partial<CardDraft> = {}): Step => ({
  do: "add-card",
  card: { ...CARD, ...more },
});

describe("cards", () => {
  test("take the first free place, beside before below", () => {
    const { cards } = afterSteps(add(), add(), add({ width: 24 }));
    expect(cards.map(({ id, row, col }) => [id, row, col])).toEqual([
      [-1, 0, 0],
      [-2, 0, 12],
      [-3, 6, 0],
    ]);
  });

  test("a card that grows pushes what lies below, and that pushes on", () => {
    const grown = afterSteps(add(), add({ width: 24 }), add({ width: 24 }), {
      do: "place",
      places: [{ id: -1, row: 0, col: 0, width: 12, height: 8 }],
    });
    expect(grown.cards.map((it) => it.row)).toEqual([0, 8, 14]);
  });

  test("cards under a dropped one keep their order below it", () => {
    const half = { width: 12, height: 2 };
    const dropped = afterSteps(add(half), add({ width: 24 }), add({ width: 24 }), {
      do: "place",
      places: [{ id: -1, row: 4, col: 6, width: 12, height: 9 }],
    });
    expect(dropped.cards.map(({ id, row }) => [id, row])).toEqual([
      [-1, 4],
      [-2, 13],
      [-3, 19],
    ]);
  });

  test("a new card takes the first gap from where its author looks, and no earlier one", () => {
    const { cards } = afterSteps(add({ width: 24 }), add({ width: 8 }), add({ width: 24 }));
    expect(freePlace(cards, { ...CARD, height: 6 }, 3)).toEqual({ row: 6, col: 8 });
    expect(freePlace(cards, { ...CARD, height: 6 }, 7)).toEqual({ row: 18, col: 0 });
  });

  test("gaps close upwards on one tab, each card in its columns and in its order", () => {
    const gone = afterSteps(
      add(),
      add(),
      add({ width: 24 }),
      add({ tabId: 5 }),
      { do: "place", places: [{ id: -4, row: 9, col: 0, width: 12, height: 6 }] },
      { do: "remove-card", id: -1 },
      { do: "place", places: [{ id: -3, row: 12, col: 0, width: 12, height: 6 }] },
      { do: "close-gaps", tabId: null },
    );
    expect(gone.cards.map(({ id, row }) => [id, row])).toEqual([
      [-2, 0],
      [-3, 0],
      [-4, 9],
    ]);
    expect(withoutGaps(gone.cards, null)).toBe(gone.cards);
  });

  test("a card of another tab is in nobody's way", () => {
    const { cards } = afterSteps(add());
    expect(freePlace(cards, { ...CARD, tabId: 5 })).toEqual({ row: 0, col: 0 });
  });

  test("a copy has the wiring and the settings, and an id of its own", () => {
    const wired = afterSteps(
      add({ settings: { "card.title": "Sales" } }),
      wire("p", ["variable", ["template-tag", "x"]]),
      { do: "copy-card", id: -1 },
    );
    const [first, copy] = wired.cards;
    expect(copy).toEqual({ ...first, id: -2, col: 12 });
  });

  test("a series has wires of its own, which go with it", () => {
    const target = ["variable", ["template-tag", "x"]];
    const both = afterSteps(add({ series: [9] }), wire("p", target), wire("p", target, 9));
    expect(both.cards[0]?.mappings.map((it) => it.card_id)).toEqual([7, 9]);
    expect(countObeying(both, "p")).toEqual([1, 1]);
    const rewired = takeStep(both, wire("p", null, 9));
    expect(countObeying(rewired, "p")).toEqual([0, 1]);
    const single = takeStep(both, { do: "set-series", id: -1, series: [] });
    expect(single.cards[0]?.mappings.map((it) => it.card_id)).toEqual([7]);
    expect(countObeying(single, "p")).toEqual([1, 1]);
  });

  test("a mapping that names no question means the card's first", () => {
    const old = add({ series: [9], mappings: [{ parameter_id: "p", target: ["variable", 1] }] });
    const [card] = afterSteps(old).cards;
    expect(card && mappingOf(card, "p", 7)?.target).toEqual(["variable", 1]);
    expect(card && mappingOf(card, "p", 9)).toBeUndefined();
  });

  test("a wire replaces the one before and null takes it away", () => {
    const target = (tag: string) => ["variable", ["template-tag", tag]];
    const once = afterSteps(add(), wire("p", target("a")));
    const twice = takeStep(once, wire("p", target("b")));
    expect(twice.cards[0]?.mappings).toEqual([
      { parameter_id: "p", card_id: 7, target: target("b") },
    ]);
    const none = takeStep(twice, wire("p", null));
    expect(none.cards[0]?.mappings).toEqual([]);
  });
});

describe("tabs", () => {
  test("the first tab takes all cards, and the last one left is no tab", () => {
    const two = afterSteps(add(), { do: "add-tab", name: "Two", first: "One" });
    expect(two.tabs.map((it) => it.name)).toEqual(["One", "Two"]);
    expect(two.cards[0]?.tabId).toBe(-1);
    const one = takeStep(two, { do: "remove-tab", id: -2 });
    expect(one.tabs).toEqual([]);
    expect(one.cards[0]?.tabId).toBeNull();
  });

  test("removing a tab removes its cards and no others", () => {
    const three = afterSteps(
      add(),
      { do: "add-tab", name: "Two", first: "One" },
      { do: "add-tab", name: "Three", first: "" },
      add({ tabId: -2 }),
      { do: "remove-tab", id: -1 },
    );
    expect(three.tabs.map((it) => it.id)).toEqual([-2, -3]);
    expect(three.cards.map((it) => it.tabId)).toEqual([-2]);
  });

  test("tabs change places", () => {
    const two = afterSteps({ do: "add-tab", name: "Two", first: "One" });
    const back = takeStep(two, { do: "move-tab", id: -2, by: -1 });
    expect(back.tabs.map((it) => it.name)).toEqual(["Two", "One"]);
    expect(takeStep(back, { do: "move-tab", id: -2, by: -1 }).tabs).toEqual(back.tabs);
  });
});

test("a filter that goes takes its wires and its links along", () => {
  const parameter = (id: string, more = {}) =>
    ({ id, name: id, slug: id, type: "string/=", ...more }) as Parameter;
  const draft = afterSteps(
    add(),
    { do: "add-parameter", parameter: parameter("state") },
    { do: "add-parameter", parameter: parameter("city", { filteringParameters: ["state"] }) },
    wire("state", ["variable", ["template-tag", "s"]]),
    { do: "remove-parameter", id: "state" },
  );
  expect(draft.cards[0]?.mappings).toEqual([]);
  expect(draft.parameters).toEqual([parameter("city", { filteringParameters: [] })]);
});

test("what is read is what is written", () => {
  const dashboard = {
    name: "Shop",
    description: null,
    width: "full",
    auto_apply_filters: false,
    cache_ttl: 60,
    parameters: [{ id: "p", name: "P", slug: "p", type: "id" }],
    tabs: [{ id: 3, name: "One", dashboard_id: 1, position: 0, entity_id: "x" }],
    dashcards: [
      {
        id: 9,
        card_id: 7,
        dashboard_tab_id: 3,
        row: 1,
        col: 2,
        size_x: 4,
        size_y: 5,
        parameter_mappings: [
          { parameter_id: "p", card_id: 7, target: ["dimension", ["field", 1, null]] },
        ],
        visualization_settings: { "card.title": "A" },
        series: [{ id: 8 }],
      },
    ],
  } as unknown as Dashboard;
  const fields = dashboardFields(draftOf(dashboard), 4);
  expect(fields).toMatchObject({ width: "full", auto_apply_filters: false, base_version: 4 });
  expect(fields.dashcards[0]).toEqual({
    ...dashboard.dashcards[0],
    series: [{ id: 8 }],
  });
  expect(dashboardFields(draftOf(dashboard), null)).not.toHaveProperty("base_version");
});

describe("a save", () => {
  const draft = (...cards: [number, number | null][]): DashboardDraft => ({
    ...EMPTY,
    tabs: [3, -1].map((id) => ({ id, name: "" })),
    cards: cards.map(([id, tabId]) => ({ ...CARD, id, tabId, row: 0, col: 0 })),
  });

  test("creates again what was removed by a save before", () => {
    const sent = withNewIds(draft([7, 3], [8, 3], [-1, -1]), draft([8, 3]));
    expect(sent.cards.map((it) => it.id)).toEqual([-1_000_007, 8, -1]);
    expect(withNewIds(draft([7, 3]), { cards: [], tabs: [] }).cards[0]?.tabId).toBe(-1_000_003);
  });

  test("gives what was created its own ids, in every moment that undo goes back to", () => {
    const mine = draft([7, 3], [8, 3], [-1, -1]);
    const answer = {
      tabs: [3, 4].map((id) => ({ id, name: "" })),
      cards: draft([12, 4], [8, 3], [11, 3]).cards,
    };
    const renamed = renamedBy(mine, withNewIds(mine, draft([8, 3])), answer);
    expect([...renamed.cards]).toEqual([
      [7, 11],
      [-1, 12],
    ]);
    const before = rename(draft([-1, -1], [7, 3]), renamed);
    expect(before.cards.map(({ id, tabId }) => [id, tabId])).toEqual([
      [12, 4],
      [11, 3],
    ]);
  });
});

describe("undo", () => {
  test("goes back and forth, and a new step forgets what was undone", () => {
    let line = startTimeline(0);
    line = advance(advance(line, 1, "", 0), 2, "", 1);
    expect(undo(line).present).toBe(1);
    expect(undo(undo(undo(line))).present).toBe(0);
    expect(redo(undo(line)).present).toBe(2);
    expect(redo(advance(undo(line), 5, "", 2)).present).toBe(5);
  });

  test("letters of one word are one step", () => {
    let line = startTimeline("");
    line = advance(line, "a", "name", 0);
    line = advance(line, "ab", "name", 300);
    line = advance(line, "abc", "name", 5000);
    expect(undo(line).present).toBe("ab");
    expect(undo(undo(line)).present).toBe("");
  });
});

describe("targets", () => {
  const tag = (name: string, type: string, more = {}) => ({
    id: name,
    name,
    "display-name": "",
    type,
    ...more,
  });
  const native = (...tags: ReturnType<typeof tag>[]) =>
    ({
      dataset_query: {
        type: "native",
        native: { "template-tags": Object.fromEntries(tags.map((it) => [it.name, it])) },
      },
    }) as unknown as Card;
  const labels = (question: Card, type: string) =>
    targetsOf({ ...CARD, id: 1, row: 0, col: 0 }, question, [], type).map((it) => it.label);

  test("a filter fits variables of its family and field filters of its widget", () => {
    const question = native(
      tag("least", "number"),
      tag("word", "text"),
      tag("city", "dimension", { "widget-type": "string/=" }),
      tag("when", "dimension", { "widget-type": "date/all-options" }),
      tag("unit", "temporal-unit"),
    );
    expect(labels(question, "string/=")).toEqual(["word", "city"]);
    expect(labels(question, "number/between")).toEqual(["least"]);
    expect(labels(question, "date/range")).toEqual(["when"]);
    expect(labels(question, "temporal-unit")).toEqual(["unit"]);
  });

  test("the first wire brings the same variable of the other questions with it", () => {
    const city = native(tag("city", "dimension", { "widget-type": "string/=" }));
    const other = native(tag("town", "dimension", { "widget-type": "string/=" }));
    const questions = new Map([
      [7, city],
      [8, city],
      [9, other],
    ]);
    const draft = afterSteps(add(), add({ questionId: 9, series: [8] }), add({ questionId: 9 }));
    const own = { cardId: -1, questionId: 7, target: ["dimension", ["template-tag", "city"]] };
    expect(wiresAlike(draft, own, questions, [], "string/=")).toEqual([
      { cardId: -2, questionId: 8, target: own.target },
    ]);
  });

  test("a new card is wired as others with an equal variable are", () => {
    const city = { ...native(tag("city", "dimension", { "widget-type": "string/=" })), id: 8 };
    const filter = { id: "p", type: "string/=", name: "City", slug: "city" } as Parameter;
    const target = ["dimension", ["template-tag", "city"]];
    const draft = { ...afterSteps(add(), wire("p", target)), parameters: [filter] };
    expect(makeCard(city, draft, null).mappings).toEqual([
      { parameter_id: "p", card_id: 8, target },
    ]);
    expect(makeCard(city, EMPTY, null).mappings).toEqual([]);
  });

  test("a wired filter says how its column is compared, and brings its default", () => {
    const question = {
      ...native(
        tag("customer", "dimension", { "widget-type": "number/=" }),
        tag("least", "number"),
        tag("town", "dimension", { "widget-type": "string/=", default: ["Ulm"] }),
      ),
      id: 7,
      visualization_settings: {},
    };
    const draft = afterSteps(
      add(),
      wire("c", ["dimension", ["template-tag", "customer"]]),
      wire("l", ["variable", ["template-tag", "least"]]),
    );
    const filters = [
      { id: "c", type: "id", default: [3] },
      { id: "l", type: "number/=" },
    ] as unknown as Parameter[];
    const [card] = draft.cards;
    if (!card) throw new Error("no card");
    const order = orderOf(card, question, filters);
    expect(order.dataset_query.native?.["template-tags"]?.customer?.["widget-type"]).toBe("id");
    expect(order.parameters.map(({ type, value }) => [type, value])).toEqual([
      ["id", [3]],
      [undefined, null],
      ["string/=", ["Ulm"]],
    ]);
  });

  test("a text card offers the names in its text", () => {
    const card = {
      ...CARD,
      id: 1,
      row: 0,
      col: 0,
      questionId: null,
      settings: { text: "{{a}} {{ b }} {{a}}" },
    };
    expect(targetsOf(card, undefined, [], "string/=").map((it) => it.target)).toEqual([
      ["text-tag", "a"],
      ["text-tag", "b"],
    ]);
  });
});

test("names become slugs that no other filter has", () => {
  expect(slugOf("Ship date")).toBe("ship_date");
  expect(slugOf("usuário")).toBe("usu%C3%A1rio");
  const first = newParameter("string/=", [], "a");
  const second = newParameter("string/=", [first], "b");
  expect(second.slug).toBe(`${first.slug}_2`);
  expect(freeSlug(first.name, [first, second])).toBe(`${first.slug}_3`);
});
