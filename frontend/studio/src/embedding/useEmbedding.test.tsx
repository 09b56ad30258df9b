import { fireEvent, screen, waitFor } from "@testing-library/react";
import { useState } from "react";
import { afterEach, expect, test } from "vitest";
import type { Card, Embeddable } from "../api/types.ts";
import { draw } from "../testing/draw.tsx";
import { startServer, type TestServer } from "../testing/server.ts";
import { StatusBar } from "./StatusBar.tsx";
import { useEmbedding } from "./useEmbedding.ts";

let server: TestServer | undefined;
afterEach(() => {
  sessionStorage.clear();
  return server?.close();
});

const ITEM = {
  id: 7,
  name: "Sales",
  enable_embedding: true,
  embedding_params: { account: "locked" },
  embedding_appearance: {},
  parameters: [{ id: "p", slug: "account", name: "Account", type: "string/=" }],
} as unknown as Card;

function Bench({ item, hidden = 0 }: { item: Embeddable; hidden?: number }) {
  const embedding = useEmbedding("question", item);
  const [isOpen, setOpen] = useState(true);
  return (
    <>
      {isOpen && <StatusBar kind="question" embedding={embedding} hidden={hidden} />}
      <button type="button" onClick={() => embedding.setAccess("account", "enabled")}>
        edit
      </button>
      <button type="button" onClick={() => embedding.setAppearance({ theme: "night" })}>
        darken
      </button>
      <button type="button" onClick={() => setOpen(!isOpen)}>
        close
      </button>
    </>
  );
}

const press = (name: string) => fireEvent.click(screen.getByRole("button", { name }));
const text = () => screen.getByRole("status").textContent;

test("an unpublished item asks to be published", () => {
  draw(<Bench item={{ ...ITEM, enable_embedding: false }} />);
  expect(text()).toBe("Publish this question to embed it.");
  expect(screen.getByRole("button", { name: "Publish" })).toBeTruthy();
});

test("a change of a parameter or of the appearance can be published or discarded", () => {
  draw(<Bench item={ITEM} />);
  expect(text()).toBe("Published and ready to embed.");
  for (const change of ["edit", "darken"]) {
    press(change);
    expect(text()).toBe("Changes are not published yet.");
    press("Discard changes");
    expect(text()).toBe("Published and ready to embed.");
  }
});

test("published is not called ready while viewers see nothing", () => {
  draw(<Bench item={ITEM} hidden={1} />);
  expect(text()).toBe("Published, but viewers see nothing: see below.");
  press("edit");
  expect(text()).toBe("Changes are not published yet.");
});

test("changes outlive the closed window", () => {
  draw(<Bench item={ITEM} />);
  press("edit");
  press("close");
  press("close");
  expect(text()).toBe("Changes are not published yet.");
});

test("changes outlive the page, without choices that a parameter no longer offers", () => {
  sessionStorage.setItem(
    "signboard:embedding:question:7",
    JSON.stringify({ policy: { account: "enabled", gone: "locked" }, appearance: {} }),
  );
  draw(<Bench item={ITEM} />);
  expect(text()).toBe("Changes are not published yet.");
  press("Discard changes");
  expect(text()).toBe("Published and ready to embed.");
  expect(sessionStorage.length).toBe(0);
});

test("publishing is one request with the whole policy and the appearance", async () => {
  const bodies: string[] = [];
  server = await startServer(async (request) => {
    for await (const chunk of request) bodies.push(String(chunk));
    return { status: 200, body: "{}" };
  });
  draw(<Bench item={ITEM} />);
  press("edit");
  press("darken");
  press("Publish changes");
  fireEvent.click(await screen.findByRole("button", { name: "Publish for everyone" }));
  await waitFor(() => expect(bodies).toHaveLength(1));
  expect(server.seen).toEqual(["PUT /api/card/7"]);
  expect(JSON.parse(bodies[0] ?? "")).toEqual({
    enable_embedding: true,
    embedding_params: { account: "enabled" },
    embedding_appearance: {
      bordered: true,
      titled: true,
      background: true,
      downloads: true,
      theme: "night",
    },
  });
});

test("a refusal is shown whole, and the changes stay", async () => {
  const refused = "Not published: “Orders” does not obey account.\nMark it, or change its SQL.";
  server = await startServer(() => ({ status: 400, body: JSON.stringify(refused) }));
  draw(<Bench item={ITEM} />);
  press("edit");
  press("Publish changes");
  fireEvent.click(await screen.findByRole("button", { name: "Publish for everyone" }));
  expect((await screen.findByRole("alert")).textContent).toContain(refused);
  expect(text()).toBe("Changes are not published yet.");
});
