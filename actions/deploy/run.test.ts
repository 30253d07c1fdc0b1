import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import type { Inputs } from "#action-kit";
import { registryProviders } from "#registry";
import {
  fakeDeps,
  fakeGithub,
  fileRegistryInputs,
  githubTokens,
  kubernetesDeployInputs,
  registeredInWandb,
  sageMakerDeployInputs,
  sampleMetadata,
} from "#testing";
import { run } from "./run.ts";
import type { spec } from "./spec.ts";

async function registered() {
  const deps = await fakeDeps();
  const folder = join(deps.workspace, "model");
  mkdirSync(join(folder, "merged"), { recursive: true });
  writeFileSync(join(folder, "merged", "config.json"), "{}");
  const shared = { "state-dir": join(deps.workspace, "state"), language: "en", "report-dir": "reports" } as const;
  const registry = fileRegistryInputs;
  const files = await registryProviders.file(deps, { folder: join(shared["state-dir"], "registry") });
  const { version } = await files.register({ name: "mail", folder, bump: "minor", metadata: sampleMetadata });
  const inputs: Inputs<typeof spec> = {
    ...shared,
    ...registry,
    ...sageMakerDeployInputs,
    ...kubernetesDeployInputs,
    target: "ray-serve",
    endpoint: "mail",
    "ray-address": "http://127.0.0.1:9",
    "ray-token": undefined,
    "model-ref": version.modelRef,
    strategy: "canary",
    port: 0,
    "data-plane": undefined,
    "context-size": 256,
    threads: 1,
    parallel: 1,
    "server-args": "{}",
    timeout: 5,
    "ray-serve-url": undefined,
    "ray-serve-port": 8000,
    engine: "auto",
    "ray-engine": "vllm",
    "ray-replicas": 1,
    "ray-gpus": 0,
    "ray-pip": false,
    "ray-application": undefined,
    "router-settings": undefined,
    "model-uri": undefined,
  };
  return { deps, inputs };
}

describe("deploy to Ray Serve", () => {
  it("draws the version as an input of this job before anything moves, where the registry draws lineage", async () => {
    const { inputs } = await registered();
    const { deps, inputs: wandb, consumers } = await registeredInWandb();
    // no Ray answers there
    await expect(run({ ...inputs, ...wandb, "model-ref": "mail@champion" }, deps)).rejects.toThrow();
    expect(consumers()).toEqual(["genai-mlops-deploy-42-release deploy finished"]);
  });

  it("says what it lacks, and what it cannot reach", async () => {
    const { deps, inputs } = await registered();
    await expect(run({ ...inputs, "ray-address": undefined }, deps)).rejects.toMatchObject({
      problems: [{ where: "ray-address" }],
    });
    await expect(run({ ...inputs, "ray-engine": "llama-cpp" }, deps)).rejects.toMatchObject({ code: "no-gguf" });
    await expect(run(inputs, deps)).rejects.toMatchObject({ code: "ray-unreachable", retryable: true });
  });

  it("says at GitHub that it begins, and why it failed", async () => {
    const { deps, inputs } = await registered();
    const github = await fakeGithub();
    deps.github = { ...deps.github, apiUrl: github.baseUrl };
    await expect(run({ ...inputs, "github-token": githubTokens.bot }, deps)).rejects.toMatchObject({
      code: "ray-unreachable",
    });
    expect(github.deployments.map(({ environment }) => environment)).toEqual(["production"]);
    const said = github.deployments[0]?.statuses.map(({ state, description }) => [state, description]);
    expect(said).toEqual([
      ["in_progress", expect.stringMatching(/^canary: mail#sha256:\S+ is starting$/)],
      ["failure", expect.stringMatching(/^Failed: ray-unreachable: /)],
    ]);
    expect(github.violations).toEqual([]);
    await github.close();
  });

  it("tells of everything that is wrong with an application of the user's own", async () => {
    const { deps, inputs } = await registered();
    writeFileSync(join(deps.workspace, "app.yaml"), "import-path: nowhere\nextra: 1\n");
    await expect(run({ ...inputs, "ray-application": "app.yaml" }, deps)).rejects.toMatchObject({
      problems: [{ where: "app.yaml: import-path" }, { where: "app.yaml" }],
    });
  });
});

describe("deploy without anybody who waits", () => {
  it("is refused where nothing goes on by itself, before anything is looked up", async () => {
    const { deps, inputs } = await registered();
    for (const target of ["local", "ray-serve"] as const)
      for (const mode of ["submit", "collect"] as const)
        await expect(run({ ...inputs, target, mode, "model-ref": "none" }, deps)).rejects.toMatchObject({
          problems: [{ where: "mode", problem: expect.stringContaining(target), legal: expect.any(String) }],
        });
  });
});

describe("deploy on this machine", () => {
  const local = async () => {
    const { deps, inputs } = await registered();
    return { deps, inputs: { ...inputs, target: "local" } as Inputs<typeof spec> };
  };

  it("starts nothing for a model that is not registered, holds no GGUF, or has options that are none", async () => {
    const { deps, inputs } = await local();
    for (const [given, error] of [
      [{ "model-ref": "mail@champion" }, { code: "model-not-found" }],
      [{ "model-ref": "other@1.0.0" }, { code: "model-not-found" }],
      [{ engine: "llama.cpp" }, { code: "no-gguf", problems: [{ where: "model-ref" }] }],
      [{ "server-args": "n_batch=4" }, { problems: [{ where: "server-args", legal: '{"n_batch": 256}' }] }],
      [{ "server-args": "[]" }, { problems: [{ where: "server-args" }] }],
    ] as const)
      await expect(run({ ...inputs, ...given }, deps)).rejects.toMatchObject(error);
    expect(await deps.files.list(join(deps.workspace, "state/deployments"))).toEqual([]);
  });

  it("starts nothing from a registry that is corrupt", async () => {
    const { deps, inputs } = await local();
    writeFileSync(join(deps.workspace, "state/registry/mail/aliases.json"), "[]");
    await expect(run({ ...inputs, "model-ref": "mail@champion" }, deps)).rejects.toMatchObject({
      code: "registry-corrupt",
    });
    expect(await deps.files.list(join(deps.workspace, "state/deployments"))).toEqual([]);
  });
});
