import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { fakeDeps } from "#testing";
import { chosenEngine } from "./engine.ts";

/** A machine with or without a GPU, and a registered version that holds these. */
async function machine(gpu: boolean, ...holds: ("model.gguf" | "merged")[]) {
  const deps = await fakeDeps();
  const folder = join(deps.workspace, "version");
  mkdirSync(folder);
  for (const name of holds) {
    if (name === "merged") mkdirSync(join(folder, name));
    else writeFileSync(join(folder, name), "GGUF");
  }
  const exec = {
    ...deps.exec,
    which: async (name: string) => (name === "nvidia-smi" && gpu ? "/usr/bin/nvidia-smi" : undefined),
    run: async () => ({ exitCode: 0, stdout: "NVIDIA L4, 23034\n", stderr: "" }),
  };
  const choose = (wanted: "auto" | "llama.cpp" | "vllm") =>
    chosenEngine(wanted, { folder, modelRef: "mail#sha256:0" }, { ...deps, exec });
  return { choose, folder };
}

describe("the engine of a deployment on this machine", () => {
  it("is vLLM where there is a GPU and merged weights, else llama.cpp", async () => {
    const { choose, folder } = await machine(true, "model.gguf", "merged");
    expect(await choose("auto")).toEqual({ engine: "vllm", model: join(folder, "merged") });
    expect((await (await machine(true, "merged")).choose("auto")).engine).toBe("vllm");
    for (const held of [await machine(false, "model.gguf", "merged"), await machine(true, "model.gguf")])
      expect((await held.choose("auto")).engine).toBe("llama.cpp");
  });

  it("is what was asked for", async () => {
    const { choose, folder } = await machine(true, "model.gguf", "merged");
    expect(await choose("llama.cpp")).toEqual({ engine: "llama.cpp", model: join(folder, "model.gguf") });
    expect((await choose("vllm")).engine).toBe("vllm");
  });

  it("is refused with everything that it lacks", async () => {
    const bare = await machine(false, "model.gguf");
    await expect(bare.choose("vllm")).rejects.toMatchObject({
      code: "no-vllm",
      problems: [{ where: "engine" }, { where: "model-ref" }],
    });
    for (const wanted of ["auto", "llama.cpp"] as const)
      await expect((await machine(false, "merged")).choose(wanted)).rejects.toMatchObject({ code: "no-gguf" });
  });

  it("is not vLLM where nvidia-smi is there and finds no driver", async () => {
    const deps = await fakeDeps();
    const exec = {
      ...deps.exec,
      which: async () => "/usr/bin/nvidia-smi",
      run: async () => ({ exitCode: 9, stdout: "NVIDIA-SMI has failed", stderr: "" }),
    };
    const chosen = chosenEngine("vllm", { folder: deps.workspace, modelRef: "mail" }, { ...deps, exec });
    await expect(chosen).rejects.toMatchObject({ code: "no-vllm" });
  });
});
