import { beforeEach, expect, test } from "vitest";
import { listUnsaved } from "./drafts.ts";

beforeEach(() => sessionStorage.clear());

test("drafts of questions and dashboards are found by what the pages keep", () => {
  sessionStorage.setItem("signboard:draft:12", JSON.stringify({ name: "Sales" }));
  sessionStorage.setItem("signboard:draft:new", JSON.stringify({ name: "" }));
  sessionStorage.setItem(
    "signboard:dashboard-draft:3",
    JSON.stringify({ draft: { name: "Board" }, version: 2 }),
  );
  expect(listUnsaved()).toEqual([
    { model: "card", id: "12", name: "Sales" },
    { model: "card", id: "new", name: "" },
    { model: "dashboard", id: "3", name: "Board" },
  ]);
});

test("what cannot be read is no draft", () => {
  sessionStorage.setItem("signboard:draft:12", "{");
  sessionStorage.setItem("other", "1");
  expect(listUnsaved()).toEqual([]);
});
