import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import {
  fakeDeps,
  fakeEnvironment,
  fakeHost,
  fakeMlflow,
  fileRegistryInputs,
  gitRegistryUnderTest,
  sampleMetadata,
  sampleModel,
} from "#testing";
import { actions } from "./catalog.ts";
import { openRegistry } from "./open-registry.ts";

const inputs = { ...fileRegistryInputs, "state-dir": undefined, language: "ru" } as const;

describe("the registry of an action", () => {
  it("is a folder of the workspace, or an MLflow server, by one input", async () => {
    const deps = await fakeDeps();
    const folder = await openRegistry({ ...inputs, "registry-uri": "models" }, deps);
    await folder.register({ name: "mail", folder: await sampleModel("one"), bump: "minor", metadata: sampleMetadata });
    await expect(readFile(join(deps.workspace, "models/mail/versions/1.0.0/manifest.json"))).resolves.toBeDefined();

    const { http, address } = fakeMlflow();
    const environment = fakeEnvironment({
      MLFLOW_TRACKING_URI: address,
      XDG_STATE_HOME: join(deps.workspace, "state"),
    });
    const mlflow = await openRegistry({ ...inputs, registry: "mlflow" }, { ...deps, http, environment });
    const model = { name: "mail", folder: await sampleModel("one"), bump: "minor", metadata: sampleMetadata } as const;
    const { version } = await mlflow.register(model);
    expect(version.uri).toBe("models:/mail/1");
    expect(await mlflow.fetch(version)).toMatch(/state\/genai-mlops\/registry-cache\/mlflow\/mail\//);
    await expect(openRegistry({ ...inputs, registry: "mlflow" }, deps)).rejects.toMatchObject({
      code: "bad-registry-uri",
      message: expect.stringContaining("MLFLOW_TRACKING_URI"),
    });
  });

  it.each([
    ["wandb", "WANDB_PROJECT"],
    ["sagemaker", "s3://bucket"],
    ["huggingface", "HF_TOKEN"],
    ["azure-ml", "AZURE_SUBSCRIPTION_ID"],
    ["vertex", "GOOGLE_CLOUD_PROJECT"],
  ] as const)("%s names what it lacks", async (registry, word) => {
    const deps = await fakeDeps();
    await expect(openRegistry({ ...inputs, registry }, deps)).rejects.toThrow(word);
  });

  it("is opened by what each vendor's own variables say", async () => {
    const deps = await fakeDeps();
    const environment = fakeEnvironment({
      XDG_STATE_HOME: join(deps.workspace, "state"),
      WANDB_PROJECT: "mail",
      HF_TOKEN: "hf_fake",
      AWS_REGION: "eu-central-1",
      GENAI_MLOPS_SAGEMAKER_URI: "s3://models/mail",
    });
    const key = { "wandb-api-key": "k".repeat(40) };
    for (const registry of ["git", "wandb", "sagemaker", "huggingface"] as const)
      expect(await openRegistry({ ...inputs, ...key, registry }, { ...deps, environment })).toHaveProperty("register");
  });
});

it("langsmith is legal where prompts are looked at, and no registry anywhere else", async () => {
  const { workspace } = await fakeDeps();
  const said = async (action: string): Promise<string> => {
    const host = fakeHost({ registry: "langsmith", "report-dir": workspace, language: "en" });
    await (await actions[action]?.())?.main({ host, distFolder: "dist" });
    expect(host.failures).toHaveLength(1);
    return host.failures.join();
  };
  // what it lacks are the names
  expect(await said("registry-event")).not.toContain("langsmith");
  for (const action of ["register", "promote", "rollback", "deploy"])
    expect(await said(action)).toMatch(
      /got "langsmith".*file \| git \| mlflow \| wandb \| sagemaker \| azure-ml \| vertex \| huggingface$/m,
    );
});

describe("a git registry on a hosted runner", () => {
  const made = async (more: object = {}) => {
    const { deps, clone, storeFolder } = await gitRegistryUnderTest(() => undefined as never);
    const variables = { ...deps.environment.all(), RUNNER_ENVIRONMENT: "github-hosted" };
    const here = { ...deps, workspace: clone, environment: fakeEnvironment(variables) };
    const folder = await sampleModel("one");
    const candidate = { name: "mail", folder, bump: "minor", metadata: sampleMetadata } as const;
    return {
      open: (given: object = more) => openRegistry({ ...inputs, registry: "git", ...given }, here),
      candidate,
      storeFolder,
    };
  };

  it("registers nothing whose bytes would go with the runner, and says what to set; records are read all the same", async () => {
    const { open, candidate } = await made();
    const registry = await open();
    await expect(registry.register(candidate)).rejects.toMatchObject({
      code: "store-forgotten",
      problems: [{ where: "git-store", mend: expect.stringContaining("mounted") }],
    });
    expect(await registry.list("mail")).toEqual([]);
  });

  it("registers where the store is named", async () => {
    const { open, candidate, storeFolder } = await made();
    const registry = await open({ "git-store": storeFolder });
    expect(await registry.register(candidate)).toMatchObject({ created: true });
  });
});
