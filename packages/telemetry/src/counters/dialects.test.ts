import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { countedProviders, type Dialect, prometheusDialects } from "#telemetry";
import { countedConformance, type FakeTarget, fakeDeps, fakePrometheus, type ServedTraffic, servedBy } from "#testing";

type Server = keyof typeof servedBy;
const servers = Object.keys(servedBy) as Server[];

async function scraped(server: Server, dialect: Dialect = prometheusDialects[server]) {
  const fake = fakePrometheus(undefined);
  const target: FakeTarget = { job: "pods", instance: "pod:8000", up: true, counters: new Map() };
  fake.targets.push(target);
  const deps = await fakeDeps({ http: fake.http });
  const source = await countedProviders.prometheus(deps, {
    url: "http://prometheus.test/prom/",
    canary: { service: "mail-canary" },
    baseline: { service: "mail-stable" },
    dialect,
  });
  const services = { canary: 'service="mail-canary"', baseline: 'service="mail-stable"' };
  return {
    fake,
    target,
    source,
    serve(arm: "canary" | "baseline", traffic: ServedTraffic): void {
      servedBy[server](target, services[arm], traffic);
    },
  };
}

for (const server of servers)
  countedConformance(
    `prometheus, ${server}`,
    async () => {
      const { fake, source, serve } = await scraped(server);
      fake.scrape();
      return {
        open: () => source,
        remembers: true,
        async happen(...traffic) {
          for (const each of traffic) serve(each.arm, each);
          fake.scrape();
        },
      };
    },
    3,
  );

/** What was counted of the traffic of one look; both arms were there before. */
async function looked(server: Server, traffic: ServedTraffic[], dialect?: Dialect) {
  const { fake, target, source, serve } = await scraped(server, dialect);
  for (const arm of ["canary", "baseline"] as const)
    for (const each of traffic) serve(arm, { ...each, requests: 0, failed: false });
  fake.scrape();
  const mark = await source.now();
  for (const each of traffic) serve("canary", each);
  fake.scrape();
  return { counted: await source.since(mark, 500), target };
}

describe("single requests", () => {
  const traffic = [
    { requests: 6, latencyMs: 300, firstTokenMs: 50, promptTokens: 40, completionTokens: 8 },
    { requests: 2, latencyMs: 900, firstTokenMs: 700, promptTokens: 2000, completionTokens: 8 },
  ];

  it("are told by vLLM's histograms, in milliseconds and tokens, what lies above the last bound as without end", async () => {
    const { values } = (await looked("vllm", traffic)).counted.canary;
    expect(values).toEqual({
      firstTokenMs: [
        { low: 40, high: 60, count: 6 },
        { low: 500, high: 1000, count: 2 },
      ],
      promptTokens: [
        { low: 20, high: 50, count: 6 },
        { low: 1000, high: Number.POSITIVE_INFINITY, count: 2 },
      ],
      completionTokens: [{ low: 5, high: 10, count: 8 }],
      latencyMs: [
        { low: 100, high: 500, count: 6 },
        { low: 600, high: 1000, count: 2 },
      ],
    });
  });

  it("are told by TGI's without a first token, and by a gateway's of their latency alone", async () => {
    const tgi = (await looked("tgi", traffic)).counted.canary.values;
    expect(Object.keys(tgi ?? {})).toEqual(["promptTokens", "completionTokens", "latencyMs"]);
    expect(Object.keys((await looked("istio", traffic)).counted.canary.values ?? {})).toEqual(["latencyMs"]);
  });

  it("are not asked for where no dialect names them", async () => {
    const { values: _values, ...bare } = prometheusDialects.vllm;
    expect((await looked("vllm", traffic, bare)).counted.canary.values).toBeUndefined();
  });
});

describe("a page that vLLM wrote", () => {
  const page = join(import.meta.dirname, "__fixtures__/vllm-0.25.1-metrics.txt");
  const lines = readFileSync(page, "utf8").split("\n");
  const series = lines.flatMap((line) => {
    const [, name, labels, value] = /^([^#{]+)\{(.*)\} (\S+)$/.exec(line) ?? [];
    return name === undefined ? [] : [[`${name}{service="mail-canary",${labels}}`, Number(value)] as const];
  });

  it("tells of its requests what was in truth asked", async () => {
    const { fake, target, source } = await scraped("vllm");
    for (const [key] of series) target.counters.set(key, 0);
    fake.scrape();
    const mark = await source.now();
    for (const [key, value] of series) target.counters.set(key, value);
    fake.scrape();
    const { canary } = await source.since(mark, 500);
    expect(canary).toMatchObject({ requests: 850, errors: 1 });
    expect(canary.values?.completionTokens).toEqual([
      { low: 5, high: 10, count: 557 },
      { low: 200, high: 500, count: 292 },
    ]);
    for (const name of ["firstTokenMs", "promptTokens", "latencyMs"] as const)
      expect(canary.values?.[name]?.reduce((sum, { count }) => sum + count, 0)).toBe(849);
    // those of 256 tokens at 64 at once took 0.69 s, and no other half of that
    expect([canary.overTau, canary.overMargin]).toEqual([256, expect.closeTo(256 * (2 / 3), 0)]);
  });
});

describe("what is nobody's fault, or nobody's request", () => {
  const traffic = [{ requests: 10 }, { requests: 4, failed: true }];

  it.each(servers)("is not counted by %s: probes, callers' mistakes, the other side's count", async (server) => {
    expect((await looked(server, traffic)).counted.canary).toMatchObject({ requests: 14, errors: 4 });
  });

  it("would be counted, without a word on labels and outcomes", async () => {
    const dialect = { ...prometheusDialects.istio, outcomes: {}, only: {} };
    const { canary } = (await looked("istio", traffic, dialect)).counted;
    // both sides' counts, and callers who went away
    expect(canary.requests).toBe(42);
  });
});
