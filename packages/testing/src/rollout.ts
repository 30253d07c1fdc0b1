import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { RouterConfig } from "#contracts";
import { nodeClock, nodeHttp } from "#platform";
import { routerAdmin } from "#router";
import { type Router, startRouter } from "../../router/src/router.ts";
import { closeLater } from "./close-later.ts";
import { type FakeDeps, fakeDeps } from "./fake-deps.ts";
import { type FakeOpenAi, fakeOpenAi } from "./fake-openai.ts";
import { routerConfig, routerFiles } from "./router-under-test.ts";

const rows = Array.from({ length: 60 }, (_, id) =>
  JSON.stringify({
    id: `m${id}`,
    messages: [{ role: "user", content: `mail ${id}` }],
    references: [`{"label":"${id % 2 ? "spam" : "ham"}"}`],
  }),
).join("\n");
/** Answers every row as its reference says. */
export const right = ({ messages }: { messages: { content: string }[] }): string =>
  `{"label":"${Number(messages.at(-1)?.content.split(" ")[1]) % 2 ? "spam" : "ham"}"}`;

/** A real router between two fake model servers, deployed as `mail`. */
export async function rollout<Result>(
  gate: (inputs: never, deps: FakeDeps) => Promise<Result>,
  reply: (request: { messages: { content: string }[] }) => string,
  misbehave?: FakeOpenAi["misbehave"],
  more: object = {},
  /** In place of our router. */
  carry?: (config: RouterConfig, home: string) => Promise<Pick<Router, "port" | "close">>,
) {
  const baseline = await fakeOpenAi({ reply: right });
  const canary = await fakeOpenAi({ reply });
  canary.misbehave = misbehave;
  closeLater(baseline);
  closeLater(canary);
  const deps = await fakeDeps({ clock: nodeClock(), http: nodeHttp() });
  const random = { ...deps.random, uuid: () => crypto.randomUUID() };
  const home = join(deps.workspace, "state/deployments/mail");
  const files = await routerFiles(deps, home);
  await writeFile(join(deps.workspace, "replay.jsonl"), rows);
  const upstream = (server: FakeOpenAi, modelRef: string) => ({ url: server.baseUrl.replace("/v1", ""), modelRef });
  const variants = { baseline: upstream(baseline, "mail#old"), canary: upstream(canary, "mail#new") };
  const config = routerConfig(files, variants);
  const router = carry ? await carry(config, home) : await startRouter({ ...deps, random }, config);
  closeLater(router);
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
    tokenFile: files.tokenFile,
    requestLog: files.requestLog,
    variants: { baseline: served(variants.baseline), canary: served(variants.canary) },
    previous: null,
    history: [],
  };
  await writeFile(join(home, "deployment.json"), JSON.stringify(deployment));
  const admin = routerAdmin(deps, { url: `http://127.0.0.1:${router.port}`, tokenFile: files.tokenFile });
  const inputs = {
    "metric-source": "router",
    target: "none",
    mode: undefined,
    lease: 7200,
    "metrics-file": undefined,
    endpoint: "mail",
    plan: ["40%", "60%"],
    replay: "replay.jsonl",
    "look-requests": 160,
    "look-interval": 1,
    "warm-up": 60,
    "replay-concurrency": 4,
    "replay-seed": 1,
    "max-tokens": 16,
    "label-field": "label",
    "max-duration": 60,
    "hand-over": 60,
    "state-dir": join(deps.workspace, "state"),
    metrics: undefined,
    "metrics-config": undefined,
    "dry-run-metrics": undefined,
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
  return { run: () => gate(inputs as never, { ...deps, random }), admin, deps };
}
