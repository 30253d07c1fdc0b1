import { createServer, type RequestListener } from "node:http";
import type { AddressInfo } from "node:net";
import { describe, expect, it } from "vitest";
import { nodeHttp } from "./http.ts";

async function serving<Result>(listener: RequestListener, work: (url: string) => Promise<Result>): Promise<Result> {
  const server = createServer(listener).listen(0, "127.0.0.1");
  await new Promise((resolve) => server.once("listening", resolve));
  try {
    return await work(`http://127.0.0.1:${(server.address() as AddressInfo).port}`);
  } finally {
    server.closeAllConnections();
    server.close();
  }
}

const http = nodeHttp();

describe("nodeHttp", () => {
  it("answers whatever status came", async () => {
    await serving(
      (_, response) => response.writeHead(418, { "X-Tea": "pot" }).end('{"a":1}'),
      async (url) => {
        const response = await http.send({ url });
        expect([response.status, response.headers.get("x-tea"), await response.json()]).toEqual([418, "pot", { a: 1 }]);
      },
    );
  });

  it("names a body that is not JSON without showing path or query", async () => {
    await serving(
      (_, response) => response.writeHead(502, { "content-type": "text/html" }).end("<html>"),
      async (url) => {
        const response = await http.send({ url: `${url}/secret-path?token=abc` });
        await expect(response.json()).rejects.toThrow(/answered 502 with text\/html, which is not JSON$/);
      },
    );
  });

  it("gives up on a server that hangs, also in mid-body", async () => {
    await serving(
      (_, response) => void response.writeHead(200).write("half"),
      async (url) => {
        const response = await http.send({ url, timeoutMs: 200 });
        await expect(response.text()).rejects.toMatchObject({ code: "http-timeout", retryable: true });
      },
    );
  });

  it("names a port where nobody listens, and a reset", async () => {
    await expect(http.send({ url: "http://127.0.0.1:9" })).rejects.toMatchObject({
      code: "http-unreachable",
      retryable: true,
    });
    await serving(
      (request) => request.socket.destroy(),
      (url) => expect(http.send({ url })).rejects.toMatchObject({ code: "http-unreachable" }),
    );
  });

  it("stops when it is cancelled", async () => {
    const controller = new AbortController();
    await serving(
      () => controller.abort(),
      (url) =>
        expect(http.send({ url, signal: controller.signal })).rejects.toMatchObject({
          code: "cancelled",
          retryable: false,
        }),
    );
  });
});
