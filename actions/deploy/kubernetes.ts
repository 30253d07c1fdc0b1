import { join } from "node:path";
import type { ActionDeps, ActionResult, Inputs } from "#action-kit";
import { type Deployment, deploymentSchema, InputError, type ServedVariant } from "#contracts";
import { type ManifestModel, modelOfManifest, renderManifest } from "#infrastructure";
import { isoTime, readJson, stateFolder } from "#platform";
import type { ModelVersion } from "#registry";
import { deployReport, rendered } from "#reports";
import { type Candidate, deploymentId, type Strategy } from "#serving";
import { kubernetesPlan, kubernetesProvider, kubernetesStartSeconds, manifestPlace } from "../kubernetes-serving.ts";
import { changing } from "../unfinished-change.ts";
import { beforeIn, notYet } from "./later.ts";
import { modelServiceOf } from "./model-service.ts";
import type { spec } from "./spec.ts";

/** Writes the manifest; with `kubernetes-follow` also waits until somebody applied it and the model stands. */
export async function deployToKubernetes(
  inputs: Inputs<typeof spec>,
  deps: ActionDeps,
  { modelRef, version, digest }: Pick<ModelVersion, "modelRef" | "version" | "digest">,
  extra: Record<string, unknown>,
): Promise<ActionResult<typeof spec>> {
  const candidate: Candidate = {
    modelRef,
    version,
    digest,
    model: inputs["model-uri"] ?? "",
    contextSize: inputs["context-size"],
    threads: inputs.threads,
    parallel: inputs.parallel,
    extra,
  };
  const manifestOf = (each: Candidate, beside: boolean) =>
    renderManifest(modelServiceOf(inputs, each, beside), inputs.language);
  const { path, folder } = manifestPlace(inputs, deps);
  if (inputs.mode === "submit" || (inputs.mode === "run" && !inputs["kubernetes-follow"])) {
    const { deployment, before } = await written(inputs, deps, candidate, manifestOf);
    return resultOf(inputs, deps, deployment, { before, manifest: path });
  }
  const serving = await kubernetesProvider(inputs, deps, {
    manifests: { folder, of: manifestOf },
    url: urlOf(inputs),
    syncSeconds: inputs["kubernetes-sync"],
    // the engine gives up first, and says why
    startSeconds: (inputs.timeout ?? kubernetesStartSeconds) + 120,
  });
  const id = deploymentId(inputs.endpoint, digest);
  if (inputs.mode === "collect") {
    const progress = await changing(deps, id, async () => await serving.collect?.(candidate, inputs.strategy));
    if (progress?.state !== "deployed") return notYet(inputs, deps, id, { modelRef, progress });
    const { record, already } = progress;
    return resultOf(inputs, deps, record, { before: beforeIn(record), collected: !already });
  }
  const before = (await serving.describe())?.variants.baseline.modelRef;
  const deployment = await changing(deps, id, () => serving.deploy(candidate, inputs.strategy));
  return resultOf(inputs, deps, deployment, { before });
}

function urlOf(inputs: Inputs<typeof spec>): string | undefined {
  const { "kubernetes-url": given, "kubernetes-hostname": hostname } = inputs;
  if (given !== undefined) return given.replace(/\/+$/, "");
  // one of many is no address
  return hostname === undefined || hostname.startsWith("*") ? undefined : `http://${hostname}`;
}

function resultOf(
  inputs: Inputs<typeof spec>,
  deps: ActionDeps,
  deployment: Deployment,
  { before, manifest, collected = false }: { before: string | undefined; manifest?: string; collected?: boolean },
): ActionResult<typeof spec> {
  const { canary } = deployment.variants;
  const stateDir = inputs["state-dir"] ?? stateFolder(deps.environment);
  const place = manifestPlace(inputs, deps).path;
  deps.log.info(manifest ? `commit ${place}: nothing was changed in the cluster` : `${deployment.url} answers`);
  return {
    outputs: {
      outcome: manifest === undefined ? "deployed" : "written",
      collected,
      "deployment-id": deployment.id,
      endpoint: deployment.url,
      "canary-endpoint": canary ? `${canary.url}/v1` : "",
      previous: before ?? "",
      deployment: join(stateDir, "deployments", inputs.endpoint, "deployment.json"),
      manifest: place,
      "first-deployment": before === undefined,
    },
    report: rendered(deployment, deployReport("deploy", deployment, inputs.language, { manifest })),
  };
}

/** The manifest and what is known without a look into the cluster: what the manifest in the repository named before. */
async function written(
  inputs: Inputs<typeof spec>,
  deps: ActionDeps,
  candidate: Candidate,
  manifestOf: (candidate: Candidate, beside: boolean) => ReturnType<typeof renderManifest>,
): Promise<{ deployment: Deployment; before: string | undefined }> {
  const { files } = deps;
  if (inputs.strategy === "all-at-once") {
    const mend = "set kubernetes-follow: true, or take strategy: canary";
    const problem = "all-at-once moves traffic, and a manifest alone does not";
    throw new InputError([{ where: "strategy", problem, mend }]);
  }
  const { file } = manifestPlace(inputs, deps);
  const content = (await files.stat(file)) ? await files.readText(file) : "";
  const named = modelOfManifest(content);
  // the same model again keeps the place that it has
  const beside = named?.digest === candidate.digest ? /^\s+canaryTrafficPercent:/m.test(content) : named !== undefined;
  const manifest = manifestOf(candidate, beside);
  const folder = join(inputs["state-dir"] ?? stateFolder(deps.environment), "deployments", inputs.endpoint);
  const record = join(folder, "deployment.json");
  const known = (await files.stat(record)) ? await readJson(files, record, deploymentSchema, record) : undefined;
  const variant = variantOf(inputs, deps, candidate, manifest.revision);
  const deployment = recordWith(known ?? firstRecord(inputs, deps, named, variant), variant, inputs.strategy);
  // the way back is there before anything is that could be committed
  await files.writeAtomic(join(folder, "rollback-plan.md"), kubernetesPlan(inputs, deps)(deployment));
  if (manifest.content !== content) await files.writeAtomic(file, manifest.content);
  if (deployment !== known) await files.writeAtomic(record, `${JSON.stringify(deployment, null, 2)}\n`);
  return { deployment, before: named && (known?.variants.baseline.modelRef ?? named.modelRef) };
}

/** The model stands beside what is in service, unless it is that. */
function recordWith(known: Deployment, variant: ServedVariant, strategy: Strategy): Deployment {
  const { baseline, canary } = known.variants;
  if ([baseline, canary].some((each) => each?.digest === variant.digest && each.server === variant.server))
    return known;
  if (baseline.digest === variant.digest) return { ...known, variants: { baseline: variant, canary } };
  return {
    ...known,
    id: deploymentId(known.endpoint, variant.digest),
    variants: { baseline, canary: variant },
    previous: null,
    rollout: { strategy, step: "standing" },
    history: [...known.history, { time: variant.startedAt, event: "deployed", modelRef: variant.modelRef }],
  };
}

function firstRecord(
  inputs: Inputs<typeof spec>,
  deps: ActionDeps,
  named: ManifestModel | undefined,
  variant: ServedVariant,
): Deployment {
  const baseline: ServedVariant = {
    ...variant,
    ...(named && named.digest !== variant.digest && { ...named, server: "in-git" }),
    url: within(inputs, "stable"),
  };
  return {
    schemaVersion: 1,
    id: deploymentId(inputs.endpoint, baseline.digest),
    endpoint: inputs.endpoint,
    target: "kubernetes",
    url: `${urlOf(inputs) ?? within(inputs, "stable")}/v1`,
    tokenFile: "",
    requestLog: "",
    variants: { baseline, canary: null },
    previous: null,
    rollout: { strategy: inputs.strategy, step: "settled" },
    history: [{ time: isoTime(deps.clock), event: "deployed", modelRef: baseline.modelRef }],
  };
}

const variantOf = (
  inputs: Inputs<typeof spec>,
  deps: ActionDeps,
  { modelRef, version, digest, contextSize, threads, parallel, extra }: Candidate,
  server: string,
): ServedVariant => ({
  modelRef,
  version,
  digest,
  server,
  url: within(inputs, "canary"),
  startedAt: isoTime(deps.clock),
  settings: { contextSize, threads, parallel, extra: { ...extra }, engine: inputs["kubernetes-server"] },
});

function within(inputs: Inputs<typeof spec>, arm: "stable" | "canary"): string {
  const service = inputs["kubernetes-engine"] === "kserve" ? inputs.endpoint : `${inputs.endpoint}-${arm}`;
  return `http://${service}.${inputs["kubernetes-namespace"]}.svc.cluster.local`;
}
