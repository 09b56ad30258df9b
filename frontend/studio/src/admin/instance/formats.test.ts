import { expect, test } from "vitest";
import { readFormats, writeFormats } from "./formats.ts";

test("what the form does not know stays, and an empty choice takes its word out", () => {
  const stored = {
    "type/Number": { number_separators: ",.", decimals: 2 },
    "type/Temporal": { date_style: "YYYY/M/D" },
  };
  const formats = readFormats(stored);
  expect(formats).toEqual({ number: ",.", date: "YYYY/M/D", clock: "", currency: "" });
  expect(writeFormats(stored, { ...formats, number: "", date: "", currency: "eur" })).toEqual({
    "type/Number": { decimals: 2 },
    "type/Currency": { currency: "EUR" },
  });
});
