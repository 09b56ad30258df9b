import { afterEach, describe, expect, test } from "vitest";
import { type Reply, startServer, type TestServer } from "../testing/server.ts";
import { ApiError, get, refusal, request } from "./client.ts";
import { isSignInNeeded, letRequestsGoOn } from "./gate.ts";

let server: TestServer | undefined;
afterEach(() => server?.close());

async function until(isSo: () => boolean): Promise<void> {
  while (!isSo()) await new Promise((resolve) => setTimeout(resolve, 5));
}

describe("reading refusals", () => {
  test.each([
    ["Not found.", "Not found."],
    [{ message: "Too big" }, "Too big"],
    [{ errors: { password: "is wrong" } }, "is wrong"],
    ["<html>502</html>", "The server answered with status 400. Try again."],
    [null, "The server answered with status 400. Try again."],
  ])("%j", (body, expected) => {
    expect(refusal(400, body).message).toBe(expected);
  });

  test("texts of fields are kept by field", () => {
    expect(refusal(400, { errors: { email: "taken" } }).fields).toEqual({ email: "taken" });
  });
});

describe("requests", () => {
  test("a body is JSON both ways", async () => {
    server = await startServer(() => ({ status: 200, body: '{"id":7}' }));
    await expect(request("POST", "card", { body: { name: "x" } })).resolves.toEqual({ id: 7 });
    expect(server.seen).toEqual(["POST /api/card"]);
  });

  test("an empty answer is null", async () => {
    server = await startServer(() => ({ status: 204, body: "" }));
    await expect(request("DELETE", "card/7")).resolves.toBeNull();
  });

  test("a server that is not there is an error with what to do", async () => {
    server = await startServer(() => ({ status: 200, body: "" }));
    await server.close();
    await expect(get("card")).rejects.toMatchObject({ status: 0 });
  });

  test("an ended session waits for the sign-in, and then the same request goes on", async () => {
    const replies: Reply[] = [
      { status: 401, body: '"Unauthenticated"' },
      { status: 200, body: "[1]" },
    ];
    server = await startServer(() => replies.shift() ?? { status: 500, body: "" });
    const answer = get("card");
    await until(isSignInNeeded);
    expect(server.seen).toEqual(["GET /api/card"]);
    letRequestsGoOn();
    await expect(answer).resolves.toEqual([1]);
    expect(isSignInNeeded()).toBe(false);
  });

  test("a waiting request can be given up", async () => {
    server = await startServer(() => ({ status: 401, body: "" }));
    const controller = new AbortController();
    const answer = get("card", controller.signal);
    await until(isSignInNeeded);
    controller.abort(new Error("left"));
    await expect(answer).rejects.toThrow("left");
    letRequestsGoOn();
  });

  test("a sign-in that fails does not wait for itself", async () => {
    server = await startServer(() => ({ status: 401, body: '{"errors":{"password":"no"}}' }));
    const attempt = request("POST", "session", { body: {}, onUnauthenticated: "fail" });
    await expect(attempt).rejects.toBeInstanceOf(ApiError);
    expect(isSignInNeeded()).toBe(false);
  });
});
