import { join, resolve } from "node:path";
import type { ActionDeps, ActionResult, Inputs } from "#action-kit";
import { type Deployment, type PromotionRecord, ToolkitError } from "#contracts";
import type { ModelVersion, Traffic } from "#registry";
import { deployReport, promotionReport, releaseReport, rendered } from "#reports";
import { deploymentAnnouncer } from "../announce-deployment.ts";
import { endpointAnnouncer } from "../announce-endpoint.ts";
import { carryOut } from "../carry-out.ts";
import { declareUse } from "../declare-use.ts";
import { type NamedRegistry, openRegistries } from "../open-registries.ts";
import { openState } from "../open-state.ts";
import type { Plan } from "../promotion-intent.ts";
import { latestEntries } from "../promotion-record.ts";
import { announceMerged, linkOf, propose, proposingOf } from "../proposed-promotion.ts";
import { releaseParts } from "../release-parts.ts";
import { changing } from "../unfinished-change.ts";
import { bakedUntil, endBake, moved, sayServing } from "./bake.ts";
import { type Evidence, ggufUnder, readEvidence, registeredPrefix } from "./evidence.ts";
import { requireProvenance } from "./required.ts";
import type { spec } from "./spec.ts";
import { type Endpoint, endpointOf, type Target, targetOf } from "./target.ts";

/** Every step finds what a killed run did already: traffic first, then the aliases, then the records. */
export async function run(inputs: Inputs<typeof spec>, deps: ActionDeps): Promise<ActionResult<typeof spec>> {
  if (inputs.only === "bake") return await endBake(inputs, deps);
  const { log } = deps;
  const endpoint = await endpointOf(inputs, deps);
  const registries = await openRegistries(inputs.registries, inputs, deps);
  const proposing = proposingOf(registries);
  const target = await targetOf(inputs, endpoint, registries);
  const evidence = await evidenceFor(inputs, target, { registries, endpoint }, deps);
  await requireProvenance(inputs, target, registries, deps);
  for (const [index, { registry }] of registries.entries())
    await declareUse(registry, target.versions[index] as ModelVersion, "promote", inputs, deps);
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
  const announcer = deploymentAnnouncer(inputs, deps, { endpointUrl: endpoint?.before.url, registries });
  const before = await registries[0]?.registry.find(`${target.name}@${inputs.alias}`);
  const recordOf = async (
    legs: PromotionRecord["legs"],
    settled: PromotionRecord["settled"],
  ): Promise<PromotionRecord> => ({
    schemaVersion: 1,
    event: "promoted",
    name: target.name,
    alias: inputs.alias,
    digest: target.digest,
    legs,
    entries: await latestEntries(registries, target.name),
    settled,
    deployment: announcer.written(),
    evidence: evidence.digests,
    forced: inputs.force === undefined ? null : deps.secrets.redact(inputs.force),
    endpoint: inputs.endpoint ?? null,
  });
  const planned = proposing && (await planOf(inputs, deps, { target, registries, evidence }));
  const proposed = proposing && planned && (await propose(proposing, planned, announcer, deps));
  if (planned && proposed) {
    log.info(
      `${target.modelRef} waits to be ${inputs.alias}; nothing has changed before somebody merges ${linkOf(proposed)}`,
    );
    const record = { ...(await recordOf(planned.legs, [])), proposed };
    return {
      outputs: {
        outcome: "proposed",
        "bake-ends": "",
        "model-ref": "",
        previous: "",
        version: "",
        endpoint: endpoint?.before.url ?? "",
        proposal: linkOf(proposed),
      },
      report: rendered(record, await documentOf(record, undefined, inputs, deps)),
    };
  }
  // a move that waited for a merge has nothing under way
  const { intent, settled } = proposing
    ? { intent: undefined, settled: [] }
    : await carryOut(
        {
          name: target.name,
          state: await openState(inputs, deps),
          parts: { registries, announce: announcer.announce },
          trafficOf: (left) => trafficOf(left.digest, left.endpoint, inputs, endpoint, target.name),
          isSame: ({ event, alias, digest }) =>
            event === "promoted" && alias === inputs.alias && digest === target.digest,
          plan: () => planOf(inputs, deps, { target, registries, evidence }),
          shift,
        },
        deps,
      );
  // all aliases and records were there already: the traffic may still not be
  if (!moves) await shift();
  if (proposing) await announceMerged(proposing, target.name, inputs.alias, announcer);
  log.info(
    `${target.modelRef} (${target.versions[0]?.version}) is ${inputs.alias}${endpoint ? ", with all traffic" : ""}`,
  );

  const record = await recordOf(intent?.legs ?? [], settled);
  return {
    outputs: {
      outcome: bakeEnds ? "baking" : "promoted",
      "bake-ends": bakeEnds,
      "model-ref": target.modelRef,
      previous: deployment ? (deployment.previous?.modelRef ?? "") : (before?.modelRef ?? ""),
      version: target.versions[0]?.version ?? "",
      endpoint: deployment?.url ?? "",
      proposal: "",
    },
    report: rendered(record, await documentOf(record, deployment && { deployment, bakeEnds }, inputs, deps)),
  };
}

async function evidenceFor(
  inputs: Inputs<typeof spec>,
  { modelRef, versions }: Target,
  { registries, endpoint }: { registries: readonly NamedRegistry[]; endpoint: Endpoint | undefined },
  { files, workspace, log }: ActionDeps,
): Promise<Evidence> {
  const given = inputs.evidence ?? [];
  const how = inputs.force ? "forced" : "required";
  if (how === "forced" && given.length === 0) return { digests: {}, contents: {}, leftOut: [] };
  const [first] = registries as [NamedRegistry];
  // the folder holds what the version's manifest lists, and nothing else
  const weights = join(await first.registry.fetch(versions[0] as ModelVersion), "model.gguf");
  const { canary, baseline } = endpoint?.before.variants ?? {};
  const digest = (await files.stat(weights)) ? `sha256:${await files.sha256(weights)}` : undefined;
  const gguf = ggufUnder(digest, canary ?? baseline);
  const read = async (path: string): Promise<string | undefined> => {
    if (!registeredPrefix.test(path)) return await files.readText(resolve(workspace, path)).catch(() => undefined);
    for (const [index, { registry }] of registries.entries()) {
      const found = await registry.attached(versions[index] as ModelVersion, path.replace(registeredPrefix, ""));
      if (found !== undefined) return found;
    }
    return undefined;
  };
  const evidence = await readEvidence(read, given, { modelRef, gguf }, how);
  for (const { where, problem } of evidence.leftOut) log.warning(`${where} is not kept as evidence: ${problem}`);
  return evidence;
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
    legs,
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
