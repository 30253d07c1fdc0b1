import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type Child, freePort, nodeExec } from "#platform";
import type { Candidate, Serving } from "#serving";
import { commandOfReplica, localEndpoint, replicaPrograms, stopEndpoints } from "#testing";
import { type PrometheusServer, startPrometheus } from "../prometheus/server.ts";
import { vllmEnvironment } from "./environment.ts";

/** How long a start may take on two busy cores. */
export const startSeconds = 420;
/** Of the processor: no compiler's minute at each start, and little memory for prompts. */
const extra = { "enforce-eager": true, "kv-cache-memory-bytes": 300_000_000 };

interface Served {
  /** Without /v1. */
  url: string;
  pid: number;
}

export interface VllmUnderTest {
  /** A folder for the tests. */
  home: string;
  /** Folder of the deployment. */
  folder: string;
  serving: Serving;
  /** Of the router, with /v1. */
  url: string;
  baseline: Served;
  canary: Served;
  /** Asks for a key and has an adapter, as a replica on Ray starts one; `replica` stands for that. */
  keyed: { url: string; child: Child; replica: Child };
  /** Scrapes the baseline as job `one` and the canary as job `two`. */
  prometheus: PrometheusServer;
  /** Another one, by the weights that the canary has. */
  candidate(name: string, more: Partial<Candidate>): Candidate;
  /** Numbers of the servers' processes by their names, as the supervisor has them. */
  pids(): Record<string, { pid: number }>;
  stop(): Promise<void>;
}

export async function until(seconds: number, holds: () => boolean | Promise<boolean>): Promise<void> {
  const deadline = performance.now() + seconds * 1000;
  while (!(await holds())) {
    if (performance.now() > deadline) throw new Error(`not within ${seconds} s: ${holds}`);
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
}

const candidate = (name: string, model: string, more: Partial<Candidate> = {}): Candidate => ({
  modelRef: `mail#sha256:${name}`,
  version: "1.2.0",
  digest: `sha256:${Buffer.from(name.padEnd(32, "_")).toString("hex")}`,
  model,
  engine: "vllm",
  contextSize: 512,
  threads: 1,
  parallel: 8,
  extra,
  ...more,
});

/** Two servers by the local provider with a router before them, and one as on Ray. */
export async function startVllm(): Promise<VllmUnderTest> {
  const home = mkdtempSync(join(tmpdir(), "genai-live-vllm-"));
  const { python, weights } = await vllmEnvironment();
  const endpoint = await localEndpoint({ endpoint: "mail", python: async () => python, healthSeconds: startSeconds });
  const serving = endpoint.open();
  const pids = (): Record<string, { pid: number }> =>
    JSON.parse(readFileSync(join(endpoint.folder, "supervisor.json"), "utf8")).processes;
  const adapters = { "enable-lora": true, "max-lora-rank": 8, "lora-modules": `triage=${weights.adapter}` };
  const starting = startKeyed(python, weights.whole, { ...extra, ...adapters }, join(home, "keyed.log"));
  starting.catch(() => undefined);
  await serving.deploy(candidate("one", weights.whole), "canary");
  const { url, variants } = await serving.deploy(candidate("two", weights.cut), "canary");
  const served = (variant: { url: string; server: string } | null): Served => ({
    url: variant?.url ?? "",
    pid: pids()[variant?.server ?? ""]?.pid ?? 0,
  });
  const [baseline, canary, keyed] = [served(variants.baseline), served(variants.canary), await starting];
  const prometheus = await startPrometheus({ one: new URL(baseline.url).host, two: new URL(canary.url).host });
  return {
    ...{ home, folder: endpoint.folder, serving, url, baseline, canary, keyed, prometheus, pids },
    candidate: (name, more) => candidate(name, weights.cut, more),
    async stop() {
      for (const child of [keyed.child, keyed.replica]) child.kill("SIGKILL");
      await prometheus.stop();
      await stopEndpoints();
      rmSync(home, { recursive: true, force: true });
    },
  };
}

async function startKeyed(
  python: string,
  model: string,
  more: Record<string, unknown>,
  log: string,
): Promise<VllmUnderTest["keyed"]> {
  const port = await freePort();
  const options = { engine: "vllm", alias: "mail", names: [], context: 512, parallel: 2, extra: more };
  const [command = "", ...args] = commandOfReplica(options, { python, model, port });
  const child = await nodeExec().start(command, [...args, "--api-key=right"], { logFile: log });
  const replica = await nodeExec().start("sleep", ["3600"]);
  await nodeExec().run(python, [join(replicaPrograms, "genai_mlops_guard.py"), `${child.pid}`, `${replica.pid}`]);
  const root = `http://127.0.0.1:${port}`;
  const answers = (): Promise<boolean> =>
    fetch(`${root}/health`).then(
      ({ ok }) => ok,
      () => false,
    );
  await until(startSeconds, answers).catch(() => {
    throw new Error(`vLLM does not start: ${readFileSync(log, "utf8").slice(-3000)}`);
  });
  return { url: `${root}/v1`, child, replica };
}
