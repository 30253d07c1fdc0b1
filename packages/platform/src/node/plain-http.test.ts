import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { afterEach, describe, expect, it } from "vitest";
import { plainHttp } from "./plain-http.ts";

const servers: ReturnType<typeof createServer>[] = [];
afterEach(() => {
  for (const server of servers) {
    server.closeAllConnections();
    server.close();
  }
});

async function serving(listener: Parameters<typeof createServer>[1]): Promise<string> {
  const server = createServer(listener as never);
  servers.push(server);
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

describe("plain HTTP", () => {
  it("sends what it was given and nothing that a browser would add", async () => {
    const url = await serving((request, response) => {
      let body = "";
      request.on("data", (chunk) => {
        body += chunk;
      });
      request.on("end", () =>
        response.writeHead(201, { "x-a": "b" }).end(JSON.stringify({ body, headers: request.headers })),
      );
    });
    const response = await plainHttp().send({ method: "PUT", url, headers: { "x-own": "1" }, body: "hello" });
    expect(response.status).toBe(201);
    expect(response.headers.get("x-a")).toBe("b");
    const { body, headers } = (await response.json()) as { body: string; headers: Record<string, string> };
    expect(body).toBe("hello");
    expect(Object.keys(headers).sort()).toEqual(["connection", "content-length", "host", "x-own"]);
  });

  it("says what is unreachable, slow, cancelled, or no JSON", async () => {
    await expect(plainHttp().send({ url: "http://127.0.0.1:9" })).rejects.toMatchObject({
      code: "http-unreachable",
      retryable: true,
    });
    const silent = await serving(() => undefined);
    await expect(plainHttp().send({ url: silent, timeoutMs: 50 })).rejects.toMatchObject({ code: "http-timeout" });
    await expect(plainHttp().send({ url: silent, signal: AbortSignal.abort() })).rejects.toMatchObject({
      code: "cancelled",
    });
    const prose = await serving((_request, response) => response.end("<p>"));
    await expect((await plainHttp().send({ url: prose })).json()).rejects.toMatchObject({ code: "http-not-json" });
  });
});
