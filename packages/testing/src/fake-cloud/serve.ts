import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import type { FakeCloud } from "./call.ts";

/** Puts a fake behind a socket of this machine. */
export async function serveCloud(fake: FakeCloud): Promise<{ origin: string; close(): Promise<void> }> {
  let origin = "";
  const server = createServer((request, response) => {
    serve(request, response).catch(() => request.socket.destroy());
  });

  async function serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const headers = new Map(Object.entries(request.headers).map(([name, value]) => [name, String(value)]));
    const url = new URL(request.url ?? "/", origin);
    const method = request.method ?? "GET";
    fake.calls.push(`${method} ${url.pathname}`);
    const answer = fake.handle({ method, url, headers, body: Buffer.concat(chunks), cut: false });
    response.writeHead(answer.status, answer.headers ?? {});
    response.end(answer.body);
  }

  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {
    origin,
    close: () => {
      server.closeAllConnections();
      return new Promise((resolve) => server.close(() => resolve()));
    },
  };
}
