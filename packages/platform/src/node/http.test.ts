import { createServer, type RequestListener } from "node:http";
import type { AddressInfo } from "node:net";
import { describe, expect, it } from "vitest";
import { ToolkitError } from "#contracts";
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

  it("streams a body whose chunks are one piece of memory", async () => {
    const memory = Buffer.alloc(300_000);
    const body = async function* () {
      for (const letter of "abc") yield memory.fill(letter);
    };
    let came = "";
    await serving(
      async (request, response) => {
        for await (const chunk of request) came += chunk;
        response.end(request.headers["content-length"]);
      },
      async (url) => {
        const headers = { "content-length": "900000" };
        const response = await http.send({ method: "PUT", url, headers, body: body() });
        expect(await response.text()).toBe("900000");
        expect(came).toBe(["a", "b", "c"].map((letter) => letter.repeat(300_000)).join(""));
      },
    );
  });

  it("hands over an answer that comes before the body's end, and what a body fails with", async () => {
    let asked = 0;
    const endless = async function* () {
      for (;;) {
        asked += 1;
        yield Buffer.alloc(100_000);
      }
    };
    await serving(
      (_, response) => response.writeHead(401).end("who are you"),
      async (url) => {
        const response = await http.send({ method: "PUT", url, body: endless() });
        expect([response.status, await response.text()]).toEqual([401, "who are you"]);
      },
    );
    expect(asked).toBeLessThan(1000);
    const broken = async function* () {
      yield Buffer.from("half");
      throw new ToolkitError({ code: "model-changed", message: "changed" });
    };
    await serving(
      () => {},
      (url) =>
        expect(http.send({ method: "PUT", url, body: broken() })).rejects.toMatchObject({ code: "model-changed" }),
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
