import { expect, test } from "vitest";
import { EMPTY_CONNECTION, findProblems, toFields } from "./connection.ts";

test("an empty form names what is missing", () => {
  expect(Object.keys(findProblems(EMPTY_CONNECTION))).toEqual(["name", "host", "dbname", "user"]);
  expect(Object.keys(findProblems({ ...EMPTY_CONNECTION, engine: "sqlite" }))).toEqual([
    "name",
    "db",
  ]);
});

test.each(["0", "65536", "x", "1.5", ""])("%j is no port", (port) => {
  expect(findProblems({ ...EMPTY_CONNECTION, port }).port).toBeTruthy();
});

test("only the fields of the chosen kind are sent, trimmed, the password as it is", () => {
  const form = {
    ...EMPTY_CONNECTION,
    name: " Shop ",
    host: " db ",
    dbname: "d",
    user: "u",
    password: " p ",
  };
  expect(toFields(form)).toEqual({
    engine: "postgres",
    name: "Shop",
    details: { host: "db", port: 5432, dbname: "d", user: "u", password: " p ", ssl: false },
  });
  expect(toFields({ ...form, engine: "sqlite", db: " /a.db " }).details).toEqual({ db: "/a.db" });
});
