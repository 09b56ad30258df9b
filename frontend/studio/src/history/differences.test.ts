import { expect, test } from "vitest";
import { compare, differences } from "./differences.ts";

const signs = (before: string, after: string) =>
  compare(before.split(" "), after.split(" ")).map((it) => it.sign + it.text);

test("lines that stay stay, others go and come", () => {
  expect(signs("a b c", "a x c")).toEqual([" a", "-b", "+x", " c"]);
  expect(signs("a", "a b")).toEqual([" a", "+b"]);
  expect(signs("a b", "b")).toEqual(["-a", " b"]);
});

test("SQL is compared line by line, and what is far from a change is left out", () => {
  const query = (sql: string) => ({ dataset_query: { native: { query: sql } } });
  const sql = ["select", "1", "2", "3", "4", "5", "from a"];
  const [found] = differences(
    query(sql.join("\n")),
    query([...sql.slice(0, -1), "from b"].join("\n")),
  );
  expect(found?.lines.map((it) => it.sign + it.text)).toContain("-from a");
  expect(found?.lines.map((it) => it.text)).not.toContain("select");
});

test("a word that was not there before only comes", () => {
  expect(differences({}, { description: "New" })[0]?.lines).toEqual([{ sign: "+", text: "New" }]);
});
