import { describe, expect, test } from "vitest";
import type { TemplateTag } from "../../api/types.ts";
import { deriveParameters, fieldOf, findTags, readTags, titleOf } from "./tags.ts";

const names = (text: string) => findTags(text).map((it) => it.name);
const id = () => "new-id";

describe("finding tags", () => {
  test.each([
    ["select {{a}}, {{ b }}", ["a", "b"]],
    ["where x = {{{a}}}", ["a"]],
    ["-- {{hidden}}\nselect {{shown}}", ["shown"]],
    ["/* {{hidden}} */ {{shown}}", ["shown"]],
    ["-- no end {{hidden}}", []],
    ["select '{{in_text}}'", ["in_text"]],
    ["select '-- not a comment {{a}}'", ["a"]],
    ["where x = [[ {{v}} --]] 'default'\n and y = {{w}}", ["v", "w"]],
    ["{{}} {{ }} {{", []],
    ["{{größe}} {{snippet: Totals}} {{#12-sales}}", ["größe", "snippet: Totals", "#12-sales"]],
  ])("%s", (text, expected) => {
    expect(names(text)).toEqual(expected);
  });

  test("places cover the braces", () => {
    const text = "a {{b}} c";
    const [place] = findTags(text);
    expect(text.slice(place?.from, place?.to)).toBe("{{b}}");
  });
});

describe("keeping the settings of tags", () => {
  const plan: TemplateTag = { id: "1", name: "plan", "display-name": "Our plan", type: "number" };

  test("a known tag keeps everything, a new one is text", () => {
    const tags = readTags("{{plan}} {{sign_up}}", { plan }, id);
    expect(tags.plan).toBe(plan);
    expect(tags.sign_up).toEqual({
      id: "new-id",
      name: "sign_up",
      "display-name": "Sign up",
      type: "text",
    });
  });

  test("a tag that left the text is gone", () => {
    expect(readTags("select 1", { plan }, id)).toEqual({});
  });

  test("a renamed tag keeps its type and its own label", () => {
    expect(readTags("{{plans}}", { plan }, id)).toEqual({ plans: { ...plan, name: "plans" } });
  });

  test("a renamed tag whose label was made from its name gets a new one", () => {
    const made = { ...plan, "display-name": "Plan" };
    expect(readTags("{{tier}}", { plan: made }, id).tier?.["display-name"]).toBe("Tier");
  });

  test("snippets and other questions ask for no value", () => {
    expect(readTags("{{#4}} {{snippet: X}}", {}, id)).toEqual({});
  });
});

describe("deriving parameters", () => {
  test("types follow the tag, a field filter its widget", () => {
    const derived = deriveParameters({
      a: { id: "1", name: "a", "display-name": "A", type: "number", default: 5 },
      b: {
        id: "2",
        name: "b",
        "display-name": "",
        type: "dimension",
        "widget-type": "date/range",
        dimension: ["field", 7, null],
      },
    });
    expect(derived.map(({ slug, type, name, target }) => [slug, type, name, target])).toEqual([
      ["a", "number/=", "A", ["variable", ["template-tag", "a"]]],
      ["b", "date/range", "b", ["dimension", ["template-tag", "b"]]],
    ]);
    expect(derived[0]?.default).toBe(5);
  });

  test("a field filter without a widget has no parameter", () => {
    const tag = {
      id: "1",
      name: "a",
      "display-name": "A",
      type: "dimension",
      "widget-type": "none",
    };
    expect(deriveParameters({ a: tag })).toEqual([]);
  });
});

test("both spellings of a field are read", () => {
  const tag = { id: "1", name: "a", "display-name": "A", type: "dimension" };
  expect(fieldOf({ ...tag, dimension: ["field", 7, null] })).toBe(7);
  expect(fieldOf({ ...tag, dimension: ["field-id", 8] })).toBe(8);
  expect(fieldOf(tag)).toBeNull();
});

test("labels are made from names", () => {
  expect(titleOf("signup_date")).toBe("Signup date");
});
