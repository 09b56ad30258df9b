import { expect, test } from "vitest";
import {
  type ConnectionForm,
  EMPTY_CONNECTION,
  findProblems,
  fromDetails,
  isElsewhere,
  toFields,
  withKind,
  withPassword,
} from "./connection.ts";

const FULL: ConnectionForm = {
  ...EMPTY_CONNECTION,
  name: " Shop ",
  values: { host: " db ", port: "5432", dbname: "d", user: "u", password: " p ", db: " /a.db " },
};

test("an empty form names what is missing", () => {
  expect(Object.keys(findProblems(EMPTY_CONNECTION))).toEqual(["name", "host", "dbname", "user"]);
  expect(Object.keys(findProblems(withKind(EMPTY_CONNECTION, "sqlite")))).toEqual(["name", "db"]);
});

test.each(["0", "65536", "x", "1.5", ""])("%j is no port", (port) => {
  expect(findProblems({ ...FULL, values: { ...FULL.values, port } }).port).toBeTruthy();
});

test("DuckDB takes a file or a folder, and exactly one of them", () => {
  const form = withKind({ ...FULL, values: {} }, "duckdb");
  expect(findProblems(form).database).toBeTruthy();
  const one = { ...form, values: { folder: "/data" } };
  expect(findProblems(one)).toEqual({});
  expect(toFields(one).details).toEqual({ folder: "/data" });
  expect(findProblems({ ...form, values: { folder: "/d", database: "/x" } }).database).toBeTruthy();
});

test("only the fields of the chosen kind are sent, trimmed, the password as it is", () => {
  expect(toFields(FULL)).toEqual({
    engine: "postgres",
    name: "Shop",
    details: { host: "db", port: 5432, dbname: "d", user: "u", password: " p ", ssl: false },
  });
  expect(toFields(withKind(FULL, "sqlite")).details).toEqual({ db: "/a.db" });
});

test("another kind brings its own port, but not over one that was typed", () => {
  expect(withKind(EMPTY_CONNECTION, "mysql").values.port).toBe("3306");
  const typed = { ...EMPTY_CONNECTION, values: { port: "6543" } };
  expect(withKind(typed, "mysql").values.port).toBe("6543");
});

test("what a form does not know of a connected database stays", () => {
  const details = { host: "db", port: 1, dbname: "d", user: "u", password: "**", options: "x" };
  const form = fromDetails("postgres", "Shop", details);
  expect(toFields(form, details).details).toEqual({ ...details, ssl: false });
});

test.each([
  ["host", "evil.example"],
  ["port", "6543"],
  ["user", "someone"],
])("a stored password goes when the %s changes, and comes back with it", (field, value) => {
  const kept = { host: "db", port: 5432, dbname: "d", user: "u", password: "**" };
  const form = fromDetails("postgres", "Shop", kept);
  expect(isElsewhere(form, kept)).toBe(false);
  const moved = { ...form, values: { ...form.values, [field]: value } };
  const cleared = withPassword(form, moved, kept);
  expect([isElsewhere(moved, kept), cleared.values.password]).toEqual([true, ""]);
  expect(
    withPassword(cleared, { ...form, values: { ...form.values, password: "" } }, kept),
  ).toEqual(form);
  const typed = { ...moved, values: { ...moved.values, password: "new" } };
  expect(withPassword(typed, typed, kept)).toBe(typed);
});

test("a stored password does not follow into a connection without TLS, but into another database", () => {
  const kept = { host: "db", port: 1, dbname: "d", user: "u", password: "**", ssl: true };
  const form = fromDetails("postgres", "Shop", kept);
  expect(withPassword(form, { ...form, tls: "prefer" }, kept).values.password).toBe("");
  const other = { ...form, values: { ...form.values, dbname: "e" } };
  expect(withPassword(form, other, kept)).toBe(other);
});

test("TLS is used where it is offered unless it is said, and every mode comes back as it went", () => {
  expect(EMPTY_CONNECTION.tls).toBe("prefer");
  for (const [tls, ssl] of [
    ["prefer", false],
    ["require", true],
    ["verify-full", "verify-full"],
    ["disable", "disable"],
    ["allow", "allow"],
  ] as const) {
    const { details } = toFields({ ...FULL, tls });
    expect(details.ssl).toBe(ssl);
    expect(fromDetails("postgres", "Shop", details).tls).toBe(tls);
    expect(isElsewhere(fromDetails("postgres", "Shop", details), details)).toBe(false);
  }
});
