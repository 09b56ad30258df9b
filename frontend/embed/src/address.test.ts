import { describe, expect, it } from "vitest";
import { changedSlugs, findPlace, writeQuery } from "./address.ts";

describe("the page's address", () => {
  it("gives kind, token and the path that the server is mounted under", () => {
    expect(findPlace("/bi/embed/dashboard/a.b.c")).toEqual({
      base: "/bi/embed",
      kind: "dashboard",
      token: "a.b.c",
      locale: "",
    });
    expect(findPlace("/embed/question/a.b.c/")?.base).toBe("/embed");
  });

  it("gives the UUID of a public link where another gives its token", () => {
    expect(findPlace("/bi/public/question/5b1f")).toEqual({
      base: "/bi/public",
      kind: "question",
      token: "5b1f",
      locale: "",
    });
  });

  it("is nobody's when it is another page", () => {
    expect(findPlace("/embed/map/a.b.c")).toBeNull();
  });

  it("names every visible parameter, the unset ones as empty", () => {
    const values = new Map([
      ["city", []],
      ["state", ["AK", "N&Y"]],
    ]);
    expect(writeQuery(values)).toBe("city=&state=AK&state=N%26Y");
  });

  it("knows what changed", () => {
    const before = new Map([
      ["a", ["1"]],
      ["b", []],
    ]);
    expect(
      changedSlugs(
        before,
        new Map([
          ["a", ["1"]],
          ["b", ["2"]],
        ]),
      ),
    ).toEqual(["b"]);
  });
});
