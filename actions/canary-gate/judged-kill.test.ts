import { spawn } from "node:child_process";
import { once } from "node:events";
import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { afterEach, describe, expect, it } from "vitest";
import { about, closeAll, judgedRollout, serveFake } from "#testing";
import { run } from "./run.ts";

afterEach(closeAll);

const start = join(import.meta.dirname, "../start.ts");

/** The gate as a process of its own, started as the runner does. */
async function startGate(workspace: string, inputs: Record<string, string>, environment: Record<string, string>) {
  const file = join(workspace, "runner-file");
  await writeFile(file, "");
  const env: Record<string, string> = {
    PATH: process.env["PATH"] ?? "",
    GITHUB_WORKSPACE: workspace,
    GITHUB_OUTPUT: file,
    GITHUB_STATE: file,
    GITHUB_STEP_SUMMARY: file,
    ...environment,
  };
  for (const [name, value] of Object.entries(inputs)) env[`INPUT_${name.toUpperCase()}`] = value;
  const program = `import { start } from ${JSON.stringify(start)}; await start("canary-gate", "dist");`;
  return spawn(process.execPath, ["--input-type=module", "-e", program], { cwd: workspace, env, stdio: "ignore" });
}

describe("a gate that is killed while answers are judged", () => {
  it("has counted nothing of the look, which the next run counts once and pays for only what was under way", async () => {
    const look = { canary: about(8), baseline: about(8) };
    const { gate, deps, judge, prometheus, passLook, state } = await judgedRollout(run, [look, look]);
    const served = await serveFake(async ({ url }) => {
      const { status, text } = await prometheus.http.send({ url: url.href });
      return { status, body: await text(), headers: { "content-type": "application/json" } };
    });
    try {
      const url = { "prometheus-url": `${served.origin}/prom` };
      await gate(url);
      await passLook();
      const path = join(deps.workspace, "state/canary-state.json");
      const before = await readFile(path, "utf8");
      const inputs = {
        ...url,
        "metric-source": "prometheus",
        target: "none",
        endpoint: "mail",
        "quality-source": "traces",
        answers: "traces.jsonl",
        tau: "500ms",
        state: "state/canary-state.json",
        "state-dir": join(deps.workspace, "machine"),
        "judge-concurrency": "2",
      };
      const environment = { OPENAI_API_KEY: "sk-judge", OPENAI_BASE_URL: `${judge.origin}/v1` };

      const killed = await startGate(deps.workspace, inputs, environment);
      judge.misbehave = (_, count) => {
        if (count >= 140) killed.kill("SIGKILL");
        return false;
      };
      await once(killed, "exit");
      judge.misbehave = undefined;
      expect(killed.signalCode).toBe("SIGKILL");
      expect(judge.requests.length).toBeLessThan(190);
      expect(await readFile(path, "utf8")).toBe(before);

      const next = await startGate(deps.workspace, inputs, environment);
      expect(await once(next, "exit")).toEqual([0, null]);
      const { quality, blocks } = await state();
      expect([quality.canary.n, quality.baseline.n, blocks.length]).toEqual([100, 100, 2]);
      expect(judge.requests.length).toBeLessThanOrEqual(200 + 2);
    } finally {
      await served.close();
    }
  }, 60_000);
});
