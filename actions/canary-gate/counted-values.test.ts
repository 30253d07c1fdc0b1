import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { type CanaryReport, oneShotReportSchema } from "#contracts";
import {
  type FakeTarget,
  fakeClock,
  fakeDeps,
  fakePrometheus,
  fakeRayNode,
  gateInputs,
  type ServedTraffic,
  servedBy,
} from "#testing";
import { run } from "./run.ts";
import { spec } from "./spec.ts";

const config = (more: object = {}): string =>
  JSON.stringify({
    schemaVersion: 1,
    shares: { errors: 0.3, latency: 0.2, cost: 0.25, "time-to-first-token": 0.25 },
    further: {
      cost: { larger: "worse", max: 0.001, matters: 1.2 },
      "time-to-first-token": { larger: "worse", max: 1000, matters: 1.2 },
    },
    prices: { canary: { input: 1, output: 2 }, baseline: { input: 1, output: 2 } },
    ...more,
  });

type Server = keyof typeof servedBy;
const fine: ServedTraffic = { requests: 100, firstTokenMs: 50, promptTokens: 40, completionTokens: 8 };
interface Look {
  canary: ServedTraffic;
  baseline?: ServedTraffic;
}

/** Pods of a server that a fake Prometheus scrapes, one a service; while the gate sleeps, the next look's traffic comes. */
async function watched(server: Server, looks: Look[], yaml = config()) {
  const fake = fakePrometheus(undefined);
  const pods: FakeTarget = { job: "pods", instance: "pod:8000", up: true, counters: new Map() };
  fake.targets.push(pods);
  const serve = (arm: "canary" | "stable", traffic: ServedTraffic): void => {
    servedBy[server](pods, `service="mail-${arm}"`, traffic);
    servedBy[server](pods, `service="mail-${arm}"`, { requests: 1, failed: true });
  };
  for (const { canary, baseline = fine } of looks)
    for (const [arm, traffic] of [["canary", canary] as const, ["stable", baseline] as const])
      serve(arm, { ...traffic, requests: 0 });
  fake.scrape();
  const clock = fakeClock();
  const { sleep } = clock;
  clock.sleep = async (ms, signal) => {
    if (ms === 300_000) {
      const look = looks.shift();
      if (look) {
        serve("canary", look.canary);
        serve("stable", { ...(look.baseline ?? fine), requests: 500 });
      }
      fake.advance(298_000);
      fake.scrape();
    }
    await sleep(ms, signal);
  };
  const deps = await fakeDeps({ http: fake.http, clock });
  await writeFile(join(deps.workspace, "metrics.yaml"), yaml);
  const inputs = {
    ...gateInputs,
    "metric-source": "prometheus",
    "prometheus-dialect": server,
    "prometheus-url": "http://prometheus.test/prom",
    "metrics-file": undefined,
    endpoint: "mail",
    "canary-selector": ["service=mail-canary"],
    "baseline-selector": ["service=mail-stable"],
    "look-interval": 300,
    tau: 0.5,
    plan: undefined,
    "metrics-config": "metrics.yaml",
  };
  return { deps, gate: (more: object = {}) => run({ ...inputs, ...more } as never, deps) };
}
const json = ({ report }: { report?: { json: unknown } | undefined }): CanaryReport => report?.json as CanaryReport;
const problemsOf = async (
  gate: Promise<{ verdict?: unknown }>,
): Promise<{ where: string; problem: string; mend?: string }[]> =>
  (await gate.then(() => ({ problems: [] })).catch((thrown) => thrown)).problems;

describe("canary-gate on vLLM's own series", () => {
  it("passes a canary like its baseline, and judges cost and first token by histograms, which it says", async () => {
    const { gate } = await watched("vllm", [{ canary: fine }]);
    const passed = await gate();
    expect(passed).toMatchObject({ verdict: "pass", outputs: { reasons: "" } });
    const [look] = json(passed).looks;
    expect(look?.metrics["time-to-first-token"]).toMatchObject({ canary: { n: 100 }, baseline: { n: 500 } });
    expect((look?.metrics["cost"]?.canary.events ?? 0) / 100).toBeCloseTo((35 * 1 + 7.5 * 2) / 1e6, 8);
    expect(look?.metrics.errors).toMatchObject({ canary: { events: 1, n: 101 } });
    expect(json(passed).notes).toContain("values-interpolated:cost");
    expect(passed.report?.markdown).toContain("only histograms tell its values");
  });

  it.each([
    ["time-to-first-token", { ...fine, firstTokenMs: 400 }],
    ["cost", { ...fine, completionTokens: 90 }],
    ["errors", { ...fine, requests: 60, failed: true }],
  ])("rolls back what is worse in %s", async (metric, canary) => {
    const { gate } = await watched("vllm", [{ canary }]);
    const { verdict, outputs } = await gate({ metrics: [metric] });
    expect([verdict, outputs["reasons"]]).toEqual(["fail", `evidence:${metric}`]);
  });

  it("holds the weight where a value may be anything, or nothing was streamed", async () => {
    const beyond = await watched(
      "vllm",
      [{ canary: { ...fine, promptTokens: 5000 } }],
      config({
        further: {
          cost: { larger: "worse", max: 1, matters: 1.2 },
          "time-to-first-token": { larger: "worse", max: 1000, matters: 1.2 },
        },
      }),
    );
    const held = await beyond.gate({ metrics: ["errors", "cost"] });
    expect(held).toMatchObject({ verdict: "inconclusive", outputs: { reasons: "no-data:cost" } });
    expect(json(held).notes).toContain("values-beyond-bounds:cost");
    const { firstTokenMs: _none, ...whole } = fine;
    const silent = await watched("vllm", [{ canary: whole, baseline: whole }]);
    expect((await silent.gate({ metrics: ["errors", "time-to-first-token"] })).outputs["reasons"]).toBe(
      "no-data:time-to-first-token",
    );
  });

  it("says nothing under another server's names, which is never a pass", async () => {
    const { gate } = await watched("vllm", [{ canary: fine }]);
    const { verdict, outputs } = await gate({ "prometheus-dialect": "tgi", metrics: ["errors"] });
    expect([verdict, outputs["reasons"]]).toEqual(["inconclusive", expect.stringContaining("empty-arm")]);
  });
});

describe("names of the user's own", () => {
  it("stand in the place of the dialect's: a gateway's requests, a model server's first token", async () => {
    const counters = {
      requests: "http_requests_total",
      status: ["status"],
      only: { handler: ["/v1/chat/completions"] },
      latency: { histogram: "vllm:e2e_request_latency_seconds", unit: "seconds" },
      firstToken: { histogram: "vllm:time_to_first_token_seconds", unit: "seconds" },
      valueLabels: { canary: { service: "mail-canary" }, baseline: { service: "mail-stable" } },
    };
    const yaml = config({ counters });
    const { gate } = await watched("vllm", [{ canary: { ...fine, firstTokenMs: 400 } }], yaml);
    const more = { "prometheus-dialect": "istio", metrics: ["errors", "latency", "time-to-first-token"] };
    expect((await gate(more)).outputs["reasons"]).toBe("evidence:time-to-first-token");
  });

  it("are refused with everything that is none", async () => {
    const counters = {
      requests: 'x"} or up{a="',
      latency: { histogram: "a_bucket", unit: "minutes" },
      outcomes: { "0": "fine" },
      speed: "x",
      valueLabels: { canary: {}, baseline: { "1": "x" } },
    };
    const { gate } = await watched("vllm", [], config({ counters }));
    const told = (await problemsOf(gate())).map(({ where, problem }) => `${where} ${problem}`).join("\n");
    for (const part of [
      /counters\.requests/,
      /_bucket/,
      /unit/,
      /outcomes/,
      /speed/,
      /canary.*names no label/,
      /baseline/,
    ])
      expect(told).toMatch(part);
  });
});

describe("what histograms do not tell", () => {
  it.each([
    [
      "llm",
      {},
      "cost",
      /llm has no histogram for promptTokens and completionTokens, and a sum has no variance.*traces/,
    ],
    ["tgi", {}, "time-to-first-token", /tgi has no histogram for firstTokenMs.*; or set quality-source: traces/],
    ["vllm", { prices: undefined }, "cost", /name prices/],
    [
      "istio",
      { further: { rating: { larger: "better", max: 5, matters: 0.9 } }, shares: { errors: 0.5, rating: 0.5 } },
      "rating",
      /quality-source: traces/,
    ],
  ])("is refused with what would: %s %j", async (dialect, more, metric, mend) => {
    const { gate } = await watched("vllm", [], config(more));
    const [problem] = await problemsOf(gate({ "prometheus-dialect": dialect, metrics: [metric] }));
    expect(problem).toMatchObject({ where: "metrics", problem: `counts tell nothing of "${metric}"`, mend });
  });

  it("is refused of a metric that was declared, too, and the legal ones are listed", async () => {
    const { gate } = await watched("vllm", []);
    expect(await problemsOf(gate({ "prometheus-dialect": "tgi" }))).toMatchObject([
      { problem: 'counts tell nothing of "time-to-first-token"', legal: "errors, latency, cost" },
    ]);
    const cloud = { "metric-source": "cloudwatch", region: "eu-west-1", metrics: ["cost", "errors"] };
    expect(await problemsOf(gate(cloud))).toMatchObject([{ mend: /data-capture/, legal: "errors, latency" }]);
  });

  it("are arms that nobody can tell without selectors", async () => {
    const { gate } = await watched("vllm", []);
    const none = { "canary-selector": undefined, "baseline-selector": undefined };
    expect(await problemsOf(gate(none))).toMatchObject([
      { where: "canary-selector", problem: "names no label" },
      { where: "baseline-selector", problem: "names no label" },
    ]);
  });
});

describe("one comparison of counts", () => {
  it("judges the first token by its histogram, and refuses a cost in parts, a target and a plan", async () => {
    const slow = await watched("vllm", [{ canary: { ...fine, firstTokenMs: 400 } }]);
    const result = await slow.gate({ rule: "one-shot", metrics: ["errors", "time-to-first-token"] });
    expect([result.verdict, result.outputs["reasons"]]).toEqual(["fail", "one-shot:time-to-first-token"]);
    expect(oneShotReportSchema.parse(result.report?.json).notes).toContain("values-interpolated:time-to-first-token");
    const parts = slow.gate({ rule: "one-shot", metrics: ["cost"] });
    expect(await problemsOf(parts)).toMatchObject([{ problem: expect.stringContaining("known in parts alone") }]);
    const driven = { rule: "one-shot", target: "kubernetes", plan: ["10%"], state: "s.json" };
    expect(await problemsOf(slow.gate(driven))).toMatchObject([
      { where: "target", problem: "is kubernetes, and rule: one-shot moves none of its weights" },
      { where: "plan" },
      { where: "state" },
    ]);
    const untouched = { rule: "one-shot", plan: spec.inputs.plan.default?.split(","), metrics: ["errors"] };
    expect((await slow.gate(untouched)).verdict).toBe("inconclusive");
  });
});

describe("canary-gate on Ray Serve LLM", () => {
  it("judges the first token of replicas, whose series it is told", async () => {
    const node = await fakeRayNode();
    const labels = { canary: { model_name: "m2" }, baseline: { model_name: "m1" } };
    const { deps, gate } = await watched("vllm", [], config({ counters: { valueLabels: labels } }));
    const { sleep } = deps.clock;
    deps.clock.sleep = async (ms, signal) => {
      for (const [at, count] of [[1, 500] as const, [2, 100] as const]) {
        node.count(`mail--m${at}`, { requests: count });
        for (const [le, below] of [
          ["0.06", at === 1 ? count : 0],
          ["0.5", count],
          ["+Inf", count],
        ] as const) {
          const series = `ray_vllm_time_to_first_token_seconds_bucket{model_name="m${at}",le="${le}"}`;
          node.counters.set(series, (node.counters.get(series) ?? 0) + below);
        }
      }
      await sleep(ms, signal);
    };
    const ray = {
      "metric-source": "ray-serve",
      "ray-metrics": [node.address],
      "canary-selector": ["application=mail--m2"],
      "baseline-selector": ["application=mail--m1"],
      metrics: ["errors", "time-to-first-token"],
      state: "ray.json",
    };
    try {
      expect((await gate(ray)).outputs["reasons"]).toBe("evidence:time-to-first-token");
    } finally {
      await node.close();
    }
  });

  it("refuses names that it does not read, and first tokens without labels", async () => {
    const ray = {
      "metric-source": "ray-serve",
      "ray-metrics": ["127.0.0.1:1"],
      "canary-selector": ["application=a"],
      "baseline-selector": ["application=b"],
    };
    const firstToken = { histogram: "x", unit: "seconds" };
    const named = await watched("vllm", [], config({ counters: { requests: "x", firstToken } }));
    expect(await problemsOf(named.gate({ ...ray, metrics: ["errors"] }))).toMatchObject([
      { where: "metrics-config: counters.requests", legal: expect.stringContaining("firstToken") },
      { where: "metrics-config: counters.valueLabels" },
    ]);
    const bare = await watched("vllm", []);
    expect(await problemsOf(bare.gate({ ...ray, metrics: ["time-to-first-token"] }))).toMatchObject([
      { mend: expect.stringContaining("counters.valueLabels") },
    ]);
  });
});
