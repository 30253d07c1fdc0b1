import { appendFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type RequestLine, requestLogSegment } from "#contracts";
import { nodeFiles } from "#platform";
import { fakeClock, fakeDeps, type TelemetryEvent, telemetryConformance, trafficSince } from "#testing";
import { routerLog } from "./providers/router-log/index.ts";
import { readLines } from "./providers/router-log/read-line.ts";

const request = (more: object = {}): string =>
  JSON.stringify({
    kind: "request",
    time: "t",
    requestId: "r",
    variant: "baseline",
    shadow: false,
    status: 200,
    error: null,
    latencyMs: 10,
    firstTokenMs: null,
    promptTokens: 1,
    completionTokens: 1,
    weight: 0,
    ...more,
  });
const score = (more: object = {}): string =>
  JSON.stringify({
    kind: "score",
    time: "t",
    requestId: "r",
    variant: "canary",
    metric: "accuracy",
    value: 1,
    ...more,
  });

async function logOf(lines: string[]) {
  const deps = await fakeDeps();
  const path = join(deps.workspace, "requests.jsonl");
  await writeFile(path, lines.map((line) => `${line}\n`).join(""));
  return { path, source: routerLog(deps, { path }) };
}

describe("traffic in the router's log", () => {
  it("is counted by arm: errors, latencies of what was answered, scores in order", async () => {
    const { source } = await logOf([
      request(),
      request({ variant: "canary", status: 400, latencyMs: 1 }),
      request({ variant: "canary", error: "upstream-cut" }),
      request({ shadow: true, variant: "canary" }),
      request({ status: 429 }),
      score(),
      score({ value: 0 }),
      score({ metric: "other" }),
    ]);
    const { traffic } = await trafficSince(source, "0");
    expect(traffic).toEqual({
      canary: { requests: 2, errors: 2, latenciesMs: [], scores: [1, 0] },
      baseline: { requests: 1, errors: 0, latenciesMs: [10], scores: [] },
    });
  });

  it("is counted once, a torn last line when it is whole", async () => {
    const { path, source } = await logOf([request()]);
    await appendFile(path, request({ latencyMs: 20 }).slice(0, 30));
    const first = await trafficSince(source, "0");
    expect(first.traffic.baseline.requests).toBe(1);
    await appendFile(path, `${request({ latencyMs: 20 }).slice(30)}\n`);
    const second = await trafficSince(source, first.mark);
    expect(second.traffic.baseline.latenciesMs).toEqual([20]);
    expect((await trafficSince(source, second.mark)).traffic.baseline.requests).toBe(0);
    expect(await source.now()).toBe(second.mark);
  });

  it("that is damaged is named, never passed over", async () => {
    const { source } = await logOf([request(), "{broken"]);
    await expect(trafficSince(source, "0")).rejects.toMatchObject({ code: "telemetry-corrupt" });
    await expect(trafficSince(source, "99999")).rejects.toMatchObject({ code: "telemetry-mark" });
  });

  it("that tells of requests which are gone decides nothing", async () => {
    const lost = JSON.stringify({ kind: "lost", time: "2026-11-24T00:00:00.000Z", requests: 3 });
    const { source } = await logOf([request(), lost, request()]);
    await expect(trafficSince(source, "0")).rejects.toMatchObject({
      code: "telemetry-lost",
      message: expect.stringContaining("3 or more requests"),
    });
  });
});

/** Writes what happens as the router does: a line each, in segments of a few lines. */
async function routerTraffic() {
  const deps = await fakeDeps();
  const path = join(deps.workspace, "requests.jsonl");
  let lines = 0;
  const times = new Map<string, string>();
  const lineOf = (event: TelemetryEvent): string => {
    const time = new Date(Date.UTC(2026, 0, 1) + ++lines).toISOString();
    if (event.kind === "score")
      return score({
        time,
        requestId: event.id,
        variant: event.arm,
        value: event.value,
        requestTime: times.get(event.id),
      });
    times.set(event.id, time);
    const { id, arm, failed, latencyMs } = event;
    return request({ time, requestId: id, variant: arm, latencyMs, status: failed ? 502 : 200 });
  };
  return {
    open: () => routerLog(deps, { path }),
    async happen(...events: TelemetryEvent[]): Promise<void> {
      for (const event of events) {
        const line = lineOf(event);
        await appendFile(requestLogSegment(path, Math.floor((lines - 1) / 3)), `${line}\n`);
      }
    },
  };
}

telemetryConformance("router-log", routerTraffic);

describe("the router's log in segments", () => {
  it("is read on where it goes on, past a line that a crash tore off", async () => {
    const { path, source } = await logOf([request()]);
    await appendFile(path, request().slice(0, 40));
    const first = await trafficSince(source, "0:0");
    await writeFile(requestLogSegment(path, 1), `${request({ variant: "canary" })}\n`);
    const second = await trafficSince(source, first.mark);
    expect([second.traffic.baseline.requests, second.traffic.canary.requests]).toEqual([0, 1]);
    expect(second.mark).toMatch(/^1:/);
    expect(await source.now()).toBe(second.mark);
  });

  it("has its end after the last whole line", async () => {
    const { path, source } = await logOf([request()]);
    const whole = await source.now();
    await appendFile(path, '{"kind":"requ');
    expect(await source.now()).toBe(whole);
  });

  it("is the same whatever the pieces it is read in", async () => {
    const { path } = await logOf(
      Array.from({ length: 40 }, (_, at) => request({ latencyMs: at, requestId: `é-${at}` })),
    );
    const files = nodeFiles();
    const inPieces = (bytes: number) => ({
      ...files,
      async *stream(from: string, options?: { start?: number }) {
        for await (const chunk of files.stream(from, options))
          for (let at = 0; at < chunk.length; at += bytes) yield chunk.subarray(at, at + bytes);
      },
    });
    for (const bytes of [1, 7, 300, 100_000]) {
      const { traffic } = await trafficSince(routerLog({ files: inPieces(bytes), clock: fakeClock() }, { path }), "0");
      expect(traffic.baseline.latenciesMs).toEqual(Array.from({ length: 40 }, (_, at) => at));
    }
  });
});

describe("clocks that run apart", () => {
  const at = (ms: number): string => new Date(fakeClock().now() + ms).toISOString();
  const hour = 3_600_000;
  const readAll = async (...times: string[]) => {
    const { source } = await logOf(times.map((time) => request({ time })));
    return (await trafficSince(source, "0")).traffic.baseline.requests;
  };

  it("are named: a log that is ahead of this machine, or that runs backward", async () => {
    await expect(readAll(at(-hour), at(hour))).rejects.toMatchObject({
      code: "clock-skew",
      message: expect.stringMatching(/ahead of this machine/),
    });
    await expect(readAll(at(-hour), at(-2 * hour))).rejects.toMatchObject({
      code: "clock-skew",
      message: expect.stringMatching(/comes after one of/),
    });
  });

  it("may differ by seconds, as clocks do", async () => {
    expect(await readAll(at(-hour), at(-hour - 2000), at(-hour), at(2000))).toBe(4);
  });
});

describe("what a stretch shows", () => {
  it("is the time to the first token, the tokens, and every score with its metric and whether it is late", async () => {
    const earlier = "2026-01-02T00:00:00.000Z";
    const time = "2026-01-02T01:00:00.000Z";
    const { source } = await logOf([
      request({ time, firstTokenMs: 12.5, promptTokens: 7, completionTokens: null }),
      score({ time, metric: "thumbs", value: -1, requestTime: time }),
      score({ time, metric: "rating", value: 4.5, requestTime: earlier }),
    ]);
    const seen: unknown[] = [];
    await source.read("0", { request: (each) => seen.push(each), score: (each) => seen.push(each) });
    expect(seen).toEqual([
      { arm: "baseline", failed: false, latencyMs: 10, firstTokenMs: 12.5, promptTokens: 7, completionTokens: null },
      { arm: "canary", metric: "thumbs", value: -1, late: false, requestTime: time },
      { arm: "canary", metric: "rating", value: 4.5, late: true, requestTime: earlier },
    ]);
  });
});

describe("a line", () => {
  const known = fc.record({
    kind: fc.constant("request" as const),
    time: fc.string(),
    requestId: fc.string({ unit: "binary" }),
    variant: fc.constantFrom("baseline" as const, "canary" as const),
    shadow: fc.boolean(),
    status: fc.integer({ min: 0, max: 9999 }),
    error: fc.option(fc.string()),
    latencyMs: fc.oneof(fc.double({ noNaN: true, noDefaultInfinity: true }), fc.integer({ min: 0 })),
    firstTokenMs: fc.option(fc.nat()),
    promptTokens: fc.option(fc.nat()),
    completionTokens: fc.option(fc.nat()),
    weight: fc.double({ min: 0, max: 1, noNaN: true }),
  });

  it("reads the same by the short way as by JSON", () => {
    fc.assert(
      fc.property(known, (line) => {
        const text = JSON.stringify(line);
        const seen: unknown[] = [];
        readLines(Buffer.from(`${text}\n`), "log", (each) => seen.push(each));
        const { requestId: _id, weight: _weight, ...told } = JSON.parse(text) as RequestLine & { kind: "request" };
        expect(seen).toMatchObject([told]);
      }),
    );
  });

  const knownScore = fc.record(
    {
      kind: fc.constant("score" as const),
      time: fc.string(),
      requestId: fc.string({ unit: "binary" }),
      variant: fc.constantFrom("baseline" as const, "canary" as const),
      metric: fc.string(),
      value: fc.oneof(fc.double({ noNaN: true, noDefaultInfinity: true }), fc.integer()),
      requestTime: fc.string(),
    },
    { requiredKeys: ["kind", "time", "requestId", "variant", "metric", "value"] },
  );

  it("of a score does, too", () => {
    fc.assert(
      fc.property(knownScore, (line) => {
        const text = JSON.stringify(line);
        const seen: unknown[] = [];
        readLines(Buffer.from(`${text}\n`), "log", (each) => seen.push(each));
        const { requestId: _id, ...told } = JSON.parse(text) as RequestLine & { kind: "score" };
        expect(seen).toMatchObject([told]);
      }),
    );
  });
});
