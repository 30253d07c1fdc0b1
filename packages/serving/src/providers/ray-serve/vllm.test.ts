import { execFileSync } from "node:child_process";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { rayServingUnderTest } from "#testing";
import { vllmCommand } from "../../vllm.ts";

/** The words by which the replica starts its engine; what only a cluster has is stood in for. */
function commandOfReplica(options: object): string[] {
  const program = `
import json, sys
from unittest.mock import MagicMock
for name in ("ray", "starlette", "starlette.responses", "aiohttp"):
    sys.modules[name] = MagicMock()
from genai_mlops_llm import command_of
print(json.dumps(command_of(json.loads(sys.argv[1]), "/models/merged", 8001)))
`;
  const environment = { ...process.env, PYTHONDONTWRITEBYTECODE: "1" };
  const cwd = join(import.meta.dirname, "../../../python");
  return JSON.parse(
    execFileSync("python3", ["-c", program, JSON.stringify(options)], { cwd, env: environment, encoding: "utf8" }),
  );
}

describe("vLLM on Ray Serve", () => {
  const extra = {
    enforce_eager: true,
    "enable-prefix-caching": false,
    "gpu-memory-utilization": 0.8,
    "override-generation-config": { temperature: 0 },
  };

  it("is started with the options that it has on this machine", () => {
    const names = ["mail@1.0.0"];
    const replica = commandOfReplica({ engine: "vllm", alias: "mail", names, context: 4096, parallel: 8, extra });
    const places = { python: "/env/bin/python", searchPath: "/bin" };
    const asked = {
      model: "/models/merged",
      alias: "mail",
      names,
      port: 8001,
      contextSize: 4096,
      parallel: 8,
      threads: 1,
      extra,
    };
    const here = vllmCommand(places, asked).args;
    const options = here.filter((word) => word.startsWith("--") && !word.includes("access-log"));
    expect(replica).toEqual(expect.arrayContaining(options));
    expect(replica).toContain("--no-enable-prefix-caching");
    expect(replica.slice(replica.indexOf("--served-model-name")).slice(0, 3)).toEqual([
      "--served-model-name",
      "mail",
      ...names,
    ]);
  });

  it("takes no option that is the deployment's own, and nothing is asked of the cluster", async () => {
    const { ray, open, candidate, config } = await rayServingUnderTest();
    const model = { ...config.model, engine: "vllm" as const, application: undefined };
    const refused = { ...candidate("one"), extra: { host: "0.0.0.0", "max-num-seqs": 1, "Not one": 2 } };
    await expect(open(ray.http, { model }).deploy(refused, "canary")).rejects.toMatchObject({
      problems: [
        { where: "server-args", problem: "host is set by the deployment" },
        { where: "server-args", problem: "max-num-seqs is set by the deployment" },
        { where: "server-args", problem: '"Not one" is no option' },
      ],
    });
    expect(ray.puts).toEqual([]);
  });
});
