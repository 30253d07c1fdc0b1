import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { afterEach, describe, expect, it } from "vitest";
import type { CanaryReport } from "#contracts";
import { nodeClock, nodeHttp } from "#platform";
import { routerAdmin } from "#router";
import { type FakeOpenAi, fakeDeps, fakeOpenAi } from "#testing";
import { type Router, startRouter } from "../../packages/router/src/router.ts";
import { planOf } from "./judge-router.ts";
import { run } from "./run.ts";

const open: { close(): Promise<unknown> }[] = [];
afterEach(async () => {
  for (const thing of open.splice(0).reverse()) await thing.close();
});

const rows = Array.from({ length: 60 }, (_, id) =>
  JSON.stringify({
    id: `m${id}`,
    messages: [{ role: "user", content: `mail ${id}` }],
    references: [`{"label":"${id % 2 ? "spam" : "ham"}"}`],
  }),
).join("\n");
const right = ({ messages }: { messages: { content: string }[] }): string =>
  `{"label":"${Number(messages.at(-1)?.content.split(" ")[1]) % 2 ? "spam" : "ham"}"}`;

async function rollout(
  reply: (request: { messages: { content: string }[] }) => string,
  misbehave?: FakeOpenAi["misbehave"],
  more: object = {},
) {
  const baseline = await fakeOpenAi({ reply: right });
  const canary = await fakeOpenAi({ reply });
  canary.misbehave = misbehave;
  open.push(baseline, canary);
  const deps = await fakeDeps({ clock: nodeClock(), http: nodeHttp() });
  const random = { ...deps.random, uuid: () => crypto.randomUUID() };
  const home = join(deps.workspace, "state/deployments/mail");
  await deps.files.makeFolder(home);
  const at = (name: string): string => join(home, name);
  await writeFile(at("token"), "0123456789abcdef0123");
  await writeFile(join(deps.workspace, "replay.jsonl"), rows);
  const upstream = (server: FakeOpenAi, modelRef: string) => ({ url: server.baseUrl.replace("/v1", ""), modelRef });
  const variants = { baseline: upstream(baseline, "mail#old"), canary: upstream(canary, "mail#new") };
  const router: Router = await startRouter(
    { ...deps, random },
    {
      schemaVersion: 1,
      host: "127.0.0.1",
      port: 0,
      tokenFile: at("token"),
      requestLog: at("requests.jsonl"),
      stateFile: at("state.json"),
      model: "mail",
      endpoint: "mail",
      costPerHour: 0,
      variants,
    },
  );
  open.push(router);
  const served = ({ url, modelRef }: { url: string; modelRef: string }) => ({
    modelRef,
    url,
    version: "1.0.0",
    digest: `sha256:${"0".repeat(64)}`,
    server: "s",
    startedAt: "t",
    settings: { contextSize: 1, threads: 1, parallel: 1, extra: {} },
  });
  const deployment = {
    schemaVersion: 1,
    id: "d",
    endpoint: "mail",
    target: "local",
    url: `http://127.0.0.1:${router.port}/v1`,
    tokenFile: at("token"),
    requestLog: at("requests.jsonl"),
    variants: { baseline: served(variants.baseline), canary: served(variants.canary) },
    previous: null,
    history: [],
  };
  await writeFile(at("deployment.json"), JSON.stringify(deployment));
  const admin = routerAdmin(deps, { url: `http://127.0.0.1:${router.port}`, tokenFile: at("token") });
  const inputs = {
    "metric-source": "router",
    "metrics-file": undefined,
    endpoint: "mail",
    plan: ["40%", "60%"],
    replay: "replay.jsonl",
    "look-requests": 160,
    "look-interval": 1,
    "warm-up": 60,
    "replay-concurrency": 4,
    "max-tokens": 16,
    "label-field": "label",
    "max-duration": 60,
    "hand-over": 60,
    "state-dir": join(deps.workspace, "state"),
    metrics: undefined,
    alpha: 0.05,
    "min-requests": 50,
    null: "tolerance",
    rule: "evidence",
    assignment: "request",
    "baseline-windows": undefined,
    state: undefined,
    "on-inconclusive": "hold",
    language: "ru",
    "report-dir": "reports",
    ...more,
  } as const;
  return { run: () => run(inputs as never, { ...deps, random }), admin, deps };
}

describe("canary-gate on live traffic", () => {
  it("passes a canary that answers as the baseline does, and hands its weight over", async () => {
    const { run: gate, admin } = await rollout(right);
    const { verdict, report } = await gate();
    const json = report?.json as CanaryReport;
    if (verdict !== "pass") expect(json.looks.at(-1)).toEqual({});
    expect(json.modelRefs).toEqual({ canary: "mail#new", baseline: "mail#old" });
    expect(json.looks.map(({ weight }) => weight)).toContain(0.6);
    expect((await admin.state()).weights.canary).toBe(0.6);
  });

  it("rolls back wrong answers, and leaves the canary nothing", async () => {
    const { run: gate, admin } = await rollout(() => '{"label":"ham"}');
    const { verdict, outputs } = await gate();
    expect(verdict).toBe("fail");
    expect(outputs["reasons"]).toMatch(/evidence:quality/);
    expect((await admin.state()).weights.canary).toBe(0);
  });

  it("rolls back a server that refuses a part of the requests", async () => {
    const { run: gate } = await rollout(right, (_request, response, count) => {
      if (count % 4 !== 0) return false;
      response.writeHead(400).end('{"error":{"message":"the request exceeds the context size"}}');
      return true;
    });
    const { verdict, outputs } = await gate();
    expect(verdict).toBe("fail");
    expect(outputs["reasons"]).toMatch(/evidence:errors/);
  });

  it("does not pass what runs out of time", async () => {
    const { run: gate, admin } = await rollout(right, undefined, { "max-duration": 0 });
    expect((await gate()).verdict).not.toBe("pass");
    expect((await admin.state()).weights.canary).toBe(0);
  });

  it("ends with nothing for the canary when the router's log is damaged", async () => {
    const { run: gate, admin, deps } = await rollout(right);
    const path = join(deps.workspace, "state/deployments/mail/requests.jsonl");
    setTimeout(() => deps.files.append(path, "{damaged\n"), 150);
    await gate().catch((error) => expect(error.code).toBe("telemetry-corrupt"));
    expect((await admin.state()).weights.canary).toBeLessThan(1);
  });
});

describe("a plan", () => {
  it("grows and stays under 100 %", () => {
    expect(planOf(["5%", "0.25", "95 %"])).toEqual([0.05, 0.25, 0.95]);
    for (const bad of [[], ["50%", "50%"], ["100%"], ["x"], ["0%"]]) expect(() => planOf(bad)).toThrow(/plan/);
  });
});
