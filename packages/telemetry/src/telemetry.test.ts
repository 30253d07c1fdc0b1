import { appendFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type RequestLine, requestLogSegment } from "#contracts";
import { nodeFiles } from "#platform";
import { fakeDeps, type TelemetryEvent, telemetryConformance } from "#testing";
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
  return { path, source: routerLog(deps, { path, scoreMetric: "accuracy" }) };
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
    const { traffic } = await source.since("0");
    expect(traffic).toEqual({
      canary: { requests: 2, errors: 2, latenciesMs: [], scores: [1, 0] },
      baseline: { requests: 1, errors: 0, latenciesMs: [10], scores: [] },
    });
  });

  it("is counted once, a torn last line when it is whole", async () => {
    const { path, source } = await logOf([request()]);
    await appendFile(path, request({ latencyMs: 20 }).slice(0, 30));
    const first = await source.since("0");
    expect(first.traffic.baseline.requests).toBe(1);
    await appendFile(path, `${request({ latencyMs: 20 }).slice(30)}\n`);
    const second = await source.since(first.mark);
    expect(second.traffic.baseline.latenciesMs).toEqual([20]);
    expect((await source.since(second.mark)).traffic.baseline.requests).toBe(0);
    expect(await source.now()).toBe(second.mark);
  });

  it("that is damaged is named, never passed over", async () => {
    const { source } = await logOf([request(), "{broken"]);
    await expect(source.since("0")).rejects.toMatchObject({ code: "telemetry-corrupt" });
    await expect(source.since("99999")).rejects.toMatchObject({ code: "telemetry-mark" });
  });

  it("that tells of requests which are gone decides nothing", async () => {
    const lost = JSON.stringify({ kind: "lost", time: "2026-11-24T00:00:00.000Z", requests: 3 });
    const { source } = await logOf([request(), lost, request()]);
    await expect(source.since("0")).rejects.toMatchObject({
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
    open: () => routerLog(deps, { path, scoreMetric: "accuracy" }),
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
    const first = await source.since("0:0");
    await writeFile(requestLogSegment(path, 1), `${request({ variant: "canary" })}\n`);
    const second = await source.since(first.mark);
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
      const { traffic } = await routerLog({ files: inPieces(bytes) }, { path, scoreMetric: "accuracy" }).since("0");
      expect(traffic.baseline.latenciesMs).toEqual(Array.from({ length: 40 }, (_, at) => at));
    }
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
        const { kind, time, variant, shadow, status, error, latencyMs } = JSON.parse(text) as RequestLine & {
          kind: "request";
        };
        expect(seen).toMatchObject([{ kind, time, variant, shadow, status, error, latencyMs }]);
      }),
    );
  });
});
