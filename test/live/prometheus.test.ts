import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { nodeClock, nodePlatform } from "#platform";
import { type CountedTelemetry, countedProviders, type Dialect, llmDialect, prometheusDialects } from "#telemetry";
import { type CountedUnderTest, countedConformance, fakeDeps, servedBy } from "#testing";
import { run } from "../../actions/canary-gate/run.ts";
import { spec } from "../../actions/canary-gate/spec.ts";
import { Exporter } from "./prometheus/exporter.ts";
import { login, type PrometheusServer, startPrometheus } from "./prometheus/server.ts";

/** Debian's Prometheus, which scrapes what we count. */
const exporter = new Exporter();
const second = new Exporter();
const staleMs = 1500;
let server: PrometheusServer;
let endpoints = 0;

beforeAll(async () => {
  await exporter.start();
  await second.start();
  server = await startPrometheus({ router: `127.0.0.1:${exporter.port}`, second: `127.0.0.1:${second.port}` });
  await exporter.scraped();
  await second.scraped();
});

afterAll(async () => {
  await server?.stop();
  await exporter.stop();
  await second.stop();
});

/** An endpoint of its own, so that tests see nothing of each other. */
async function endpoint(dialect: Dialect = llmDialect) {
  const name = `e${++endpoints}`;
  const of = (arm: string): string => `endpoint="${name}",variant="${arm}"`;
  const config = {
    ...login,
    url: server.url,
    canary: { endpoint: name, variant: "canary" },
    baseline: { endpoint: name, variant: "baseline" },
    dialect,
    staleMs,
  };
  const both = (requests: number, by = exporter): void => {
    for (const arm of ["canary", "baseline"]) by.count(of(arm), { requests });
  };
  return { name, of, both, config, source: await countedProviders.prometheus(nodePlatform(), config) };
}

const conforming = async (): Promise<CountedUnderTest> => {
  const { of, source } = await endpoint();
  return {
    open: () => source,
    remembers: true,
    async happen(...traffic) {
      for (const each of traffic) exporter.count(of(each.arm), each);
      await exporter.scraped();
    },
  };
};
countedConformance("a real Prometheus", conforming, 5);

describe("what servers and gateways count", () => {
  it.each(Object.keys(servedBy) as (keyof typeof servedBy)[])("is read of %s by its own names", async (server) => {
    const { of, source } = await endpoint(prometheusDialects[server]);
    const request = { firstTokenMs: 50, promptTokens: 40, completionTokens: 8 };
    const serve = (arm: string, requests: number): void => {
      servedBy[server](exporter, of(arm), { ...request, requests, latencyMs: 550 });
      servedBy[server](exporter, of(arm), { requests, failed: true });
    };
    for (const arm of ["canary", "baseline"]) serve(arm, 0);
    await exporter.scraped();
    const mark = await source.now();
    serve("canary", 20);
    serve("baseline", 90);
    await exporter.scraped();
    const { canary, baseline, notes } = await source.since(mark, 500);
    expect({ canary, baseline, notes }).toMatchObject({
      canary: { requests: 40, errors: 20, overTau: 20, overMargin: 0 },
      baseline: { requests: 180, errors: 90, overTau: 90, overMargin: 0 },
      notes: [],
    });
    if (server === "vllm") expect(canary.values?.firstTokenMs).toEqual([{ low: 40, high: 60, count: 20 }]);
  });
});

describe("what a real Prometheus scraped", () => {
  /** Looks until the exporter ended: what each look added. */
  async function looks(source: CountedTelemetry, mark: string, steps: (() => Promise<void>)[]) {
    const seen: [number, string[]][] = [];
    for (const step of steps) {
      await step();
      const counted = await source.since(mark, 500);
      mark = counted.mark;
      seen.push([counted.canary.requests, counted.notes]);
    }
    return seen;
  }
  const wait = (ms: number) => new Promise<void>((resolve) => setTimeout(resolve, ms));

  it("is counted once through a restart, an absence and a return", async () => {
    const { both, source } = await endpoint();
    both(100, second);
    await second.scraped();
    const seen = await looks(source, await source.now(), [
      async () => {
        both(5, second);
        await second.scraped();
        second.counters = new Map();
        both(3, second);
        await second.scraped();
      },
      async () => {
        await second.stop();
        both(7, second);
        await wait(staleMs + 500);
      },
      async () => {
        await second.start();
        both(2, second);
        await second.scraped();
      },
      async () => {
        await second.stop();
        second.counters = new Map();
        both(4, second);
        await second.start();
        await second.scraped();
      },
    ]);
    expect(seen).toEqual([
      [8, ["counter-reset"]],
      [0, ["no-series-baseline", "no-series-canary", "series-gone"]],
      [9, []],
      [4, ["counter-reset"]],
    ]);
  });

  it("holds the first error of a process, which increase() of the same server loses", async () => {
    const { name, of, both, source } = await endpoint();
    both(50);
    await exporter.scraped();
    const mark = await source.now();
    exporter.count(of("canary"), { requests: 6, failed: true });
    await exporter.scraped(4);
    expect((await source.since(mark, 500)).canary).toMatchObject({ requests: 6, errors: 6 });
    const query = `sum(increase(llm_requests_total{endpoint="${name}",variant="canary",status="502"}[30s]))`;
    const authorization = `Basic ${Buffer.from(`${login.user}:${login.password}`).toString("base64")}`;
    const response = await fetch(`${server.url}/api/v1/query?${new URLSearchParams({ query })}`, {
      headers: { authorization },
    });
    expect(await response.json()).toMatchObject({ data: { result: [{ value: [expect.anything(), "0"] }] } });
  });

  it("is counted from its first sample where a process goes on under another role", async () => {
    const { name, of, source } = await endpoint();
    second.count(of("baseline"), { requests: 1000 });
    await second.scraped();
    const mark = await source.now();
    for (const [series, value] of [...second.counters]) {
      if (!series.includes(`"${name}"`)) continue;
      second.counters.delete(series);
      second.counters.set(series.replace("baseline", "canary"), value);
    }
    await second.scraped();
    second.count(of("canary"), { requests: 5 });
    await second.scraped();
    const { canary, notes } = await source.since(mark, 500);
    expect([canary.requests, notes]).toEqual([5, expect.arrayContaining(["series-appeared"])]);
  });

  it("is not there without the login, or for what is no query", async () => {
    const { config } = await endpoint();
    const wrong = await countedProviders.prometheus(nodePlatform(), { ...config, password: "wrong" });
    await expect(wrong.now()).rejects.toMatchObject({ code: "prometheus-unauthorized" });
    const bad = await countedProviders.prometheus(nodePlatform(), { ...config, canary: { "no-label": "x" } });
    await expect(bad.now()).rejects.toMatchObject({ code: "prometheus-refused", message: /parse error/ });
  });
});

describe("canary-gate on a real Prometheus", () => {
  const folder = mkdtempSync(join(tmpdir(), "genai-live-gate-"));
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  it("passes a canary like its baseline in one run, and rolls it back in the next", async () => {
    const { name, of } = await endpoint();
    const count = (arm: string, requests: number, failed: number): void => {
      exporter.count(of(arm), { requests: requests - failed });
      exporter.count(of(arm), { requests: failed, failed: true });
    };
    count("baseline", 1, 0);
    await exporter.scraped();
    count("baseline", 200, 2);
    await exporter.scraped();
    const deps = await fakeDeps({ clock: nodeClock() });
    const inputs = {
      ...Object.fromEntries(Object.keys(spec.inputs).map((input) => [input, undefined])),
      "metric-source": "prometheus",
      target: "none",
      "quality-source": "none",
      "prometheus-dialect": "llm",
      "prometheus-url": server.url,
      "prometheus-user": login.user,
      "prometheus-password": login.password,
      endpoint: name,
      "look-interval": 1.5,
      "max-duration": 600,
      "tau-window": 600,
      "warm-up": 100,
      alpha: 0.05,
      "min-requests": 50,
      null: "any",
      rule: "evidence",
      assignment: "request",
      state: join(folder, "canary-state.json"),
      "on-inconclusive": "hold",
      language: "ru",
      "report-dir": folder,
    };
    const gate = () => run(inputs as never, deps);
    const first = gate();
    await exporter.scraped();
    count("baseline", 900, 9);
    count("canary", 100, 1);
    const passed = await first;
    expect(passed).toMatchObject({ verdict: "pass" });
    expect(passed.report?.json).toMatchObject({
      looks: [{ metrics: { errors: { canary: { events: 1, n: 100 }, baseline: { events: 9, n: 900 } } } }],
    });
    count("canary", 100, 30);
    count("baseline", 900, 9);
    await exporter.scraped();
    expect(await gate()).toMatchObject({ verdict: "fail", outputs: { reasons: "evidence:errors" } });
  });
});
