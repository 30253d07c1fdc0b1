import { appendFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { fakeDeps } from "#testing";
import { routerLog } from "./providers/router-log/index.ts";

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
});
