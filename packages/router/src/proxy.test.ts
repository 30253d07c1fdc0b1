import { type IncomingMessage, request } from "node:http";
import { afterEach, describe, expect, it } from "vitest";
import { closeAll, routerBefore } from "#testing";
import { pathUnderV1, targetOf } from "./upstream-address.ts";

afterEach(closeAll);

describe("what passes through the router", () => {
  it("is untouched, both ways: bytes, status, headers, query", async () => {
    let seen: { url?: string | undefined; headers?: IncomingMessage["headers"]; bytes: number } = { bytes: 0 };
    const bytes = Buffer.from(Array.from({ length: 300_000 }, (_, index) => index % 256));
    const { url: base } = await routerBefore(async (incoming, response) => {
      const chunks: Buffer[] = [];
      for await (const chunk of incoming) chunks.push(chunk as Buffer);
      seen = { url: incoming.url, headers: incoming.headers, bytes: Buffer.concat(chunks).length };
      response.writeHead(418, { "x-own": "kept", "content-type": "application/octet-stream", "x-hop": "1" });
      response.end(Buffer.concat(chunks));
    });
    const answer = await fetch(`${base}/v1/audio?x=1`, {
      method: "POST",
      body: bytes,
      headers: { authorization: "Bearer upstreams-key", "x-request-id": "r-1" },
    });
    expect(answer.status).toBe(418);
    expect(answer.headers.get("x-own")).toBe("kept");
    expect(Buffer.from(await answer.arrayBuffer()).equals(bytes)).toBe(true);
    expect(seen).toMatchObject({ url: "/v1/audio?x=1", bytes: 300_000 });
    expect(seen.headers).toMatchObject({ authorization: "Bearer upstreams-key", "x-request-id": "r-1" });
    expect(seen.headers?.host).toMatch(/^127\.0\.0\.1:\d+$/);
    expect(seen.headers?.host).not.toBe(new URL(base).host);
  });

  it("is a stream that arrives piece by piece, with the time to its first piece in the log", async () => {
    let finish = (): void => undefined;
    const { post, lines } = await routerBefore((_request, response) => {
      response.writeHead(200, { "content-type": "text/event-stream" });
      response.write('data: {"choices":[]}\n\n');
      finish = () => void response.end("data: [DONE]\n\n");
    });
    const answer = await post();
    const reader = (answer.body as ReadableStream<Uint8Array>).getReader();
    expect(Buffer.from((await reader.read()).value ?? []).toString()).toBe('data: {"choices":[]}\n\n');
    finish();
    expect(Buffer.from((await reader.read()).value ?? []).toString()).toBe("data: [DONE]\n\n");
    const [line] = await lines();
    expect(line).toMatchObject({ status: 200, error: null, firstTokenMs: expect.any(Number) });
  });

  it("stays under /v1/, whatever dots a path has, and no list of models is counted", async () => {
    const paths: string[] = [];
    const { url: base, lines } = await routerBefore((incoming, response) => {
      paths.push(incoming.url ?? "");
      response.end("{}");
    });
    for (const path of ["/v1/../slots", "/v1/%2e%2e/slots", "//evil.example/v1/x", "/v1"]) {
      const status = await new Promise((resolve) =>
        request(base, { path }, (response) => resolve(response.resume().statusCode)).end(),
      );
      expect(status).toBe(404);
    }
    expect((await fetch(`${base}/v1/models`)).status).toBe(200);
    expect(paths).toEqual(["/v1/models"]);
    expect(await lines()).toEqual([]);
    for (const path of ["/v1/a%20b", "/v1/a.b?x=.", "/v1/é", "/v1/x?q=é"])
      expect(pathUnderV1(path)).toBe(new URL(path, "http://host").href.slice("http://host".length));
    const secure = { origin: "https://host", host: "host", prefix: "/prefix" };
    expect(targetOf("https://host/prefix/v1/")).toEqual(secure);
    expect(targetOf("http://[::1]:81")).toEqual({ origin: "http://[::1]:81", host: "[::1]:81", prefix: "" });
  });
});

describe("what goes wrong behind the router", () => {
  it("is hidden when a kept connection was dead: the request goes again on a new one", async () => {
    let count = 0;
    const bodies: string[] = [];
    const { post, lines } = await routerBefore(async (incoming, response) => {
      count += 1;
      if (count === 2) return void incoming.socket.resetAndDestroy();
      let body = "";
      for await (const chunk of incoming) body += String(chunk);
      bodies.push(body);
      response.end("{}");
    });
    for (const body of ["first", "second"]) expect((await (await post(body)).text()) === "{}").toBe(true);
    expect(bodies).toEqual(["first", "second"]);
    expect(count).toBe(3);
    expect((await lines()).map((line) => line.kind === "request" && line.error)).toEqual([null, null]);
  });

  it("is an error in the log when an answer is cut, and the client sees it cut too", async () => {
    const { post, lines } = await routerBefore((_request, response) => {
      response.writeHead(200, { "content-type": "application/json", "content-length": "100" });
      response.write("{");
      setTimeout(() => response.destroy(), 20);
    });
    await expect(post().then((answer) => answer.text())).rejects.toThrow();
    expect(await lines()).toMatchObject([{ status: 200, error: "upstream-cut" }]);
  });

  it("is an error when a stream tells of one, not when its content speaks of one", async () => {
    const { post, lines } = await routerBefore(async (incoming, response) => {
      let body = "";
      for await (const chunk of incoming) body += String(chunk);
      response.writeHead(200, { "content-type": "text/event-stream" });
      response.write(`data: ${JSON.stringify({ choices: [{ delta: { content: 'x\ndata: {"error":1}' } }] })}\n\n`);
      if (body === "fail") response.write('data: {"error":{"message":"slot is gone"}}\n\n');
      response.end('data: {"usage":{"prompt_tokens":7,"completion_tokens":3}}\n\ndata: [DONE]\n\n');
    });
    await (await post("go")).text();
    await (await post("fail")).text();
    expect(await lines()).toMatchObject([
      { error: null, promptTokens: 7, completionTokens: 3 },
      { error: "stream-error" },
    ]);
  });

  it("is a 504 when the server falls silent", async () => {
    const { post, lines } = await routerBefore(() => undefined, { upstreamTimeoutSeconds: 0.1 });
    const answer = await post();
    expect(answer.status).toBe(504);
    expect(await answer.json()).toMatchObject({ error: { code: "upstream-timeout" } });
    expect(await lines()).toMatchObject([{ status: 504, error: "upstream-timeout" }]);
  });
});

describe("whoever leaves", () => {
  it("ends the server's work with them, and is no error of it", async () => {
    let gone = false;
    const { post, lines } = await routerBefore((_request, response) => {
      response.on("close", () => {
        gone = true;
      });
    });
    await expect(post("{}", { signal: AbortSignal.timeout(50) })).rejects.toThrow();
    expect(await lines()).toMatchObject([{ status: 499, error: "client-gone" }]);
    expect(gone).toBe(true);
  });

  it("is the router itself only after it finished what was under way", async () => {
    let finish = (): void => undefined;
    const {
      post,
      lines,
      router,
      url: base,
    } = await routerBefore((_request, response) => {
      finish = () => void response.end("whole");
    });
    const asked = post();
    await new Promise((resolve) => setTimeout(resolve, 50));
    const closed = router.close();
    setTimeout(() => finish(), 50);
    expect(await (await asked).text()).toBe("whole");
    await closed;
    expect(await lines()).toHaveLength(1);
    await expect(fetch(`${base}/health`)).rejects.toThrow();
  });
});
