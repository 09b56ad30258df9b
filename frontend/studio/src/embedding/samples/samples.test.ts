/// <reference types="node" />
import { execFileSync } from "node:child_process";
import { describe, expect, test } from "vitest";
import { elementSample, htmlSample, jsxSample } from "./client/templates.ts";
import { CLIENT_LANGUAGES, SERVER_LANGUAGES } from "./languages.ts";
import { JAVASCRIPT, PYTHON, quote, writeValue } from "./literals.ts";
import { changedMarks, code, type SampleInput, textOf } from "./sample.ts";
import { pythonSample } from "./server/python.ts";
import { nodeSample } from "./server/scripts.ts";
import { tokenize } from "./tokens.ts";

const input: SampleInput = {
  siteUrl: "https://charts.example.com",
  secretKey: "ab".repeat(32),
  kind: "dashboard",
  id: 7,
  name: 'The "best" <shops> & more',
  params: { account: [1, "Zoë's"], plan: null },
  hash: "#theme=night&bordered=true&titled=false",
  theme: {},
};

describe("literals", () => {
  const hostile = 'it\'s "quoted" \\ back\nline \u0000 \u2028 日本 🎈 `x` {{y}} #';

  test("words differ by language", () => {
    expect(writeValue([true, 1.5, "a"], PYTHON)).toBe('[True, 1.5, "a"]');
    expect(writeValue([false, 2], JAVASCRIPT)).toBe("[false, 2]");
    expect(writeValue(null, PYTHON)).toBe("None");
    expect(writeValue(null, JAVASCRIPT)).toBe("null");
  });

  test("JavaScript reads back what was written", () => {
    expect(new Function(`return ${writeValue([hostile], JAVASCRIPT)}`)()).toEqual([hostile]);
  });

  test("Python reads back what was written", () => {
    const script = `import json; print(json.dumps(${quote(hostile)}))`;
    const printed = execFileSync("python3", ["-c", script], { encoding: "utf8" });
    expect(JSON.parse(printed)).toBe(hostile);
  });
});

test("the Python sample is the whole program", () => {
  expect(textOf(pythonSample(input))).toMatchInlineSnapshot(`
    "# pip install PyJWT
    import time

    import jwt

    SITE_URL = "https://charts.example.com"
    SECRET_KEY = "abababababababababababababababababababababababababababababababab"

    payload = {
        "resource": {"dashboard": 7},
        "params": {
            "account": [1, "Zoë's"],
            "plan": None,  # your customer's value
        },
        "exp": round(time.time()) + (60 * 10),  # 10 minute expiration
    }
    token = jwt.encode(payload, SECRET_KEY, algorithm="HS256")

    iframe_url = SITE_URL + "/embed/dashboard/" + token + "#theme=night&bordered=true&titled=false"
    print(iframe_url)
    "
  `);
});

test("the Node sample is the whole program", () => {
  expect(textOf(nodeSample(input))).toMatchInlineSnapshot(`
    "// npm install jsonwebtoken
    const jwt = require("jsonwebtoken");

    const SITE_URL = "https://charts.example.com";
    const SECRET_KEY = "abababababababababababababababababababababababababababababababab";

    const payload = {
      resource: { dashboard: 7 },
      params: {
        "account": [1, "Zoë's"],
        "plan": null, // your customer's value
      },
      exp: Math.round(Date.now() / 1000) + 60 * 10, // 10 minute expiration
    };
    const token = jwt.sign(payload, SECRET_KEY);

    const iframeUrl = SITE_URL + "/embed/dashboard/" + token + "#theme=night&bordered=true&titled=false";
    console.log(iframeUrl);
    "
  `);
});

test("without locked parameters params is an empty map", () => {
  const none = { ...input, params: {} };
  expect(textOf(pythonSample(none))).toContain('"params": {},\n');
  expect(textOf(nodeSample(none))).toContain("params: {},\n");
});

test("the HTML sample escapes the item's name", () => {
  expect(textOf(htmlSample(input))).toContain(
    'title="The &quot;best&quot; &lt;shops&gt; &amp; more"',
  );
});

test("the JSX sample quotes the item's name", () => {
  expect(textOf(jsxSample(input))).toContain('title={"The \\"best\\" <shops> & more"}');
});

test("marks name the parts that changed, and no others", () => {
  const before = pythonSample(input);
  expect(changedMarks(before, pythonSample(input))).toEqual(new Set());
  expect(changedMarks(before, pythonSample({ ...input, hash: "#" }))).toEqual(new Set(["hash"]));
  const both = pythonSample({ ...input, params: {}, hash: "#" });
  expect(changedMarks(before, both)).toEqual(new Set(["params", "hash"]));
});

test("colouring loses no character", () => {
  for (const { write } of [...SERVER_LANGUAGES, ...CLIENT_LANGUAGES]) {
    const text = textOf(write(input));
    expect(
      tokenize(text)
        .map((it) => it.text)
        .join(""),
    ).toBe(text);
  }
});

test("an address in a string is no comment", () => {
  expect(tokenize('x = "https://a"').map((it) => it.kind)).toEqual(["plain", "string"]);
});

test("design tokens that the item does not hold yet stand in every server sample, and marked", () => {
  const theme = { accent: "#7c3aed", radius: 4, series: ["#111111"], night: { accent: "#a78bfa" } };
  for (const { value, write } of SERVER_LANGUAGES) {
    const [plain, themed] = [write(input), write({ ...input, theme })];
    expect([value, ...changedMarks(plain, themed)]).toEqual([value, "theme"]);
    for (const part of ["accent", "#7c3aed", "radius", "#111111", "night", "#a78bfa"]) {
      expect(textOf(themed)).toContain(part);
    }
  }
});

test("every language marks the values and the looks that it holds", () => {
  for (const { value, write } of SERVER_LANGUAGES) {
    const marks = write(input).map((part) => part.mark);
    expect([value, ...new Set(marks.filter(Boolean))].sort()).toEqual(
      [value, "hash", "key", "params", "theme"].sort(),
    );
  }
});

test("the element's sample says its looks as attributes", () => {
  const text = textOf(elementSample(input));
  expect(text).toContain('<signboard-dashboard\n  token="PUT_THE_TOKEN_HERE"');
  expect(text).toContain('\n  theme="night"\n  bordered="true"\n  titled="false"\n>');
});

test("a template joins what it is given and keeps its marks", () => {
  expect(code`a${1}b${{ text: "c", mark: "key" }}d`).toEqual([
    { text: "a1b" },
    { text: "c", mark: "key" },
    { text: "d" },
  ]);
});
