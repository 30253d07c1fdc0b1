import { describe, expect, it } from "vitest";
import { ToolkitError } from "#contracts";
import { countedProviders, labelsOf, llmDialect } from "#telemetry";
import { countedConformance, countRequests, type FakeTarget, fakeDeps, fakePrometheus } from "#testing";
import type { PrometheusConfig } from "./index.ts";
import { selectorOf } from "./selector.ts";

const target = (instance: string): FakeTarget => ({ job: "router", instance, up: true, counters: new Map() });
const labels = { canary: 'variant="canary"', baseline: 'variant="baseline"' };

async function scraped(more: Partial<PrometheusConfig> = {}) {
  const fake = fakePrometheus("Bearer s3cret-token");
  const router = target("router:1");
  fake.targets.push(router);
  const deps = await fakeDeps({ http: fake.http });
  const config: PrometheusConfig = {
    url: "http://prometheus.test/prom/",
    token: "s3cret-token",
    canary: { variant: "canary" },
    baseline: { variant: "baseline" },
    dialect: llmDialect,
    ...more,
  };
  const source = await countedProviders.prometheus(deps, config);
  const both = (requests: number, of: FakeTarget = router): void => {
    countRequests(of, labels.canary, { requests });
    countRequests(of, labels.baseline, { requests });
  };
  return { fake, router, source, deps, both };
}

countedConformance("prometheus", async () => {
  const { fake, router, source } = await scraped();
  fake.scrape();
  return {
    open: () => source,
    remembers: true,
    async happen(...traffic) {
      for (const each of traffic) countRequests(router, labels[each.arm], each);
      fake.scrape();
    },
  };
});

const restarted = ({ counters }: FakeTarget): void => {
  for (const name of counters.keys()) counters.set(name, 0);
};

describe("what Prometheus scraped", () => {
  it("is counted over a restart between two looks, and told", async () => {
    const { fake, router, source, both } = await scraped();
    both(100);
    fake.scrape();
    const mark = await source.now();
    both(5);
    fake.scrape();
    restarted(router);
    both(40);
    fake.scrape();
    const { canary, notes } = await source.since(mark, 500);
    expect(canary.requests).toBe(45);
    expect(notes).toContain("counter-reset");
  });

  it("is counted from zero for the first error of a process that was there, which increase() would lose", async () => {
    const { fake, router, source, both } = await scraped();
    both(10);
    fake.scrape();
    const mark = await source.now();
    countRequests(router, labels.canary, { requests: 3, failed: true });
    fake.scrape();
    expect((await source.since(mark, 500)).canary).toMatchObject({ requests: 3, errors: 3 });
  });

  it("is counted from its first sample for a process that was not scraped at the mark", async () => {
    const { fake, source, both } = await scraped();
    both(10);
    fake.scrape();
    const mark = await source.now();
    const late = target("router:2");
    both(1000, late);
    fake.targets.push(late);
    fake.scrape();
    both(4, late);
    fake.scrape();
    const { canary, notes } = await source.since(mark, 500);
    expect(canary.requests).toBe(4);
    expect(notes).toContain("series-appeared");
  });

  it("is counted from its first sample where a process goes on under another role", async () => {
    const { fake, router, source } = await scraped();
    countRequests(router, labels.baseline, { requests: 1000 });
    fake.scrape();
    const mark = await source.now();
    for (const [series, value] of [...router.counters]) {
      router.counters.delete(series);
      router.counters.set(series.replace("baseline", "canary"), value);
    }
    fake.scrape();
    countRequests(router, labels.canary, { requests: 5 });
    fake.scrape();
    const { canary, notes } = await source.since(mark, 500);
    expect([canary.requests, notes.includes("series-appeared")]).toEqual([5, true]);
  });

  it("goes on after a target was gone, with what it counted meanwhile, and tells that it is gone", async () => {
    const { fake, router, source, both } = await scraped();
    both(10);
    fake.scrape();
    const mark = await source.now();
    router.up = false;
    both(7);
    fake.scrape();
    fake.advance(400_000);
    const gone = await source.since(mark, 500);
    expect(gone).toMatchObject({ canary: { requests: 0 }, baseline: { requests: 0 } });
    expect(gone.notes).toEqual(["no-series-baseline", "no-series-canary", "series-gone"]);
    router.up = true;
    both(2);
    fake.scrape();
    expect((await source.since(gone.mark, 500)).canary.requests).toBe(9);
  });

  it("is read in windows when a look is long after the one before", async () => {
    const { fake, source, both } = await scraped();
    both(1);
    fake.scrape();
    const mark = await source.now();
    for (let hour = 0; hour < 3; hour++) {
      fake.advance(3_600_000);
      both(10);
      fake.scrape();
    }
    fake.requests.length = 0;
    expect((await source.since(mark, 500)).canary.requests).toBe(30);
    expect(fake.requests.length).toBeGreaterThan(36);
    fake.advance(8 * 24 * 3_600_000);
    await expect(source.since(mark, 500)).rejects.toMatchObject({ code: "telemetry-mark" });
  });

  it("is refused by a clock that went back behind the mark", async () => {
    const { fake, source } = await scraped();
    const mark = await source.now();
    fake.advance(-60_000);
    await expect(source.since(mark, 500)).rejects.toMatchObject({ code: "telemetry-mark" });
  });

  it("has limits between bounds interpolated and told, and none above the last bound", async () => {
    const { fake, router, source, both } = await scraped();
    both(1);
    fake.scrape();
    const mark = await source.now();
    countRequests(router, labels.canary, { requests: 10, latencyMs: 900 });
    both(1);
    fake.scrape();
    const between = await source.since(mark, 700);
    expect(between.canary.overTau).toBeCloseTo(7.5);
    expect(between.canary.overMargin).toBeCloseTo(4);
    expect(between.notes).toEqual(["latency-interpolated"]);
    const beyond = await source.since(mark, 900);
    expect(beyond.canary.overMargin).toBeUndefined();
    expect(beyond.notes).toContain("latency-beyond-bounds");
  });
});

describe("what would be counted wrong", () => {
  it("is refused: one target scraped by two jobs", async () => {
    const { fake, router, source, both } = await scraped();
    fake.targets.push({ ...router, job: "router-again" });
    both(1);
    fake.scrape();
    await expect(source.now()).rejects.toMatchObject({ code: "telemetry-duplicated", message: /job/ });
  });

  it("is refused: two processes by turns behind one address", async () => {
    const { fake, router, source, both } = await scraped();
    both(1000);
    fake.scrape();
    const mark = await source.now();
    const other = target("router:1");
    both(100, other);
    for (let turn = 0; turn < 10; turn++) {
      fake.targets[0] = turn % 2 ? router : other;
      fake.scrape();
    }
    await expect(source.since(mark, 500)).rejects.toMatchObject({ code: "telemetry-flapping" });
  });

  it("is refused: series of both arms, and a metric that is no counter", async () => {
    const { fake, router, source, both } = await scraped({ canary: { job: "router" } });
    both(1);
    fake.scrape();
    const mark = await source.now();
    both(1);
    fake.scrape();
    await expect(source.since(mark, 500)).rejects.toMatchObject({ code: "telemetry-arms-overlap" });
    router.counters.set('llm_requests_total{variant="canary",status="200"}', Number.NaN);
    fake.scrape();
    await expect(source.since(mark, 500)).rejects.toMatchObject({ code: "telemetry-corrupt" });
  });
});

describe("the server", () => {
  it.each([
    [401, "no", "prometheus-unauthorized"],
    [403, "no", "prometheus-unauthorized"],
    [302, "<a>login</a>", "prometheus-not-there"],
    [200, "<html>", "prometheus-not-there"],
    [404, "404 page not found", "prometheus-not-there"],
    [422, '{"status":"error","errorType":"execution","error":"too many samples"}', "prometheus-refused"],
    [
      200,
      '{"status":"success","data":{"resultType":"scalar","result":[1,"1"]},"warnings":["store gone"]}',
      "prometheus-partial",
    ],
    [200, '{"status":"success","data":{"resultType":"scalar","result":[1,"NaN"]}}', "prometheus-not-there"],
  ])("that answers %i %s is an error by name, never no traffic", async (status, body, code) => {
    const { fake, source } = await scraped();
    fake.misbehave = () => ({ status, body });
    await expect(source.now()).rejects.toMatchObject({ code, provider: "prometheus" });
  });

  it("is asked again where that may help, and only there", async () => {
    const { fake, source } = await scraped();
    let left = 2;
    fake.misbehave = () => (left-- > 0 ? { status: 503, body: "starting" } : undefined);
    await source.now();
    expect(fake.requests).toHaveLength(5);
    fake.misbehave = () => ({ status: 400, body: '{"status":"error","errorType":"bad_data","error":"x"}' });
    fake.requests.length = 0;
    await expect(source.now()).rejects.toBeInstanceOf(ToolkitError);
    expect(fake.requests).toHaveLength(1);
  });

  it("takes user and password, and neither of them is in the log", async () => {
    const { source, fake, deps } = await scraped({ token: undefined, user: "reader", password: "pass-word" });
    await expect(source.now()).rejects.toMatchObject({ code: "prometheus-unauthorized" });
    const sent = fake.requests[0]?.headers?.["authorization"] ?? "";
    expect(sent).toBe(`Basic ${Buffer.from("reader:pass-word").toString("base64")}`);
    expect(deps.secrets.redact(`pass-word ${sent}`)).toBe("*** Basic ***");
  });
});

describe("labels", () => {
  it("are written name=value, and quoted for PromQL whatever they hold", () => {
    expect(labelsOf("canary-selector", ["variant=canary", 'pod = "a"'])).toEqual({ variant: "canary", pod: "a" });
    expect(() => labelsOf("canary-selector", ["variant", "1=2"])).toThrow(/"variant"[\s\S]*"1=2"/);
    expect(() => labelsOf("canary-selector", [])).toThrow(/names no label/);
    expect(selectorOf(["up"], { job: 'a"} or vector(1) #\n' })).toBe('{__name__="up",job="a\\"} or vector(1) #\\n"}');
  });
});
