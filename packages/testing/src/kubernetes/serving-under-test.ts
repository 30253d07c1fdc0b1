import { join } from "node:path";
import {
  type KubernetesEngine,
  type ModelService,
  modelOfManifest,
  renderManifest,
  withoutCanaryShare,
} from "#infrastructure";
import type { Clock, Exec, Platform } from "#platform";
import { type Candidate, type KubernetesServingConfig, type Serving, servingProviders } from "#serving";
import { fakeClock } from "../fake-clock.ts";
import { fakeDeps } from "../fake-deps.ts";
import { fakeCluster } from "./fake-cluster.ts";
import { sampleService } from "./sample-service.ts";

const digestOf = (name: string): string => `sha256:${Buffer.from(name.padEnd(32, "_")).toString("hex")}`;

/** The service that a candidate of the tests becomes. */
export function kubernetesServiceOf(
  engine: KubernetesEngine,
  { modelRef, version, digest, model }: Candidate,
  beside: boolean,
  changed: Partial<ModelService> = {},
): ModelService {
  const service = sampleService(engine, modelRef, { beside, plan: [5, 25, 50, 75], ...changed });
  return {
    ...service,
    server: { ...service.server, startSeconds: 30 },
    model: { modelRef, version, digest, uri: model },
  };
}

/** One called `bad` never starts. */
export const kubernetesCandidate = (engine: KubernetesEngine, name: string): Candidate => ({
  modelRef: name,
  version: "1.0.0",
  digest: digestOf(name),
  model: engine === "kserve" ? `s3://models/${name}` : `pvc://weights/${name}`,
  contextSize: 2048,
  threads: 1,
  parallel: 4,
  extra: {},
});

/** A cluster with an engine and an agent, and what opens the endpoint `mail` there. */
export async function kubernetesServingUnderTest(engine: KubernetesEngine, clock: Clock = fakeClock()) {
  const deps = await fakeDeps({ clock, random: { ...(await fakeDeps()).random, uuid: () => crypto.randomUUID() } });
  const folder = join(deps.workspace, "manifests");
  await deps.files.makeFolder(folder);
  const cluster = fakeCluster({ now: clock.now, manifests: folder });
  const exec: Exec = {
    ...deps.exec,
    async run(command, args, options) {
      if (command !== "kubectl") throw new Error(`${command} is not started here`);
      return cluster.kubectl(args, options?.input);
    },
  };
  const stateDir = join(deps.workspace, "state");
  const manifest = join(folder, "mail.yaml");
  const open = (
    changed: Partial<KubernetesServingConfig> = {},
    around: Partial<Pick<Platform, "exec" | "files" | "clock">> = {},
  ) =>
    servingProviders.kubernetes(
      { ...deps, exec, ...around },
      {
        endpoint: "mail",
        namespace: "models",
        engine,
        manifests: {
          folder,
          of: (candidate, beside) => renderManifest(kubernetesServiceOf(engine, candidate, beside), "en"),
        },
        syncSeconds: 120,
        startSeconds: 1200,
        switchSeconds: 120,
        stateDir,
        planOf: ({ id }) => id,
        async afterPromotion({ digest }) {
          const { files } = { ...deps, ...around };
          const before = await files.readText(manifest);
          const after = withoutCanaryShare(before);
          if (engine === "kserve" && after !== before && modelOfManifest(before)?.digest === digest)
            await files.writeAtomic(manifest, after);
        },
        ...changed,
      },
    ) as Promise<Serving>;
  const candidate = (name: string): Candidate => kubernetesCandidate(engine, name);
  return { cluster, deps, exec, clock, open, candidate, folder, manifest, stateDir };
}
