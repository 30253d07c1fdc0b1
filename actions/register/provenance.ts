import { resolve } from "node:path";
import type { ActionDeps, Inputs } from "#action-kit";
import { datasetLockSchema, evaluationSchema, type Language, type Metadata, ToolkitError } from "#contracts";
import {
  checksumList,
  contentDigest,
  type ModelFile,
  type ModelVersion,
  provenanceFiles,
  type Registry,
  withDigests,
} from "#registry";
import { mlBom, modelCard, provenanceStatement } from "#reports";
import { attachedAs } from "./attached-as.ts";
import type { ReadCandidate } from "./candidate.ts";
import type { spec } from "./spec.ts";

const checksumsName = "model.sha256";
export const statementName = "provenance.intoto.json";
const predicateName = "provenance.predicate.json";

/** All that is attached to a version and is about its bytes alone; bill and card name the version and are made anew. */
export const evidenceNames = [
  "evaluation.json",
  "canary-report.json",
  "dataset.lock.json",
  checksumsName,
  statementName,
  provenanceFiles.attestation,
  provenanceFiles.signature,
];

/**
 * Checksums, SLSA provenance, ML-BOM and model card of a version, attached beside what was given. The provenance is of the run that
 * registered the bytes first; a later one adds nothing to it.
 * @returns digests of what is attached now, by name
 * @throws ToolkitError `model-changed`
 */
export async function attachProvenance(
  registry: Registry,
  version: ModelVersion,
  { folder, found, evidence, digests: known }: ReadCandidate,
  { metadata, language }: { metadata: Metadata; language: Language },
  deps: ActionDeps,
): Promise<{ digests: Map<string, string>; files: ModelFile[] }> {
  const { github, environment } = deps;
  const files = await withDigests(deps.files, folder, found, known);
  if (contentDigest(files) !== version.digest)
    throw new ToolkitError({
      code: "model-changed",
      retryable: true,
      message: `${folder} is not what was registered as ${version.version}: something writes to it`,
    });
  const statement = provenanceStatement({
    ...github,
    files,
    metadata,
    workflowRef: environment.get("GITHUB_WORKFLOW_REF"),
    finishedAt: version.createdAt,
  });
  const digests = new Map<string, string>();
  const attach = async (name: string, content: string, onlyFirst = false): Promise<void> => {
    const there = await registry.attached(version, name);
    if (there === content || (onlyFirst && there !== undefined)) return;
    digests.set(name, await registry.attach(version, name, content));
  };
  for (const [name, content] of evidence) await attach(name, content);
  await attach(checksumsName, checksumList(files));
  await attach(statementName, written(statement), true);
  const evaluation = await attachedAs(evaluationSchema, registry, version, "evaluation.json");
  const datasetLock = await attachedAs(datasetLockSchema, registry, version, "dataset.lock.json");
  const bom = mlBom({ ...version, files, metadata, evaluation, datasetLock, time: version.createdAt });
  await attach(provenanceFiles["ml-bom"], written(bom));
  await attach("model-card.md", modelCard({ ...version, metadata, evaluation, license: metadata.license }, language));
  return { digests, files };
}

/** What actions/attest reads, in the folder of the reports. */
export async function writeForAttest(
  inputs: Pick<Inputs<typeof spec>, "report-dir">,
  { files, workspace }: ActionDeps,
  registry: Registry,
  version: ModelVersion,
): Promise<{ "checksums-path": string; "predicate-path": string }> {
  const path = (name: string): string => `${inputs["report-dir"]}/${name}`;
  const attached = async (name: string): Promise<string> => (await registry.attached(version, name)) ?? "";
  const { predicate } = JSON.parse(await attached(statementName)) as { predicate: unknown };
  await files.writeAtomic(resolve(workspace, path(checksumsName)), await attached(checksumsName));
  await files.writeAtomic(resolve(workspace, path(predicateName)), written(predicate));
  return { "checksums-path": path(checksumsName), "predicate-path": path(predicateName) };
}

const written = (value: unknown): string => `${JSON.stringify(value, null, 2)}\n`;
