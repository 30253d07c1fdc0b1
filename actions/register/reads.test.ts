import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { stringify } from "yaml";
import { modelFiles } from "#registry";
import {
  bytesReadBelow,
  type FakeDeps,
  fakeDeps,
  fakeEnvironment,
  fakeMlflow,
  fakeWandb,
  registerInputs,
  sampleEvaluation,
  sampleMetadata,
  sampleModel,
} from "#testing";
import { registerEverywhere } from "./everywhere.ts";

/** A model, and what reads it. */
async function world() {
  const folder = await sampleModel("x".repeat(50_000));
  await writeFile(join(folder, "metadata.yaml"), stringify(sampleMetadata));
  const [mlflow, wandb, plain] = [fakeMlflow(), fakeWandb(), await fakeDeps()];
  const http = { send: (request: Parameters<typeof mlflow.http.send>[0]) => of(request.url).send(request) };
  const of = (url: string) => (url.startsWith(mlflow.address) ? mlflow.http : wandb.http);
  const deps: FakeDeps = {
    ...plain,
    http,
    random: { ...plain.random, uuid: () => crypto.randomUUID() },
    environment: fakeEnvironment({
      XDG_STATE_HOME: join(plain.workspace, "state"),
      MLFLOW_TRACKING_URI: mlflow.address,
      WANDB_BASE_URL: wandb.baseUrl,
      WANDB_PROJECT: "llm",
      WANDB_API_KEY: wandb.apiKey,
    }),
  };
  const size = (await modelFiles(deps.files, folder)).reduce((sum, { bytes }) => sum + bytes, 0);
  /** How often the model was read, from disk to provenance. */
  const reads = async (registries: string[], more: object = {}): Promise<number> => {
    const before = bytesReadBelow(folder);
    await registerEverywhere({ ...registerInputs, name: "mail", "model-path": folder, registries, ...more }, deps);
    return (bytesReadBelow(folder) - before) / size;
  };
  /** evaluation.json that names these bytes. */
  async function evaluation(): Promise<string> {
    const digest = `sha256:${await plain.files.sha256(join(folder, "model.gguf"))}`;
    const path = join(plain.workspace, "evaluation.json");
    await writeFile(path, JSON.stringify({ ...sampleEvaluation, model: { ...sampleEvaluation.model, digest } }));
    return path;
  }
  return { reads, evaluation, folder, deps, mlflow, wandb };
}

/** metadata.yaml and the tokenizer's few bytes are no model. */
const small = 0.02;

describe("the disk under register", () => {
  it.each([
    ["file", 1],
    ["mlflow", 1],
    // MD5 before the bytes
    ["wandb", 2],
  ])(
    "is read by %s %d times, bytes, checksums, provenance and all; once when they are there already",
    async (name, times) => {
      const { reads } = await world();
      expect(await reads([name])).toBeLessThan(times + small);
      expect(await reads([name])).toBeLessThan(1 + small);
    },
  );

  it("is read once more for the GGUF that an evaluation names, before anything is written", async () => {
    const { reads, evaluation } = await world();
    const path = await evaluation();
    expect(await reads(["mlflow"], { evaluation: path })).toBeLessThan(1.5 + small);
    // and its checksum is not taken twice where all of them are
    expect(await reads(["mlflow"], { evaluation: path })).toBeLessThan(1 + small);
  });

  it("is read by several registries once each to send, and once in all when they have it", async () => {
    const { reads } = await world();
    const registries = ["file", "mlflow", "wandb"];
    expect(await reads(registries)).toBeLessThan(4 + small);
    expect(await reads(registries)).toBeLessThan(1 + small);
  });

  it("moves no bytes for what is registered", async () => {
    const { reads, mlflow, wandb } = await world();
    const registries = ["file", "mlflow", "wandb"];
    await reads(registries);
    mlflow.calls.length = 0;
    wandb.calls.length = 0;
    await reads(registries);
    expect(mlflow.calls.filter((call) => call.startsWith("PUT") && /gguf|safetensors/.test(call))).toEqual([]);
    expect(wandb.calls.filter(({ method }) => method === "PUT")).toEqual([]);
  });

  it("is looked at again where a file changed after it was registered, and no provenance is written", async () => {
    const { folder, deps } = await world();
    const changing: FakeDeps = {
      ...deps,
      files: {
        ...deps.files,
        async rename(from, to) {
          await deps.files.rename(from, to);
          // just registered
          if (to.endsWith("1.0.0")) await writeFile(join(folder, "model.gguf"), `gguf ${"y".repeat(50_000)}`);
        },
      },
    };
    const inputs = { ...registerInputs, name: "mail", "model-path": folder, registries: ["file"] };
    await expect(registerEverywhere(inputs, changing)).rejects.toMatchObject({ code: "model-changed" });
  });
});
