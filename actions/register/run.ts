import { join, resolve } from "node:path";
import type { ActionDeps, ActionResult, Inputs } from "#action-kit";
import { metadataSchema } from "#contracts";
import { readYaml, stateFolder } from "#platform";
import { registryProviders } from "#registry";
import { registerReport, rendered } from "#reports";
import type { spec } from "./spec.ts";

export async function run(inputs: Inputs<typeof spec>, deps: ActionDeps): Promise<ActionResult<typeof spec>> {
  const { files, workspace, log } = deps;
  const folder = resolve(workspace, inputs["model-path"]);
  const metadataPath = inputs.metadata ? resolve(workspace, inputs.metadata) : join(folder, "metadata.yaml");
  const metadata = await readYaml(files, metadataPath, metadataSchema, metadataPath);
  const evidence = inputs.evaluation ? await files.readText(resolve(workspace, inputs.evaluation)) : undefined;
  const stateDir = inputs["state-dir"] ?? stateFolder(deps.environment);
  const registry = await registryProviders[inputs.registry](deps, {
    folder: inputs["registry-uri"] ?? join(stateDir, "registry"),
  });

  const { version, created } = await registry.register({ name: inputs.name, folder, bump: inputs.bump, metadata });
  if (evidence !== undefined) await registry.attach(version, "evaluation.json", evidence);
  const previous = await registry.find(`${inputs.name}@${inputs.alias}`);
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
