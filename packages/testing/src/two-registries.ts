import { join } from "node:path";
import { expect } from "vitest";
import type { Http } from "#platform";
import { type Registry, registryProviders } from "#registry";
import { closeLater } from "./close-later.ts";
import { dyingFiles, dyingHttp, lifeOf } from "./dying.ts";
import { type FakeDeps, fakeDeps } from "./fake-deps.ts";
import { fakeEnvironment } from "./fake-environment.ts";
import { type FakeGithub, fakeGithub } from "./fake-github.ts";
import { fakeMlflow } from "./fake-mlflow.ts";
import { sampleMetadata } from "./sample-metadata.ts";
import { sampleModel } from "./sample-model.ts";

/** Folders by their weight: nothing writes to them. */
const models = new Map<string, Promise<string>>();

export interface TwoRegistries {
  deps: FakeDeps;
  github: FakeGithub;
  /** The same outer world to a process that is killed just before its n-th change of anything. */
  dying(calls: number): FakeDeps;
  /** The same world to another run of another person; what was killed before is dead to it. */
  other(runId: string, actor?: string): FakeDeps;
  /** Registers a model in both. @returns `name#sha256:…` */
  register(weight: string): Promise<string>;
  registries(): Promise<[Registry, Registry]>;
}

/** The same until `closeAll`, by which nothing may have been asked of GitHub that it does not take. */
export async function openTwoRegistries(): Promise<TwoRegistries> {
  const made = await twoRegistries();
  closeLater({
    async close() {
      expect(made.github.violations).toEqual([]);
      await made.github.close();
    },
  });
  return made;
}

/** A folder and an MLflow server as registries, GitHub as forge, and a folder that holds state. */
export async function twoRegistries(): Promise<TwoRegistries> {
  const mlflow = fakeMlflow();
  const github = await fakeGithub();
  const first = await fakeDeps();
  const variables = { XDG_STATE_HOME: join(first.workspace, "state"), MLFLOW_TRACKING_URI: mlflow.address };
  const http: Http = {
    send: (request) => (request.url.startsWith(mlflow.address) ? mlflow.http : first.http).send(request),
  };
  const deps: FakeDeps = {
    ...first,
    http,
    environment: fakeEnvironment(variables),
    // the process that a lock names is this one; to the next run it is dead
    exec: { ...first.exec, isAlive: () => false },
    random: { ...first.random, uuid: () => crypto.randomUUID() },
    github: { ...first.github, apiUrl: github.baseUrl },
  };
  const files = (ports = deps): Promise<Registry> =>
    registryProviders.file(ports, { folder: join(variables.XDG_STATE_HOME, "genai-mlops/registry") });
  const server = (): Promise<Registry> =>
    registryProviders.mlflow(deps, {
      tracking: mlflow.address,
      registry: mlflow.address,
      cacheFolder: join(variables.XDG_STATE_HOME, "genai-mlops/registry-cache/mlflow"),
    });
  return {
    deps,
    github,
    dying(calls) {
      const life = lifeOf(calls);
      return { ...deps, files: dyingFiles(deps.files, life), http: dyingHttp(http, life) };
    },
    other(runId, actor = "mona") {
      const runUrl = deps.github.runUrl.replace(/\d+$/, runId);
      return { ...deps, github: { ...deps.github, runId, runUrl, actor } };
    },
    async register(weight) {
      models.set(weight, models.get(weight) ?? sampleModel(weight));
      const folder = (await models.get(weight)) as string;
      const candidate = { name: "mail", folder, bump: "minor", metadata: sampleMetadata } as const;
      // nobody died yet when models are registered, and what a dead process staged is swept away
      const alive = { ...deps, exec: first.exec };
      for (const registry of [await files(alive), await server()]) await registry.register(candidate);
      return (await (await files()).list("mail")).at(-1)?.modelRef ?? "";
    },
    registries: async () => [await files(), await server()],
  };
}
