import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";

export interface ServedCall {
  method: string;
  url: URL;
  headers: ReadonlyMap<string, string>;
  body: Buffer;
}

export interface ServedAnswer {
  status: number;
  headers?: Record<string, string> | undefined;
  body?: string | Uint8Array | undefined;
}

/** Puts a fake behind a socket of this machine; one that throws drops the connection. */
export async function serveFake(
  answer: (call: ServedCall) => ServedAnswer | Promise<ServedAnswer>,
): Promise<{ origin: string; port: number; close(): Promise<void> }> {
  let origin = "";
  const server = createServer((request, response) => {
    serve(request, response).catch(() => request.socket.destroy());
  });

  async function serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const headers = new Map(Object.entries(request.headers).map(([name, value]) => [name, String(value)]));
    const method = request.method ?? "GET";
    const url = new URL(request.url ?? "/", origin);
    const said = await answer({ method, url, headers, body: Buffer.concat(chunks) });
    response.writeHead(said.status, said.headers ?? {});
    response.end(method === "HEAD" ? undefined : said.body);
  }

  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  origin = `http://127.0.0.1:${port}`;
  return {
    origin,
    port,
    close: () => {
      server.closeAllConnections();
      return new Promise((resolve) => server.close(() => resolve()));
    },
  };
}
