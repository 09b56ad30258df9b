/// <reference types="node" />
// A real HTTP server on loopback, at which the page of a test is said to live.
import { createServer, type IncomingMessage, type Server } from "node:http";
import type { AddressInfo } from "node:net";

export interface Reply {
  status: number;
  body: string;
}

export interface TestServer {
  /** `METHOD path` of every request, in order. */
  seen: string[];
  close: () => Promise<void>;
}

declare const window: { happyDOM: { setURL: (url: string) => void } };

export async function startServer(
  answer: (request: IncomingMessage) => Reply | Promise<Reply>,
): Promise<TestServer> {
  const seen: string[] = [];
  const server: Server = createServer(async (request, response) => {
    seen.push(`${request.method} ${request.url}`);
    const { status, body } = await answer(request);
    response.writeHead(status, { "Content-Type": "application/json" }).end(body);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  window.happyDOM.setURL(`http://127.0.0.1:${port}/`);
  const close = () =>
    new Promise<void>((resolve) => {
      server.closeAllConnections();
      server.close(() => resolve());
    });
  return { seen, close };
}
