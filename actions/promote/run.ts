import { join, resolve } from "node:path";
import type { ActionDeps, ActionResult, Inputs } from "#action-kit";
import { type Deployment, type PromotionRecord, ToolkitError } from "#contracts";
import type { ModelVersion, Traffic } from "#registry";
import { deployReport, promotionReport, releaseReport, rendered } from "#reports";
import { deploymentAnnouncer } from "../announce-deployment.ts";
import { endpointAnnouncer } from "../announce-endpoint.ts";
import { carryOut } from "../carry-out.ts";
import { type NamedRegistry, openRegistries } from "../open-registries.ts";
import { openState } from "../open-state.ts";
import type { Plan } from "../promotion-intent.ts";
import { latestEntries } from "../promotion-record.ts";
import { releaseParts } from "../release-parts.ts";
import { changing } from "../unfinished-change.ts";
import { bakedUntil, endBake, moved, sayServing } from "./bake.ts";
import { type Evidence, readEvidence, registeredPrefix } from "./evidence.ts";
import { requireProvenance } from "./required.ts";
import type { spec } from "./spec.ts";
import { type Endpoint, endpointOf, type Target, targetOf } from "./target.ts";

/** Every step finds what a killed run did already: traffic first, then the aliases, then the records. */
export async function run(inputs: Inputs<typeof spec>, deps: ActionDeps): Promise<ActionResult<typeof spec>> {
  if (inputs.only === "bake") return await endBake(inputs, deps);
  const { log } = deps;
  const endpoint = await endpointOf(inputs, deps);
  const registries = await openRegistries(inputs.registries, inputs, deps);
  const target = await targetOf(inputs, endpoint, registries);
  const evidence = await evidenceFor(inputs, target, registries, deps);
  await requireProvenance(inputs, target, registries, deps);
  for (const [index, { registry }] of registries.entries())
    for (const [name, content] of Object.entries(evidence.contents))
      if ((await registry.attached(target.versions[index] as ModelVersion, name)) !== content)
        await registry.attach(target.versions[index] as ModelVersion, name, content);

  let deployment: Deployment | undefined;
  let bakeEnds = "";
  let moves = false;
  const shift = async (): Promise<void> => {
    moves = true;
    if (!endpoint) return;
    const { id } = endpoint.before;
    const status = endpointAnnouncer(inputs, deps);
    await status.open(id, (text) => text.promoting(target.modelRef));
    deployment = await status.failing(id, () => changing(deps, id, () => moved(endpoint.serving, inputs)));
    const { modelRef } = deployment.variants.baseline;
    if (modelRef !== target.modelRef)
      throw new ToolkitError({
        code: "rolled-back-meanwhile",
        message: `${modelRef} has the traffic, not ${target.modelRef}`,
      });
    bakeEnds = await bakedUntil(endpoint.serving, inputs, deps);
    await sayServing(status, deployment, bakeEnds);
  };
  const announcer = deploymentAnnouncer(inputs, deps, endpoint?.before.url);
  const before = await registries[0]?.registry.find(`${target.name}@${inputs.alias}`);
  const { intent, settled } = await carryOut(
    {
      name: target.name,
      state: await openState(inputs, deps),
      parts: { registries, announce: announcer.announce },
      trafficOf: (left) => trafficOf(left.digest, left.endpoint, inputs, endpoint, target.name),
      plan: () => planOf(inputs, deps, { target, registries, evidence }),
      shift,
    },
    deps,
  );
  // all aliases and records were there already: the traffic may still not be
  if (!moves) await shift();
  log.info(
    `${target.modelRef} (${target.versions[0]?.version}) is ${inputs.alias}${endpoint ? ", with all traffic" : ""}`,
  );

  const record: PromotionRecord = {
    schemaVersion: 1,
    event: "promoted",
    name: target.name,
    alias: inputs.alias,
    digest: target.digest,
    legs: intent?.legs ?? [],
    entries: await latestEntries(registries, target.name),
    settled,
    deployment: announcer.written(),
    evidence: evidence.digests,
    forced: inputs.force === undefined ? null : deps.secrets.redact(inputs.force),
    endpoint: inputs.endpoint ?? null,
  };
  return {
    outputs: {
      outcome: bakeEnds ? "baking" : "promoted",
      "bake-ends": bakeEnds,
      "model-ref": target.modelRef,
      previous: deployment ? (deployment.previous?.modelRef ?? "") : (before?.modelRef ?? ""),
      version: target.versions[0]?.version ?? "",
      endpoint: deployment?.url ?? "",
    },
    report: rendered(record, await documentOf(record, deployment && { deployment, bakeEnds }, inputs, deps)),
  };
}

async function evidenceFor(
  inputs: Inputs<typeof spec>,
  { modelRef, versions }: Target,
  registries: readonly NamedRegistry[],
  { files, workspace }: ActionDeps,
): Promise<Evidence> {
  if (inputs.force) return { digests: {}, contents: {} };
  const [first] = registries as [NamedRegistry];
  const weights = join(await first.registry.fetch(versions[0] as ModelVersion), "model.gguf");
  const gguf = (await files.stat(weights)) && `sha256:${await files.sha256(weights)}`;
  const read = async (path: string): Promise<string | undefined> => {
    if (!registeredPrefix.test(path)) return await files.readText(resolve(workspace, path)).catch(() => undefined);
    for (const [index, { registry }] of registries.entries()) {
      const found = await registry.attached(versions[index] as ModelVersion, path.replace(registeredPrefix, ""));
      if (found !== undefined) return found;
    }
    return undefined;
  };
  return await readEvidence(read, inputs.evidence ?? [], { modelRef, gguf });
}

/** undefined when every alias is there and every record says so. */
async function planOf(
  inputs: Inputs<typeof spec>,
  { github, secrets }: ActionDeps,
  { target, registries, evidence }: { target: Target; registries: readonly NamedRegistry[]; evidence: Evidence },
): Promise<Plan | undefined> {
  const { name, digest, versions } = target;
  const { alias, environment, force, bake, wait } = inputs;
  let whole = true;
  const legs = [];
  for (const [index, { name: registryName, registry }] of registries.entries()) {
    const { version: to } = versions[index] as ModelVersion;
    const from = (await registry.find(`${name}@${alias}`))?.version ?? null;
    const last = (await registry.promotions(name)).findLast((entry) => (entry.alias ?? alias) === alias);
    whole &&= from === to && last?.version === to;
    legs.push({ registry: registryName, from, to });
  }
  if (whole) return undefined;
  return {
    event: "promoted",
    name,
    alias,
    digest,
    // what cannot go back goes last: nothing can then stand in its way
    legs: legs.sort((left, right) => Number(left.from === null) - Number(right.from === null)),
    endpoint: inputs.endpoint ?? null,
    evidence: evidence.digests,
    forced: force === undefined ? null : secrets.redact(force),
    environment,
    sha: github.sha,
    actor: github.actor,
    run: github.runUrl,
    seconds: wait ? bake : 0,
  };
}

/** Only of the endpoint that this run was given; of another nothing is known. */
async function trafficOf(
  digest: string,
  of: string | null,
  inputs: Inputs<typeof spec>,
  endpoint: Endpoint | undefined,
  name: string,
): Promise<Traffic> {
  if (!endpoint || of !== inputs.endpoint) return "unknown";
  const now = await endpoint.serving.describe();
  return now?.variants.baseline.modelRef === `${name}#${digest}` ? "to" : "from";
}

async function documentOf(
  record: PromotionRecord,
  traffic: { deployment: Deployment; bakeEnds: string } | undefined,
  inputs: Inputs<typeof spec>,
  { files, workspace }: ActionDeps,
) {
  const lines = Object.entries(record.evidence).map(([name, digest]) => `${name} ${digest}`);
  const served =
    traffic &&
    deployReport("promote", traffic.deployment, inputs.language, {
      forced: inputs.force,
      evidence: lines,
      bakeEnds: traffic.bakeEnds,
    });
  const last = promotionReport(record, inputs.language, served);
  // without an endpoint no release went through its steps
  if (!served) return last;
  const parts = await releaseParts(files, inputs["report-dir"], workspace);
  return releaseReport(parts, "promoted", last);
}
