import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import type { Inputs } from "#action-kit";
import { type CanaryReport, canaryStateSchema } from "#contracts";
import {
  cloudWatchKey,
  countRequests,
  type FakeDeps,
  type FakeTarget,
  fakeClock,
  fakeCloudWatch,
  fakeDeps,
  fakeEnvironment,
  fakeHost,
  fakePrometheus,
  fakeRayNode,
} from "#testing";
import { countedBlock, noRest } from "./counted-block.ts";
import { main } from "./main.ts";
import { run } from "./run.ts";
import { spec } from "./spec.ts";

const absent = Object.fromEntries(Object.keys(spec.inputs).map((name) => [name, undefined]));
const inputs = {
  ...absent,
  "metric-source": "prometheus",
  target: "none",
  "prometheus-dialect": "llm",
  "prometheus-url": "http://prometheus.test/prom",
  endpoint: "mail",
  "look-interval": 300,
  "max-duration": 7200,
  "tau-window": 3600,
  "warm-up": 100,
  alpha: 0.05,
  "min-requests": 50,
  null: "any",
  rule: "evidence",
  assignment: "request",
  state: "state/canary-state.json",
  "on-inconclusive": "hold",
  language: "en",
  "report-dir": "reports",
} as unknown as Inputs<typeof spec>;

interface Traffic {
  requests: number;
  failed?: number;
  slow?: number;
}

/** A router that a fake Prometheus scrapes; while the gate sleeps, the next traffic comes. */
async function watched(traffic: { canary: Traffic; baseline: Traffic }[], history = 200) {
  const fake = fakePrometheus(undefined);
  const router: FakeTarget = { job: "router", instance: "router:1", up: true, counters: new Map() };
  fake.targets.push(router);
  const count = (arm: "canary" | "baseline", { requests, failed = 0, slow = 0 }: Traffic): void => {
    const labels = `endpoint="mail",variant="${arm}"`;
    countRequests(router, labels, { requests: requests - failed - slow });
    countRequests(router, labels, { requests: failed, failed: true });
    countRequests(router, labels, { requests: slow, latencyMs: 900 });
  };
  const happen = (next: (typeof traffic)[number] | undefined): void => {
    if (next) for (const arm of ["canary", "baseline"] as const) count(arm, next[arm]);
    fake.advance(300_000 - 2000);
    fake.scrape();
  };
  count("baseline", { requests: 0 });
  countRequests(router, 'endpoint="mail",variant="baseline"', { requests: 0, latencyMs: 550 });
  fake.scrape();
  count("baseline", { requests: history * 0.9 });
  if (history > 0)
    countRequests(router, 'endpoint="mail",variant="baseline"', { requests: history * 0.1, latencyMs: 550 });
  fake.scrape();
  const clock = fakeClock();
  const sleep = clock.sleep;
  const waiting = {
    ...clock,
    async sleep(ms: number, signal?: AbortSignal) {
      happen(traffic.shift());
      await sleep(ms, signal);
    },
  };
  const deps = await fakeDeps({ http: fake.http, clock: waiting });
  return {
    fake,
    router,
    deps,
    clock,
    gate: (more: object = {}) => run({ ...inputs, ...more }, deps),
    state: async () =>
      canaryStateSchema.parse(JSON.parse(await readFile(join(deps.workspace, "state/canary-state.json"), "utf8"))),
  };
}
const json = ({ report }: { report?: { json: unknown } | undefined }): CanaryReport => report?.json as CanaryReport;
const fine = { canary: { requests: 200, failed: 2, slow: 8 }, baseline: { requests: 1800, failed: 18, slow: 80 } };

describe("canary-gate on what Prometheus counted", () => {
  it("passes a canary like its baseline, a look a run, and goes on from the state", async () => {
    const { gate, state } = await watched([fine, fine, fine]);
    for (const looks of [1, 2, 3]) {
      const result = await gate();
      expect(result).toMatchObject({ verdict: "pass", outputs: { looks: 1 } });
      expect((await state()).blocks).toHaveLength(looks);
    }
    const { errors, telemetry } = await state();
    expect([telemetry?.tauMs, errors.numerator > 0]).toEqual([expect.closeTo(550, 0), true]);
  });

  it("fails on errors and on slow answers, and takes nothing after that", async () => {
    const errors = await watched([{ ...fine, canary: { requests: 200, failed: 40 } }]);
    expect(await errors.gate()).toMatchObject({ verdict: "fail", outputs: { reasons: "evidence:errors" } });
    await expect(errors.gate()).rejects.toMatchObject({ code: "canary-rolled-back" });
    const slow = await watched([{ ...fine, canary: { requests: 200, slow: 90 } }]);
    const failed = await slow.gate();
    expect(failed).toMatchObject({ verdict: "fail", outputs: { reasons: "evidence:latency" } });
    expect(failed.report?.markdown).toContain("prometheus");
  });

  it("is inconclusive without data, never passed", async () => {
    const none = await watched([]);
    const { verdict, outputs, report } = await none.gate();
    expect([verdict, outputs["reasons"]]).toEqual(["inconclusive", expect.stringContaining("empty-arm")]);
    expect(json({ report }).notes).toContain("no-series-canary");
    const oneArm = await watched([{ canary: { requests: 0 }, baseline: { requests: 500 } }]);
    expect((await oneArm.gate()).verdict).toBe("inconclusive");
    const wrong = await watched([fine]);
    expect((await wrong.gate({ "canary-selector": ["variant=cnary"] })).verdict).toBe("inconclusive");
  });

  it("is inconclusive over a target that is gone", async () => {
    const { gate, router } = await watched([fine, fine]);
    await gate();
    router.up = false;
    const { verdict, report } = await gate();
    expect(verdict).toBe("inconclusive");
    expect(report?.markdown).toContain("Series are gone");
  });

  it("burns the first look for the p95 where there is none from before", async () => {
    const { gate, state } = await watched([fine, fine], 0);
    const first = await gate();
    expect(first).toMatchObject({ verdict: "inconclusive", outputs: { reasons: "no-data:latency" } });
    expect(json(first).notes).toContain("tau-unknown");
    expect((await state()).telemetry?.tauMs).toBeGreaterThan(0);
    expect((await gate()).outputs["reasons"]).not.toContain("no-data");
  });

  it("takes the p95 that it is told, and needs none for errors alone", async () => {
    const told = await watched([fine], 0);
    expect(json(await told.gate({ tau: 0.5 }))).toMatchObject({ tauMs: 500, verdict: "pass" });
    const errors = await watched([fine], 0);
    expect(json(await errors.gate({ metrics: ["errors"], state: undefined }))).toMatchObject({ verdict: "pass" });
  });

  it("counts a look once: of a run that was stopped nothing counts, and the next one counts it all", async () => {
    const { gate, fake, state } = await watched([fine, fine]);
    await gate();
    const before = await state();
    fake.misbehave = (parameters) =>
      parameters.get("query")?.includes("canary") ? { status: 200, body: "<html>" } : undefined;
    await expect(gate()).rejects.toMatchObject({ code: "prometheus-not-there" });
    expect(await state()).toEqual(before);
    fake.misbehave = undefined;
    const { report } = await gate();
    expect(json({ report }).looks[0]?.metrics.errors?.canary).toEqual({ events: 4, n: 400 });
  });

  it("waits for a look as long as it is told, whatever the clock of the run before said", async () => {
    const { gate, clock } = await watched([fine, fine, fine, fine]);
    await gate();
    clock.advance(-86_400_000);
    const started = clock.now();
    await gate();
    expect(clock.now() - started).toBe(300_000);
    clock.advance(200_000);
    const later = clock.now();
    await gate();
    expect(clock.now() - later).toBe(100_000);
  });
});

describe("canary-gate on Ray's own metrics", () => {
  it("burns the first look for the p95, and judges in the next", async () => {
    const node = await fakeRayNode();
    const { deps, gate } = await watched([]);
    const sleep = deps.clock.sleep;
    let failed = 2;
    deps.clock.sleep = async (ms, signal) => {
      node.count("mail--m1", { requests: 1700 });
      node.count("mail--m1", { requests: 18, status: 500 });
      node.count("mail--m1", { requests: 100, latencyMs: 550 });
      node.count("mail--m2", { requests: 200 - failed });
      node.count("mail--m2", { requests: failed, status: 500 });
      await sleep(ms, signal);
    };
    const ray = {
      "metric-source": "ray-serve",
      "ray-metrics": [node.address],
      "canary-selector": ["application=mail--m2"],
      "baseline-selector": ["application=mail--m1"],
    };
    try {
      expect((await gate(ray)).outputs["reasons"]).toBe("no-data:latency");
      expect(json(await gate(ray))).toMatchObject({ verdict: "pass", source: "ray-serve", tauMs: expect.any(Number) });
      failed = 60;
      expect((await gate(ray)).outputs["reasons"]).toBe("evidence:errors");
    } finally {
      await node.close();
    }
  });
});

describe("canary-gate on SageMaker's variants", () => {
  it("passes, and fails on errors, by what CloudWatch tells of them", async () => {
    const clock = fakeClock();
    const fake = fakeCloudWatch(clock);
    const sleep = clock.sleep;
    let failed = 2;
    clock.sleep = async (ms, signal) => {
      clock.advance(60_000);
      fake.invoke("blue", 1800, { latencyMs: 100 });
      fake.invoke("blue", 18, { status: 500 });
      fake.invoke("blue", 100, { latencyMs: 900 });
      fake.invoke("green", 200 - failed, { latencyMs: 100 });
      fake.invoke("green", failed, { status: 500 });
      clock.sleep = sleep;
      await sleep(ms, signal);
    };
    const next = clock.sleep;
    const environment = fakeEnvironment({
      AWS_ACCESS_KEY_ID: cloudWatchKey.accessKeyId,
      AWS_SECRET_ACCESS_KEY: cloudWatchKey.secretAccessKey,
    });
    const deps = await fakeDeps({ http: fake.http, clock, environment });
    const gate = () => {
      clock.sleep = next;
      const selectors = { "canary-selector": ["VariantName=green"], "baseline-selector": ["VariantName=blue"] };
      const more = { "metric-source": "cloudwatch", region: cloudWatchKey.region, tau: 0.5, ...selectors };
      return run({ ...inputs, ...more } as never, deps);
    };
    const passed = await gate();
    expect(passed).toMatchObject({ verdict: "pass" });
    expect(json(passed).notes).toContain("latency-interpolated");
    failed = 60;
    expect((await gate()).outputs["reasons"]).toBe("evidence:errors");
  });
});

describe("two gates on one deployment", () => {
  it("are refused by name, until the first has ended", async () => {
    const { gate, clock } = await watched([fine, { ...fine, canary: { requests: 200, failed: 60 } }, fine]);
    await gate();
    const other = { state: "other/canary-state.json" };
    await expect(gate(other)).rejects.toMatchObject({
      code: "gate-busy",
      message: expect.stringMatching(/state\/canary-state\.json .*actions\/runs\/42/),
    });
    await expect(gate({ state: undefined })).rejects.toMatchObject({ code: "gate-busy" });
    expect((await gate({ state: "third.json", endpoint: "another" })).verdict).toBe("inconclusive");
    expect((await gate()).verdict).toBe("fail");
    clock.advance(1);
    expect((await gate(other)).verdict).not.toBe("fail");
  });

  it("are refused while one of them looks, and free again after one that was given up", async () => {
    const { deps, gate, clock } = await watched([fine, fine]);
    let second: unknown;
    const http: FakeDeps["http"] = {
      async send(request) {
        second ??= await run({ ...inputs, state: undefined }, deps).catch((error: unknown) => error);
        return deps.http.send(request);
      },
    };
    await run(inputs, { ...deps, http });
    expect(second).toMatchObject({ code: "gate-busy", message: expect.stringContaining(`process ${process.pid}`) });
    clock.advance(7_500_000 + 1);
    expect((await gate({ state: "other/canary-state.json" })).verdict).toBeDefined();
  });
});

describe("bad input", () => {
  const refused = async (more: object) => (await watched([])).gate(more).catch((error: unknown) => error);

  it("is told at once, before anything is asked", async () => {
    const { gate, fake } = await watched([]);
    const bad = { "prometheus-url": undefined, "canary-selector": ["variant"], "baseline-selector": ["=x"] };
    const error = await gate(bad).catch((thrown: unknown) => thrown);
    expect(error).toMatchObject({
      problems: [{ where: "prometheus-url" }, { where: "canary-selector" }, { where: "baseline-selector" }],
    });
    expect(fake.requests).toHaveLength(0);
  });

  it.each([
    [{ "metric-source": "ray-serve" }, "ray-address: is needed"],
    [{ "metric-source": "cloudwatch", endpoint: undefined }, "endpoint: is needed"],
    [{ "metric-source": "cloudwatch", region: "r", "canary-selector": ["Variant=a"] }, "more than a variant"],
    [{ "metric-source": "ray-serve", "ray-metrics": ["no address:"] }, '"no address:" is no address'],
    [{ "canary-selector": ["pod=a"], "baseline-selector": ["variant=baseline"] }, "selects series"],
    [{ "prometheus-token": "t", "prometheus-user": "u" }, "stands beside"],
    [{ metrics: ["quality", "cost"] }, "tell nothing of"],
  ])("%j: %s", async (more, problem) => {
    expect(await refused(more)).toMatchObject({ message: expect.stringContaining(problem) });
  });

  it("is a state of another source, or of none", async () => {
    const { gate, deps } = await watched([fine, fine]);
    await gate();
    await expect(gate({ endpoint: "other" })).rejects.toMatchObject({ code: "canary-source-changed" });
    const looks = { block: "1", canary: { requests: 100, errors: 1 }, baseline: { requests: 100, errors: 1 } };
    await writeFile(join(deps.workspace, "looks.jsonl"), JSON.stringify(looks));
    const file = { "metric-source": "file", "metrics-file": "looks.jsonl", state: "file.json" };
    await gate(file);
    await expect(gate({ endpoint: "third", state: "file.json" })).rejects.toMatchObject({
      code: "canary-source-changed",
    });
  });

  it("fails the step, with the verdict error", async () => {
    const deps = await fakeDeps();
    const host = fakeHost({ "metric-source": "prometheus", "report-dir": deps.workspace });
    await main({ host, distFolder: deps.distFolder });
    expect(host.outputs.get("verdict")).toBe("error");
    expect(host.failures[0]).toContain("prometheus-url");
  });
});

describe("interpolated counts", () => {
  it("are whole in every block, and all of them in all blocks", () => {
    let [rest, sum] = [noRest, 0];
    for (let look = 0; look < 30; look++) {
      const arm = { requests: 2, errors: 0, overTau: 1 / 3, overMargin: 0.3 };
      const told = countedBlock({ block: `${look}`, canary: arm, baseline: arm }, rest);
      expect(told.block.canary.over_margin).toBeLessThanOrEqual(told.block.canary.over_tau ?? 0);
      sum += told.block.canary.over_tau ?? 0;
      rest = told.rest;
    }
    expect(sum).toBe(10);
  });

  it("say nothing where the source says nothing, and are never more than the requests", () => {
    const unknown = { requests: 5, errors: undefined, overTau: undefined, overMargin: undefined };
    const many = { requests: 5, errors: 9, overTau: 7, overMargin: 6 };
    const { block, rest } = countedBlock({ block: "1", canary: unknown, baseline: many }, noRest);
    expect(block.canary).toEqual({ requests: 5 });
    expect(block.baseline).toEqual({ requests: 5, errors: 5, over_tau: 5, over_margin: 5 });
    expect(rest.baseline).toEqual({ overTau: 2, overMargin: 1 });
  });
});
