import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import type { FakeHub } from "./fake-hub.ts";

/** Puts the fake behind a socket of this machine. */
export async function serveHub(hub: FakeHub): Promise<{ url: string; close(): Promise<void> }> {
  const server = createServer((request, response) => {
    serve(request, response).catch(() => request.socket.destroy());
  });

  async function serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const headers = new Map(Object.entries(request.headers).map(([name, value]) => [name, String(value)]));
    const url = new URL(request.url ?? "/", hub.baseUrl);
    const answer = await hub.handle({ method: request.method ?? "GET", url, headers, body: Buffer.concat(chunks) });
    response.writeHead(answer.status, answer.headers ?? {});
    response.end(request.method === "HEAD" ? undefined : answer.body);
  }

  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  hub.baseUrl = `http://127.0.0.1:${port}`;
  hub.storageUrl = `http://localhost:${port}`;
  return {
    url: hub.baseUrl,
    close: () => {
      server.closeAllConnections();
      return new Promise((resolve) => server.close(() => resolve()));
    },
  };
}
