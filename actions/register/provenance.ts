import { resolve } from "node:path";
import type { ActionDeps, Inputs } from "#action-kit";
import { type Metadata, ToolkitError } from "#contracts";
import {
  checksumList,
  contentDigest,
  type ModelFile,
  type ModelVersion,
  provenanceFiles,
  type Registry,
  withDigests,
} from "#registry";
import { mlBom, provenanceStatement } from "#reports";
import type { ReadCandidate } from "./candidate.ts";
import type { spec } from "./spec.ts";

const checksumsName = "model.sha256";
const statementName = "provenance.intoto.json";
const predicateName = "provenance.predicate.json";

/** All that is ever attached to a version, here or by promote. */
export const evidenceNames = [
  "evaluation.json",
  "canary-report.json",
  checksumsName,
  statementName,
  ...Object.values(provenanceFiles),
];

/**
 * Checksums, SLSA provenance and ML-BOM of a version, attached beside what was given. The provenance is of the run that
 * registered the bytes first; a later one adds nothing to it.
 * @returns digests of what is attached now, by name
 * @throws ToolkitError `model-changed`
 */
export async function attachProvenance(
  registry: Registry,
  version: ModelVersion,
  { folder, found, evaluation, datasetLock, evidence }: ReadCandidate,
  metadata: Metadata,
  deps: ActionDeps,
): Promise<{ digests: Map<string, string>; files: ModelFile[] }> {
  const { github, environment } = deps;
  const files = await withDigests(deps.files, folder, found);
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
  const bom = mlBom({ ...version, files, metadata, evaluation, datasetLock, time: version.createdAt });
  const wanted = new Map([
    ...evidence,
    [checksumsName, checksumList(files)],
    [statementName, written(statement)],
    [provenanceFiles["ml-bom"], written(bom)],
  ]);
  const digests = new Map<string, string>();
  for (const [name, content] of wanted) {
    const there = await registry.attached(version, name);
    // a later run knows no more of how the model was made, and of its bill only what it was given
    const knowsNoMore = name === statementName || (name === provenanceFiles["ml-bom"] && !evaluation && !datasetLock);
    const keep = there === content || (there !== undefined && knowsNoMore);
    if (!keep) digests.set(name, await registry.attach(version, name, content));
  }
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
