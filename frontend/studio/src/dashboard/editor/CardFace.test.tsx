import { screen } from "@testing-library/react";
import { afterEach, expect, test } from "vitest";
import type { Card } from "../../api/types.ts";
import { draw } from "../../testing/draw.tsx";
import { startServer, type TestServer } from "../../testing/server.ts";
import { CardFace } from "./CardFace.tsx";

let server: TestServer | undefined;
afterEach(() => server?.close());

const CARD = { id: 1, questionId: 7, tabId: null, row: 0, col: 0, width: 6, height: 3 };
const QUESTION = {
  id: 7,
  name: "Sales",
  display: "table",
  visualization_settings: {},
  dataset_query: { type: "native", database: 1, native: { query: "select nope" } },
} as unknown as Card;

async function drawAnswer(answer: object) {
  server = await startServer(() => ({ status: 200, body: JSON.stringify(answer) }));
  const card = { ...CARD, mappings: [], settings: {}, series: [] };
  draw(<CardFace card={card} question={QUESTION} questions={new Map()} parameters={[]} />);
}

test("a card that fails says why and leads to its question", async () => {
  await drawAnswer({ error: "no such column: nope\nCorrect its name.", html: "" });
  expect((await screen.findByText(/no such column: nope/)).textContent).toContain("Correct");
  const link = screen.getByRole("link", { name: "Open the question" });
  expect(link.getAttribute("href")).toBe("/question/7");
});

test("a card that only waits for a value is no failure", async () => {
  await drawAnswer({ error: "Pick a value.", error_type: "missing-required-parameter", html: "" });
  expect(await screen.findByText("Pick a value.")).toBeTruthy();
  expect(screen.queryByRole("link")).toBeNull();
});
