import { createServer, type RequestListener } from "node:http";
import type { AddressInfo } from "node:net";
import { describe, expect, it } from "vitest";
import * as z from "zod";
import { fakeClock, openTestWandb } from "../../../testing/src/index.ts";
import { openWandb, operation } from "./client.ts";
import type { Fetch, FetchInit } from "./ports.ts";

const viewer = operation(
  "Viewer",
  z.object({ viewer: z.object({ entity: z.string() }) }),
  "query Viewer { viewer { entity } }",
);
const apiKey = "hidden-".repeat(6);

type Reply = { status?: number; body?: string; headers?: Record<string, string> } | Error;

/** A client whose server says these things, one after the other, the last one for ever. */
function clientOf(...replies: Reply[]) {
  const clock = fakeClock();
  const sent: (FetchInit & { url: string })[] = [];
  const retries: string[] = [];
  const fetch: Fetch = async (url, init) => {
    const reply = replies[Math.min(sent.length, replies.length - 1)] as Reply;
    sent.push({ url, ...init });
    if (reply instanceof Error) throw reply;
    const { status = 200, body = "", headers = {} } = reply;
    return {
      status,
      headers: { get: (name) => headers[name] ?? null },
      body: (async function* () {
        yield Buffer.from(body);
      })(),
    };
  };
  const onRetry = (attempt: number, reason: string, pauseMs: number) =>
    void retries.push(`${attempt} ${pauseMs} ${reason}`);
  const wandb = openWandb({
    apiKey,
    baseUrl: "https://w.example/",
    fetch,
    clock,
    random: () => 0.5,
    retry: { onRetry },
  });
  return { wandb, sent, retries, clock };
}

const fine = { body: '{"data":{"viewer":{"entity":"me"}}}' };

describe("a call", () => {
  it("says who it is by Basic, and what it asks", async () => {
    const { wandb, sent } = clientOf(fine);
    expect(await wandb.graphql(viewer, {})).toEqual({ viewer: { entity: "me" } });
    expect(sent[0]).toMatchObject({
      url: "https://w.example/graphql",
      method: "POST",
      headers: { authorization: `Basic ${Buffer.from(`api:${apiKey}`).toString("base64")}` },
      body: JSON.stringify({ operationName: "Viewer", query: viewer.text, variables: {} }),
    });
  });

  it("is tried again for what may pass, with pauses that grow", async () => {
    const reset = Object.assign(new TypeError("fetch failed"), { cause: { code: "ECONNRESET" } });
    for (const trouble of [
      { status: 408 },
      { status: 409 },
      { status: 429 },
      { status: 500 },
      { status: 503 },
      reset,
    ]) {
      const { wandb, sent, retries } = clientOf(trouble, trouble, fine);
      await wandb.graphql(viewer, {});
      expect(sent).toHaveLength(3);
      expect(retries.map((line) => line.split(" ")[1])).toEqual(["375", "750"]);
    }
  });

  it("waits as long as it is told, in seconds or until a date, and not for ever", async () => {
    for (const [value, waited] of [
      ["7", 7000],
      ["Fri, 02 Jan 2026 03:04:15 GMT", 10_000],
      ["86400", 120_000],
      ["soon", 375],
    ] as const) {
      const { wandb, clock } = clientOf({ status: 429, headers: { "retry-after": value } }, fine);
      const before = clock.now();
      await wandb.graphql(viewer, {});
      expect([value, clock.now() - before]).toEqual([value, waited]);
    }
  });

  it("is not tried again for any other refusal", async () => {
    for (const [reply, code] of [
      [{ status: 400, body: '{"errors":[{"message":"bad"}]}' }, "refused"],
      [{ status: 401, body: "no" }, "unauthorized"],
      [{ status: 403, body: '{"errors":[{"message":"permission denied"}]}' }, "forbidden"],
      [{ status: 404, body: "{}" }, "not-found"],
      [{ status: 422, body: "no" }, "refused"],
      [{ body: '{"data":null,"errors":[{"message":"permission denied"}]}' }, "forbidden"],
      [{ body: '{"data":{"viewer":{"entity":"me"}},"errors":[{"message":"half of it failed"}]}' }, "refused"],
      [{ body: "<html>Welcome</html>" }, "not-understood"],
      [{ body: '{"data":{"viewer":{}}}' }, "not-understood"],
      [{ body: '{"data":{"viewer":{"entity":"me"}}' }, "not-understood"],
      [{ body: "" }, "not-understood"],
    ] as const) {
      const { wandb, sent } = clientOf(reply);
      await expect(wandb.graphql(viewer, {})).rejects.toMatchObject({ code, retryable: false });
      expect(sent).toHaveLength(1);
    }
  });

  it("gives up after five tries, and says that it may work later", async () => {
    const { wandb, sent } = clientOf({ status: 500, body: "<html>oops</html>" });
    await expect(wandb.graphql(viewer, {})).rejects.toMatchObject({
      code: "unavailable",
      status: 500,
      retryable: true,
    });
    expect(sent).toHaveLength(5);
    const away = clientOf(new Error("connect ECONNREFUSED"));
    await expect(away.wandb.graphql(viewer, {})).rejects.toMatchObject({ code: "unreachable", retryable: true });
  });

  it("never shows the key or what signs an address", async () => {
    const basic = Buffer.from(`api:${apiKey}`).toString("base64");
    const said = `no ${apiKey}, ${basic}, https://bucket.example/a?X-Amz-Signature=abcdef and more`;
    for (const reply of [{ status: 400, body: said }, { status: 500, body: said }, new Error(said)]) {
      const { wandb, retries } = clientOf(reply);
      const graphql = await wandb.graphql(viewer, {}).catch((error) => error);
      const put = { method: "PUT", headers: {}, timeoutMs: 1 } as const;
      const stored = await wandb
        .transfer("https://bucket.example/a?X-Amz-Signature=abcdef", put)
        .catch((error) => error);
      const shown = [graphql, stored].map((error) => `${error.stack} ${String(error.cause)} ${JSON.stringify(error)}`);
      for (const text of [...shown, ...retries]) {
        expect(text).not.toContain(apiKey);
        expect(text).not.toContain(basic);
        expect(text).not.toContain("abcdef");
      }
    }
  });

  it("to a signed address goes without the key", async () => {
    const { wandb, sent } = clientOf({ body: "bytes" });
    await wandb.transfer("https://bucket.example/a?X=1", { method: "GET", headers: {}, timeoutMs: 1 });
    expect(JSON.stringify(sent)).not.toContain(Buffer.from(`api:${apiKey}`).toString("base64"));
  });

  it("passes on at once what is no matter of the network", async () => {
    const own = Object.assign(new Error("cancelled"), { code: "cancelled", retryable: false });
    const { wandb, sent } = clientOf(Object.assign(new TypeError("fetch failed"), { cause: own }));
    await expect(wandb.graphql(viewer, {})).rejects.toBe(own);
    expect(sent).toHaveLength(1);
  });
});

describe("Node's fetch", () => {
  async function serving(listener: RequestListener, work: (baseUrl: string) => Promise<void>): Promise<void> {
    const server = createServer(listener).listen(0, "127.0.0.1");
    await new Promise((resolve) => server.once("listening", resolve));
    try {
      await work(`http://127.0.0.1:${(server.address() as AddressInfo).port}`);
    } finally {
      server.closeAllConnections();
      server.close();
    }
  }
  const open = (baseUrl: string) => openWandb({ apiKey, baseUrl, retry: { firstPauseMs: 1, attempts: 3 } });

  it("tells length instead of sending chunks, and starts a streamed body anew after a reset in the middle", async () => {
    const seen: (string | undefined)[] = [];
    let count = 0;
    await serving(
      (request, response) => {
        count += 1;
        seen.push(request.headers["content-length"], request.headers["transfer-encoding"]);
        if (count < 3) request.once("data", () => request.socket.destroy());
        else request.resume().on("end", () => response.end());
      },
      async (baseUrl) => {
        let made = 0;
        const body = async function* () {
          made += 1;
          for (let chunk = 0; chunk < 10; chunk++) yield new Uint8Array(100_000);
        };
        const headers = { "content-length": "1000000" };
        await open(baseUrl).transfer(`${baseUrl}/x`, { method: "PUT", headers, timeoutMs: 5000, body });
        expect(made).toBe(3);
      },
    );
    expect(seen).toEqual(Array.from({ length: 3 }, () => ["1000000", undefined]).flat());
  });

  it("holds no more of a body than is on its way, however large it is", async () => {
    let most = 0;
    const body = async function* () {
      for (let chunk = 0; chunk < 1024; chunk++) {
        most = Math.max(most, process.memoryUsage().arrayBuffers);
        yield new Uint8Array(2 ** 18);
      }
    };
    await serving(
      (request, response) => void request.resume().on("end", () => response.end()),
      async (baseUrl) => {
        const before = process.memoryUsage().arrayBuffers;
        const headers = { "content-length": String(2 ** 28) };
        await open(baseUrl).transfer(`${baseUrl}/x`, { method: "PUT", headers, timeoutMs: 60_000, body });
        expect((most - before) / 2 ** 20).toBeLessThan(160);
      },
    );
  });

  it("gives up on a server that hangs", async () => {
    await serving(
      () => undefined,
      async (baseUrl) => {
        const hangs = open(baseUrl).transfer(`${baseUrl}/x`, { method: "GET", headers: {}, timeoutMs: 50 });
        await expect(hangs).rejects.toMatchObject({ code: "timeout", retryable: true });
      },
    );
  });

  it("breaks off when it is told to", async () => {
    const controller = new AbortController();
    await serving(
      () => controller.abort(),
      async (baseUrl) => {
        const wandb = openWandb({ apiKey, baseUrl, signal: controller.signal });
        await expect(wandb.graphql(viewer, {})).rejects.toMatchObject({ name: "AbortError" });
      },
    );
  });
});

it("is the same against the fake", async () => {
  const { wandb } = await openTestWandb();
  expect(await wandb.graphql(viewer, {})).toEqual({ viewer: { entity: "ent" } });
});
