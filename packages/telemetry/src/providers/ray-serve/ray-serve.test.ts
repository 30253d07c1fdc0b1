import { readFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, describe, expect, it } from "vitest";
import { countedProviders } from "#telemetry";
import { countedConformance, type FakeRayNode, fakeDeps, fakeRayNode } from "#testing";
import { readExposition } from "./exposition.ts";
import type { RayMetricsConfig } from "./index.ts";

const nodes: FakeRayNode[] = [];
afterEach(async () => {
  for (const node of nodes.splice(0)) await node.close();
});

async function opened(count = 1, more: Partial<RayMetricsConfig> = {}) {
  const own: FakeRayNode[] = [];
  for (let number = 0; number < count; number++) own.push(await fakeRayNode());
  nodes.push(...own);
  const deps = await fakeDeps();
  const source = await countedProviders["ray-serve"](deps, {
    metrics: own.map(({ address }) => address),
    address: undefined,
    token: undefined,
    canary: { application: "mail--m2" },
    baseline: { application: "mail--m1" },
    ...more,
  });
  const look = async (mark: string, tauMs: number | undefined = 500) => {
    deps.clock.sleep(60_000);
    return await source.since(mark, tauMs);
  };
  return { own, node: own[0] as FakeRayNode, deps, source, look };
}
const applications = { canary: "mail--m2", baseline: "mail--m1" };

countedConformance("ray-serve", async () => {
  const { node, deps, source } = await opened();
  return {
    open: () => source,
    remembers: false,
    async happen(...traffic) {
      for (const { arm, failed, ...each } of traffic)
        node.count(applications[arm], { ...each, status: failed ? 500 : 200 });
      await deps.clock.sleep(60_000);
    },
  };
});

describe("what Ray's nodes show", () => {
  it("is in milliseconds, and without the caller's own mistakes", async () => {
    const { node, source, look } = await opened();
    const mark = await source.now();
    node.count("mail--m2", { requests: 4, latencyMs: 700 });
    node.count("mail--m2", { requests: 9, status: 429 });
    node.count("mail--m2", { requests: 1, status: 503, latencyMs: 900 });
    node.count("other", { requests: 50 });
    expect((await look(mark)).canary).toEqual({ requests: 5, errors: 1, overTau: 4, overMargin: 4 });
  });

  it("is summed over nodes and proxies, and counts on from zero for a proxy that began after the mark", async () => {
    const { own, source, look } = await opened(2);
    own[0]?.count("mail--m1", { requests: 100 });
    const mark = await source.now();
    own[0]?.count("mail--m1", { requests: 3 }, "w2");
    own[1]?.count("mail--m1", { requests: 4 });
    const first = await look(mark);
    expect(first.baseline.requests).toBe(7);
    own[0]?.counters.clear();
    own[0]?.count("mail--m1", { requests: 2 });
    const second = await look(first.mark);
    expect([second.baseline.requests, second.notes]).toEqual([2, ["counter-reset", "no-series-canary", "series-gone"]]);
  });

  it("is told to be gone with a node, and is an error when no node is left", async () => {
    const { own, source, look, deps } = await opened(2);
    for (const each of own) each.count("mail--m1", { requests: 1 });
    const mark = await source.now();
    await own[1]?.close();
    const seen = await look(mark);
    expect(seen.notes).toContain("series-gone");
    expect(deps.log.lines.join()).toContain("does not answer");
    await own[0]?.close();
    await expect(look(seen.mark)).rejects.toMatchObject({ code: "ray-unreachable" });
  });

  it("is counted from its first sample on a node that was not read at the mark", async () => {
    const all: FakeRayNode[] = [];
    const head = await fakeRayNode({ token: "t0ken", targets: () => all.map(({ address }) => address) });
    nodes.push(head);
    all.push(head);
    const { source, look } = await opened(0, { address: `http://${head.address}/`, token: "t0ken" });
    const mark = await source.now();
    const late = await fakeRayNode();
    nodes.push(late);
    all.push(late);
    late.count("mail--m2", { requests: 500 });
    const first = await look(mark);
    expect([first.canary.requests, first.notes]).toEqual([0, ["no-series-baseline", "series-appeared"]]);
    late.count("mail--m2", { requests: 5 });
    expect((await look(first.mark)).canary.requests).toBe(5);
  });

  it("is not shown without the token, or by what is no Ray", async () => {
    const head = await fakeRayNode({ token: "t0ken" });
    nodes.push(head);
    const wrong = await opened(0, { address: `http://${head.address}`, token: "wrong" });
    await expect(wrong.source.now()).rejects.toMatchObject({ code: "ray-unauthorized" });
    const other = await opened(0, { metrics: [`http://${head.address}/elsewhere`] });
    await expect(other.source.now()).rejects.toMatchObject({ code: "ray-not-there" });
  });

  it("is of replicas where a deployment is named: what raised is counted apart", async () => {
    const { node, source, look } = await opened(1, {
      canary: { application: "mail--m2", deployment: "Server" },
      baseline: { application: "mail--m1", deployment: "Server" },
    });
    const mark = await source.now();
    const labels = 'application="mail--m2",deployment="Server",replica="r1",route="/"';
    node.counters.set(`ray_serve_deployment_request_counter_total{${labels}}`, 8);
    node.counters.set(`ray_serve_deployment_error_counter_total{${labels},exception_type="ValueError"}`, 2);
    node.counters.set(`ray_serve_deployment_processing_latency_ms_bucket{${labels},le="500.0"}`, 9);
    node.counters.set(`ray_serve_deployment_processing_latency_ms_bucket{${labels},le="600.0"}`, 10);
    node.counters.set(`ray_serve_deployment_processing_latency_ms_bucket{${labels},le="+Inf"}`, 10);
    expect((await look(mark)).canary).toEqual({ requests: 10, errors: 2, overTau: 1, overMargin: 0 });
  });
});

describe("a page of Ray 2.60", () => {
  // of two applications that answered 5 requests, and 3 with 503, 429 and an exception beside them
  const page = readFileSync(join(import.meta.dirname, "__fixtures__/ray-2.60.0.txt"), "utf8");
  const counted = async (deployment: Record<string, string>) => {
    const { node, source, look } = await opened(1, {
      canary: { application: "mail--m2", ...deployment },
      baseline: { application: "mail--m1", ...deployment },
    });
    const mark = await source.now();
    for (const [, series = "", value] of page.matchAll(/^(ray_\S+\{.*\}) (\S+)$/gm))
      node.counters.set(series, Number(value));
    return await look(mark, 1000);
  };

  it("is read by application", async () => {
    expect(await counted({})).toMatchObject({
      canary: { requests: 5, errors: 2, overTau: 0 },
      baseline: { requests: 5, errors: 0, overTau: 0, overMargin: 0 },
    });
  });

  it("is read by deployment, where an answer of 503 is no error", async () => {
    const { canary, baseline } = await counted({ deployment: "M" });
    expect([canary.requests, canary.errors, baseline.requests]).toEqual([6, 1, 5]);
  });
});

describe("the text format", () => {
  const names = new Set(["a_total", "b"]);
  it("is read with its escapes, exponents and times; comments and other names are passed over", () => {
    const text = '# HELP a_total x\na_total{x="1\\"2\\\\\\n3",y=""} 1.5e+03 1700000000000\nb 7\nbb 8\na_total{} 0\n';
    expect(readExposition(text, names, 5)).toEqual([
      { name: "a_total", labels: { x: '1"2\\\n3', y: "" }, samples: [[5, 1500]] },
      { name: "b", labels: {}, samples: [[5, 7]] },
      { name: "a_total", labels: {}, samples: [[5, 0]] },
    ]);
  });
  it("is refused where a line of ours is none", () => {
    for (const line of ["a_total", 'a_total{x="1} 3', "a_total{x=1} 3"])
      expect(() => readExposition(line, names, 1)).toThrow(/is none/);
  });
});
