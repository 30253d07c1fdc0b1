import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import type { SeenRequest, SeenScore } from "#telemetry";
import { telemetryProviders } from "#telemetry";
import { fakeDeps } from "#testing";
import { baselineP95, foldStretch, valuesInto } from "./router-stretch.ts";

const request: SeenRequest = {
  arm: "canary",
  failed: false,
  latencyMs: 1000,
  firstTokenMs: null,
  promptTokens: 1000,
  completionTokens: 100,
};
const score: SeenScore = { arm: "canary", metric: "rating", value: 4, late: false, requestTime: undefined };
const prices = { canary: { input: 1, output: 10, hour: 3.6 }, baseline: { input: 0, output: 0, hour: 3.6 } };

function told(used: typeof prices | undefined, isOurs?: (each: SeenScore) => boolean) {
  const seen: string[] = [];
  const reader = valuesInto(
    {
      value: (metric, arm, value) => seen.push(`${arm} ${metric} ${Number(value.toFixed(6))}`),
      missing: (metric, arm) => seen.push(`${arm} ${metric} missing`),
    },
    used,
    isOurs,
  );
  return { seen, reader };
}

describe("values in the router's log", () => {
  it("are the cost of tokens and of the time, and the time to the first token of what was streamed", () => {
    const { seen, reader } = told(prices);
    reader.request(request);
    reader.request({ ...request, arm: "baseline", firstTokenMs: 30 });
    reader.request({ ...request, completionTokens: null });
    reader.request({ ...request, failed: true });
    expect(seen).toEqual([
      "canary cost 0.003",
      "baseline time-to-first-token 30",
      "baseline cost 0.001",
      "canary cost missing",
    ]);
  });

  it("are the scores that were posted: quality by its own name, everything else by the metric's", () => {
    const { seen, reader } = told(undefined);
    for (const metric of ["accuracy", "rating", "cost", "time-to-first-token"]) reader.score({ ...score, metric });
    reader.score({ ...score, late: true });
    expect(seen).toEqual(["canary quality 4", "canary accuracy 4", "canary rating 4", "canary cost 4"]);
    const priced = told(prices);
    priced.reader.score({ ...score, metric: "cost" });
    expect(priced.seen).toEqual([]);
  });

  it("may come late where a comparison says so", () => {
    const { seen, reader } = told(undefined, ({ requestTime = "" }) => requestTime >= "2026");
    reader.score({ ...score, late: true, requestTime: "2026-01-01" });
    reader.score({ ...score, late: true, requestTime: "2025-12-31" });
    expect(seen).toEqual(["canary rating 4"]);
  });
});

describe("a stretch of the log", () => {
  it("is folded between two marks, above the baseline's p95 from before", async () => {
    const deps = await fakeDeps();
    const path = join(deps.workspace, "requests.jsonl");
    const line = (variant: string, latencyMs: number): string =>
      `${JSON.stringify({
        ...{ kind: "request", time: "2026-01-01T00:00:00.000Z", requestId: "r", variant, shadow: false, status: 200 },
        ...{ error: null, latencyMs, firstTokenMs: null, promptTokens: 1, completionTokens: 1, weight: 0.5 },
      })}\n`;
    await writeFile(path, Array.from({ length: 101 }, (_, at) => line("baseline", at)).join(""));
    const telemetry = await telemetryProviders["router-log"](deps, { path });
    const before = await baselineP95(telemetry, "0");
    expect(before).toMatchObject({ requests: 101, p95Ms: 95 });
    await deps.files.append(
      path,
      line("canary", 96) + line("canary", 115) + line("baseline", 200) + line("baseline", 1),
    );
    const { fold, mark } = await foldStretch(telemetry, before.mark, {
      declared: ["errors", "latency"],
      rules: { null: "any" },
      tauMs: before.p95Ms,
      prices: undefined,
    });
    expect(fold.increments("1").metrics.latency).toEqual({ evidence: [2, 2, 2, 1], guard: [2, 1, 2, 1] });
    expect(mark).toBe(await telemetry.now());
  });
});
