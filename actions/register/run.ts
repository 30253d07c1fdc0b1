import type { ActionDeps, ActionResult, Inputs } from "#action-kit";
import { registerReport, rendered } from "#reports";
import { openRegistry } from "../open-registry.ts";
import { readCandidate } from "./candidate.ts";
import type { spec } from "./spec.ts";

export async function run(inputs: Inputs<typeof spec>, deps: ActionDeps): Promise<ActionResult<typeof spec>> {
  const { log } = deps;
  const { folder, metadata, evidence } = await readCandidate(inputs, deps);
  const registry = await openRegistry(inputs, deps);

  const previous = await registry.find(`${inputs.name}@${inputs.alias}`);
  const { version, created } = await registry.register({ name: inputs.name, folder, bump: inputs.bump, metadata });
  if (evidence !== undefined) {
    const digest = await registry.attach(version, "evaluation.json", evidence);
    log.info(`evaluation.json is kept as evidence: ${digest}`);
  }
  await registry.setAlias(inputs.name, inputs.alias, version.version, previous?.version);
  log.info(
    `${version.name} ${version.version} ${created ? "registered" : "was registered before"}: ${version.modelRef}`,
  );
  const report = { ...version, alias: inputs.alias, created, metadata: await registry.metadata(version) };
  return {
    outputs: { "model-ref": version.modelRef, version: version.version, uri: version.uri, created },
    report: rendered({ schemaVersion: 1, ...report }, registerReport(report, inputs.language)),
  };
}
