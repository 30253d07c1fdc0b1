import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { gunzipSync } from "node:zlib";
import type { FakeWandb } from "./fake-wandb.ts";
import { wandbCall } from "./in-process.ts";

/** Puts the fake behind a socket of this machine. */
export async function serveWandb(fake: FakeWandb): Promise<{ url: string; close(): Promise<void> }> {
  const server = createServer((request, response) => {
    serve(request, response).catch(() => request.socket.destroy());
  });

  async function serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const headers = new Map(Object.entries(request.headers).map(([name, value]) => [name, String(value)]));
    const raw = Buffer.concat(chunks);
    const body = headers.get("content-encoding") === "gzip" ? gunzipSync(raw) : raw;
    const call = wandbCall(request.method ?? "GET", new URL(request.url ?? "/", fake.baseUrl), headers, body);
    const answer = await fake.handle(call);
    response.writeHead(answer.status, answer.headers ?? {});
    response.end(answer.body);
  }

  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  fake.baseUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {
    url: fake.baseUrl,
    close: () => {
      server.closeAllConnections();
      return new Promise((resolve) => server.close(() => resolve()));
    },
  };
}
