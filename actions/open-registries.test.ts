import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import {
  fakeDeps,
  fakeEnvironment,
  fakeMlflow,
  fakeWandb,
  fileRegistryInputs,
  sampleMetadata,
  sampleModel,
} from "#testing";
import { openRegistries } from "./open-registries.ts";

const inputs = { ...fileRegistryInputs, "state-dir": undefined, language: "ru" } as const;
const model = async () =>
  ({ name: "mail", folder: await sampleModel("one"), bump: "minor", metadata: sampleMetadata }) as const;

describe("several registries", () => {
  it("are opened each by its own inputs and variables; the address goes to the server, the folder to the files", async () => {
    const mlflow = fakeMlflow();
    const wandb = fakeWandb();
    const first = await fakeDeps();
    const environment = fakeEnvironment({
      XDG_STATE_HOME: join(first.workspace, "state"),
      MLFLOW_TRACKING_URI: mlflow.address,
      WANDB_BASE_URL: wandb.baseUrl,
      WANDB_PROJECT: "llm",
    });
    const deps = {
      ...first,
      environment,
      http: {
        send: (request: { url: string }) =>
          (request.url.startsWith(mlflow.address) ? mlflow.http : wandb.http).send(request),
      },
    };
    const names = ["file", "mlflow", "wandb"];
    for (const said of ["models", mlflow.address]) {
      const opened = await openRegistries(
        names,
        { ...inputs, "registry-uri": said, "wandb-api-key": wandb.apiKey },
        deps,
      );
      expect(opened.map(({ name }) => name)).toEqual(names);
      const digests = new Set<string>();
      for (const { registry } of opened) digests.add((await registry.register(await model())).version.digest);
      // one model has one digest, wherever it lies
      expect(digests.size).toBe(1);
    }
    await expect(readFile(join(deps.workspace, "models/mail/versions/1.0.0/manifest.json"))).resolves.toBeDefined();
    const own = join(deps.workspace, "state/genai-mlops/registry/mail/versions/1.0.0/manifest.json");
    await expect(readFile(own)).resolves.toBeDefined();
  });

  it("take an address of their own after the name", async () => {
    const mlflow = fakeMlflow();
    const deps = { ...(await fakeDeps()), http: mlflow.http };
    const [files, server] = await openRegistries(["file=models", `mlflow=${mlflow.address}`], inputs, deps);
    await files?.registry.register(await model());
    await expect(readFile(join(deps.workspace, "models/mail/versions/1.0.0/manifest.json"))).resolves.toBeDefined();
    expect((await server?.registry.register(await model()))?.version.uri).toBe("models:/mail/1");
  });

  it("are the one of `registry` where none is named, and refused with every name that is none", async () => {
    const deps = await fakeDeps();
    for (const none of [undefined, []])
      expect((await openRegistries(none, inputs, deps)).map(({ name }) => name)).toEqual(["file"]);
    const addressed = { ...inputs, "registry-uri": "entity/project" };
    await expect(openRegistries(["mlflow", "wandb"], addressed, deps)).rejects.toMatchObject({
      problems: [{ where: "registry-uri", problem: 'none of mlflow, wandb takes "entity/project"' }],
    });
    // its prompts are looked at, models are not registered there
    await expect(openRegistries(["langsmith"], inputs, deps)).rejects.toMatchObject({
      problems: [{ problem: '"langsmith" is no registry', legal: expect.stringMatching(/huggingface$/) }],
    });
    await expect(openRegistries(["file", "s3", "file", "MLflow"], inputs, deps)).rejects.toMatchObject({
      code: "bad-registries",
      problems: [
        { problem: '"s3" is no registry', legal: "file, git, mlflow, wandb, sagemaker, azure-ml, vertex, huggingface" },
        { problem: "file is named twice" },
        { problem: '"MLflow" is no registry' },
      ],
    });
  });
});
