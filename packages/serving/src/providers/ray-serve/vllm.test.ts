import { describe, expect, it } from "vitest";
import { commandOfReplica, rayServingUnderTest } from "#testing";
import { vllmCommand } from "../../vllm.ts";

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
    expect(replica.slice(1, 5)).toEqual(["-m", "vllm.entrypoints.cli.main", "serve", "/models/merged"]);
    expect(replica).toContain("--no-enable-prefix-caching");
    expect(replica.slice(replica.indexOf("--served-model-name")).slice(0, 3)).toEqual([
      "--served-model-name",
      "mail",
      ...names,
    ]);
  });

  it("takes no more of a GPU's memory than its part", () => {
    const memory = (more: object): string[] => {
      const options = { engine: "vllm", alias: "mail", names: [], context: 4096, parallel: 8, extra: {}, ...more };
      return commandOfReplica(options).filter((word) => word.startsWith("--gpu-memory"));
    };
    expect(memory({ gpus: 0.5 })).toEqual(["--gpu-memory-utilization=0.45"]);
    expect(memory({ gpus: 0.5, extra: { gpu_memory_utilization: 0.3 } })).toEqual(["--gpu-memory-utilization=0.3"]);
    expect([memory({ gpus: 2 }), memory({ gpus: 0 })]).toEqual([[], []]);
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
