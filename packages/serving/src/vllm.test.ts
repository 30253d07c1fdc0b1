import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { portOf, serverCommand } from "./engine.ts";
import { vllmVersion } from "./vllm.ts";

const recorded = JSON.parse(
  readFileSync(join(import.meta.dirname, `__fixtures__/vllm-${vllmVersion}-options.json`), "utf8"),
) as { version: string; options: string[] };
const place = { python: "/state/environments/x/.venv/bin/python", program: "model_server.py", searchPath: "/usr/bin" };
const named = { alias: "mail", names: ["mail#sha256:01"] };
const options = { model: "/state/merged", ...named, port: 4321, contextSize: 2048, parallel: 8, threads: 4 };
const argsOf = (extra: Record<string, unknown> = {}): string[] =>
  serverCommand("vllm", place, { ...options, extra }).args;

describe("vLLM's command line", () => {
  it("has options of the pinned version only", () => {
    const requirements = readFileSync(join(import.meta.dirname, "../python/vllm-requirements.txt"), "utf8");
    expect(requirements).toMatch(new RegExp(`^vllm==${vllmVersion}$`, "m"));
    expect(recorded.version).toBe(vllmVersion);
    const given = argsOf().filter((arg) => arg.startsWith("--"));
    for (const arg of given) expect(recorded.options).toContain(arg.slice(2).split("=")[0]);
  });

  it("serves the folder on the loopback under the endpoint's name, with the deployment's context", () => {
    expect(argsOf()).toEqual([
      "PATH=/state/environments/x/.venv/bin:/usr/bin",
      "VLLM_NO_USAGE_STATS=1",
      "/state/environments/x/.venv/bin/vllm",
      "serve",
      "/state/merged",
      "--served-model-name",
      "mail",
      "mail#sha256:01",
      "--host=127.0.0.1",
      "--port=4321",
      "--max-model-len=2048",
      "--max-num-seqs=8",
      "--disable-uvicorn-access-log",
      "--gpu-memory-utilization=0.45",
    ]);
    expect(portOf({ args: argsOf() })).toBe(4321);
    expect(portOf(serverCommand("llama.cpp", place, options))).toBe(4321);
  });

  it("takes further options as values, switches and JSON", () => {
    expect(argsOf({ gpu_memory_utilization: 0.8 }).filter((arg) => arg.includes("gpu-memory"))).toHaveLength(1);
    expect(
      argsOf({
        gpu_memory_utilization: 0.8,
        "enforce-eager": true,
        "enable-prefix-caching": false,
        "compilation-config": { level: 1 },
      }).slice(-4),
    ).toEqual([
      "--gpu-memory-utilization=0.8",
      "--enforce-eager",
      "--no-enable-prefix-caching",
      '--compilation-config={"level":1}',
    ]);
  });

  it("refuses all that would take the server out of the deployment's hands", () => {
    const refused = (): unknown => argsOf({ host: "0.0.0.0", api_key: "x", "max-model-len": 1, "-rf /": true });
    expect(refused).toThrow(
      expect.objectContaining({
        problems: ["host is set", "api-key is set", "max-model-len is set", '"-rf /" is no option'].map((problem) =>
          expect.objectContaining({ where: "server-args", problem: expect.stringContaining(problem) }),
        ),
      }),
    );
  });
});
