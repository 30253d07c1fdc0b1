import { spawn } from "node:child_process";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, describe, expect, it } from "vitest";
import { closeAll, right, rollout } from "#testing";
import { run } from "./run.ts";

afterEach(closeAll);

const start = join(import.meta.dirname, "../start.ts");

/** The gate as a process of its own, started as the runner does; what main `saved` makes it the post step. */
function gate(workspace: string, saved: Record<string, string> = {}) {
  const file = join(workspace, "runner-file");
  writeFileSync(file, "");
  const inputs = {
    "metric-source": "router",
    endpoint: "mail",
    plan: "40%",
    replay: "replay.jsonl",
    "look-requests": "100000",
    "warm-up": "40",
    "replay-concurrency": "2",
    "state-dir": join(workspace, "state"),
    "report-dir": join(workspace, "reports"),
  };
  const env: Record<string, string> = {
    PATH: process.env["PATH"] ?? "",
    GITHUB_WORKSPACE: workspace,
    GITHUB_OUTPUT: file,
    GITHUB_STATE: file,
    GITHUB_STEP_SUMMARY: file,
  };
  for (const [name, value] of Object.entries(inputs)) env[`INPUT_${name.toUpperCase()}`] = value;
  for (const [name, value] of Object.entries(saved)) env[`STATE_${name}`] = value;
  const program = `import { start } from ${JSON.stringify(start)}; await start("canary-gate", "dist");`;
  return spawn(process.execPath, ["--input-type=module", "-e", program], { cwd: workspace, env, stdio: "ignore" });
}

async function until(holds: () => Promise<boolean>, seconds: number): Promise<number> {
  const started = performance.now();
  while (performance.now() - started < seconds * 1000) {
    if (await holds()) return (performance.now() - started) / 1000;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  throw new Error(`not within ${seconds} s`);
}

describe("a gate that is ended in the middle of a rollout", () => {
  it("leaves the canary nothing within 5 s of a kill -9", async () => {
    const { admin, deps } = await rollout(run, right);
    const child = gate(deps.workspace);
    await until(async () => (await admin.state()).weights.canary === 0.4, 15);
    child.kill("SIGKILL");
    expect(await until(async () => (await admin.state()).weights.canary === 0, 6)).toBeLessThan(5.5);
  }, 30_000);

  const drive = {
    deployment: "local mail",
    canary: "mail#new s t",
    baseline: "mail#old s t",
    plan: [0.4],
    step: 0,
    weight: 0.4,
    before: 0.4,
    inForce: true,
    leaseEndsAt: null,
  };

  async function post(saved: object): Promise<number> {
    const { admin, deps } = await rollout(run, right);
    await admin.setWeight(0.4, 900);
    const memory = { "genai-mlops-phase": "main-started", ...saved };
    const ended = gate(deps.workspace, memory);
    await new Promise((resolve) => ended.once("close", resolve));
    return (await admin.state()).weights.canary;
  }

  it("has a post step that takes the weight at once when it was cancelled", async () => {
    expect(await post({ "canary-gate-drive": JSON.stringify(drive) })).toBe(0);
  }, 30_000);

  it("has a post step that leaves a weight alone which the gate did not give, and one whose look was complete", async () => {
    expect(await post({})).toBe(0.4);
    expect(await post({ "canary-gate-drive": JSON.stringify({ ...drive, weight: 0.6, before: 0.6 }) })).toBe(0.4);
    const completed = { "canary-gate": "completed", "canary-gate-drive": JSON.stringify(drive) };
    expect(await post(completed)).toBe(0.4);
  }, 60_000);
});
