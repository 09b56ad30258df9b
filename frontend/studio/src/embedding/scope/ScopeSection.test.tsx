import { fireEvent, screen, waitFor } from "@testing-library/react";
import { afterEach, expect, test } from "vitest";
import type { Card, Dashboard, ScopeCard } from "../../api/types.ts";
import { draw } from "../../testing/draw.tsx";
import { startServer, type TestServer } from "../../testing/server.ts";
import { useEmbedding } from "../useEmbedding.ts";
import { ScopeSection } from "./ScopeSection.tsx";

let server: TestServer | undefined;
afterEach(() => server?.close());

const ITEM = {
  id: 7,
  name: "Sales",
  enable_embedding: true,
  embedding_params: { account: "locked" },
  embedding_appearance: {},
  parameters: [{ id: "p", slug: "account", name: "Account", type: "string/=" }],
} as unknown as Card;

const CARD: ScopeCard = {
  key: "12:7",
  card_id: 7,
  title: "Revenue",
  slugs: ["account"],
  fingerprint: "f1",
  changed_at: "2026-03-02T10:00:00Z",
  vouch: null,
};
const SAID = { kind: "same-for-everyone", name: "Ann", at: "2026-03-01T10:00:00Z", is_valid: true };

function Bench() {
  return <ScopeSection kind="question" item={ITEM} embedding={useEmbedding("question", ITEM)} />;
}

const sheet = (...cards: ScopeCard[]) => JSON.stringify({ is_enforced: true, cards, bindings: [] });
const press = (name: string) => fireEvent.click(screen.getByRole("button", { name }));

test("nothing is shown where every card obeys", async () => {
  server = await startServer(() => ({ status: 200, body: sheet() }));
  draw(<Bench />);
  await waitFor(() => expect(server?.seen).toHaveLength(1));
  expect(server.seen[0]).toContain("/api/signboard/scope/question/7?params=");
  expect(screen.queryByText("Cards to check")).toBeNull();
});

test("a card that disobeys says which lock, and vouching asks first", async () => {
  const bodies: string[] = [];
  server = await startServer(async (request) => {
    if (request.method === "GET") return { status: 200, body: sheet(CARD) };
    for await (const chunk of request) bodies.push(String(chunk));
    return { status: 200, body: sheet({ ...CARD, vouch: SAID }) };
  });
  draw(<Bench />);
  expect((await screen.findByRole("article", { name: "Revenue" })).textContent).toContain(
    "Not filtered by Account.",
  );
  expect(screen.queryByRole("link")).toBeNull(); // the question itself is what is open
  press("Same for everyone");
  expect(bodies).toEqual([]);
  fireEvent.click(await screen.findByRole("button", { name: "I vouch for it" }));
  await screen.findByRole("button", { name: "Take back" });
  expect(server.seen[1]).toContain("PUT /api/signboard/scope/question/7/vouches/12%3A7?params=");
  expect(JSON.parse(bodies[0] ?? "")).toEqual({ kind: "same-for-everyone", fingerprint: "f1" });
  expect(screen.getByRole("article", { name: "Revenue" }).textContent).toContain("Ann on");
});

test("a word that ended says so and can be given again", async () => {
  const vouch = { ...SAID, is_valid: false };
  server = await startServer(() => ({ status: 200, body: sheet({ ...CARD, vouch }) }));
  draw(<Bench />);
  const group = await screen.findByRole("article", { name: "Revenue" });
  expect(group.textContent).toContain("no longer counts");
  expect(screen.getByRole("button", { name: "Checked by hand" })).toBeTruthy();
});

test("a card of a dashboard leads to where it is made to obey", async () => {
  server = await startServer(() => ({ status: 200, body: sheet({ ...CARD, card_id: 12 }) }));
  const embedding = () => useEmbedding("dashboard", ITEM);
  const Board = () => <ScopeSection kind="dashboard" item={ITEM} embedding={embedding()} />;
  draw(<Board />);
  await screen.findByRole("article", { name: "Revenue" });
  const links = screen.getAllByRole("link").map((it) => it.getAttribute("href"));
  expect(links).toEqual(["/dashboard/7/edit?filter=p", "/question/12"]);
});

const TAG = { account: { id: "t", name: "account", type: "text" } };
const EDITOR = "/dashboard/7/edit?filter=p";
test.each([
  ["nothing to connect it to", {}, [], ["/question/12"]],
  ["a tag that is gone", {}, [{ parameter_id: "p", card_id: 12 }], ["/question/12"]],
  ["a tag that waits", TAG, [], [EDITOR, "/question/12"]],
])("only what repairs a card is offered: %s", async (_, tags, mappings, expected) => {
  const card = { ...CARD, key: "3:12", card_id: 12 };
  server = await startServer(() => ({ status: 200, body: sheet(card) }));
  const dataset_query = { type: "native", native: { query: "", "template-tags": tags } };
  const place = {
    id: 3,
    series: [],
    parameter_mappings: mappings,
    card: { id: 12, dataset_query },
  };
  const item = { ...ITEM, dashcards: [place] } as unknown as Dashboard;
  const Board = () => (
    <ScopeSection kind="dashboard" item={item} embedding={useEmbedding("dashboard", item)} />
  );
  draw(<Board />);
  await screen.findByRole("article", { name: "Revenue" });
  const links = screen.getAllByRole("link").map((it) => it.getAttribute("href"));
  expect(links).toEqual(expected);
});

test("each lock names the cards that it filters, and through what", async () => {
  const binding = { key: "3:4", card_id: 4, title: "Orders", slug: "account", by: ["Account ID"] };
  const body = JSON.stringify({ is_enforced: true, cards: [CARD], bindings: [binding] });
  server = await startServer(() => ({ status: 200, body }));
  draw(<Bench />);
  const bound = await screen.findByRole("region", { name: "What the locks filter" });
  expect(bound.textContent).toContain("Account: 1 of 2 cards");
  expect(bound.textContent).toContain("Orders Account ID");
});
