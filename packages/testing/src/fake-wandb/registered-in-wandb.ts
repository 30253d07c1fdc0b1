import type { ModelVersion } from "#registry";
import { registryProviders } from "#registry";
import { type FakeDeps, fakeDeps } from "../fake-deps.ts";
import { fakeEnvironment } from "../fake-environment.ts";
import { sampleMetadata } from "../sample-metadata.ts";
import { sampleModel } from "../sample-model.ts";
import { fakeWandb } from "./fake-wandb.ts";

export interface RegisteredInWandb {
  /** Whose network is the fake, and whose variables name it. */
  deps: FakeDeps;
  /** What an action is given to open that registry. */
  inputs: { registry: "wandb"; "wandb-api-key": string };
  /** `mail@champion`. */
  version: ModelVersion;
  /** Runs that use an artifact, as W&B shows them: name, job type, state. */
  consumers(): string[];
}

/** A model that an action finds in W&B. */
export async function registeredInWandb(): Promise<RegisteredInWandb> {
  const fake = fakeWandb();
  const plain = await fakeDeps({ http: fake.http });
  const environment = fakeEnvironment({
    XDG_STATE_HOME: `${plain.workspace}/state`,
    WANDB_BASE_URL: fake.baseUrl,
    WANDB_PROJECT: "llm",
  });
  const deps = { ...plain, environment };
  const config = {
    apiKey: fake.apiKey,
    baseUrl: fake.baseUrl,
    project: "llm",
    cacheFolder: `${plain.workspace}/cache`,
  };
  const registry = await registryProviders.wandb(deps, config);
  const model = { name: "mail", folder: await sampleModel("one"), bump: "minor", metadata: sampleMetadata } as const;
  const { version } = await registry.register(model);
  await registry.setAlias("mail", "champion", version.version, undefined);
  return {
    deps,
    inputs: { registry: "wandb", "wandb-api-key": fake.apiKey },
    version,
    consumers: () =>
      [...(fake.state.projects.get("ent/llm")?.runs.values() ?? [])]
        .filter(({ uses }) => uses.length > 0)
        .map(({ name, jobType, state }) => `${name} ${jobType} ${state}`),
  };
}
