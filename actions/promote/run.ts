import { join, resolve } from "node:path";
import type { ActionDeps, ActionResult, Inputs } from "#action-kit";
import { ToolkitError } from "#contracts";
import { isoTime } from "#platform";
import { deployReport, releaseReport, rendered } from "#reports";
import { openRegistry } from "../open-registry.ts";
import { openServing } from "../open-serving.ts";
import { releaseParts } from "../release-parts.ts";
import { type Evidence, readEvidence, registeredPrefix } from "./evidence.ts";
import type { spec } from "./spec.ts";

/** Every step finds what a killed run did already: traffic first, then the alias, then the record. */
export async function run(inputs: Inputs<typeof spec>, deps: ActionDeps): Promise<ActionResult<typeof spec>> {
  const { files, github, log } = deps;
  const serving = await openServing(inputs, deps);
  const before = await serving.describe();
  if (!before) throw new ToolkitError({ code: "not-deployed", message: `nothing is deployed at ${inputs.endpoint}` });
  const candidate = before.variants.canary ?? before.variants.baseline;
  const registry = await openRegistry(inputs, deps);
  const version = await registry.find(candidate.modelRef);
  if (!version)
    throw new ToolkitError({
      code: "model-not-found",
      provider: inputs.registry,
      message: `${candidate.modelRef} is not registered`,
    });
  const weights = join(await registry.fetch(version), "model.gguf");
  const gguf = (await files.stat(weights)) && `sha256:${await files.sha256(weights)}`;
  const read = (path: string): Promise<string | undefined> =>
    registeredPrefix.test(path)
      ? registry.attached(version, path.replace(registeredPrefix, ""))
      : files.readText(resolve(deps.workspace, path)).catch(() => undefined);
  const evidence: Evidence = inputs.force
    ? { digests: {}, contents: {} }
    : await readEvidence(read, inputs.evidence ?? [], { modelRef: candidate.modelRef, gguf });

  const deployment = await serving.promote(inputs.bake);
  const champion = await registry.find(`${version.name}@${inputs.alias}`);
  await registry.setAlias(version.name, inputs.alias, version.version, champion?.version);
  for (const [name, content] of Object.entries(evidence.contents)) await registry.attach(version, name, content);
  const last = (await registry.promotions(version.name)).at(-1);
  if (last?.version !== version.version) {
    const record = {
      time: isoTime(deps.clock),
      version: version.version,
      digest: version.digest,
      previous: champion?.version ?? null,
      evidence: evidence.digests,
      forced: inputs.force ?? null,
      actor: github.actor,
      run: github.runUrl,
    };
    await registry.recordPromotion(version.name, record);
  }
  log.info(`${version.modelRef} (${version.version}) has all traffic`);
  const lines = Object.entries(evidence.digests).map(([name, digest]) => `${name} ${digest}`);
  const ending = deployReport("promote", deployment, inputs.language, { forced: inputs.force, evidence: lines });
  const parts = await releaseParts(files, inputs["report-dir"], deps.workspace);
  return {
    outputs: {
      "model-ref": version.modelRef,
      previous: deployment.previous?.modelRef ?? "",
      version: version.version,
      endpoint: deployment.url,
    },
    report: rendered(
      { schemaVersion: 1, deployment, evidence: evidence.digests, forced: inputs.force ?? null },
      releaseReport(parts, "promoted", ending),
    ),
  };
}
