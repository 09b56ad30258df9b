import { expect, it } from "vitest";
import { fileName } from "./files.ts";

it.each([
  [`attachment; filename="orders.csv"`, "orders.csv"],
  [`attachment; filename="ums_tze.csv"; filename*=UTF-8''ums%C3%A4tze.csv`, "umsätze.csv"],
  [`attachment; filename*=UTF-8''%E0%A4%A`, "download.csv"],
  ["attachment", "download.csv"],
  [null, "download.csv"],
])("%s is saved as %s", (header, name) => {
  expect(fileName(header, "download.csv")).toBe(name);
});
