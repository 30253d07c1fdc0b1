import { type InTotoStatement, type Metadata, slsaProvenance } from "#contracts";
import { pypiUrl } from "./package-url.ts";

export interface BuildFacts {
  /** Files of the model with their checksums, `sha256:<hex>`. */
  files: readonly { path: string; digest: string }[];
  metadata: Metadata;
  repository: string;
  /** Commit and reference that the run was of. */
  sha: string;
  ref: string;
  serverUrl: string;
  /** GITHUB_WORKFLOW_REF; undefined outside GitHub. */
  workflowRef: string | undefined;
  runUrl: string;
  /** ISO 8601. */
  finishedAt: string;
}

/**
 * How a model was made, as SLSA provenance v1 (slsa.dev/spec/v1.0/provenance) about every one of its files. Parameters are
 * what a person chose, dependencies what was taken in: base model, data, commit and Python packages.
 */
export function provenanceStatement(facts: BuildFacts): InTotoStatement {
  const { metadata, repository, serverUrl, sha } = facts;
  return {
    _type: "https://in-toto.io/Statement/v1",
    subject: facts.files.map(({ path, digest }) => ({ name: path, digest: { sha256: digest.replace("sha256:", "") } })),
    predicateType: slsaProvenance,
    predicate: {
      buildDefinition: {
        buildType: "urn:genai-mlops:fine-tune:v1",
        externalParameters: {
          source: `git+${serverUrl}/${repository}@${facts.ref}`,
          workflow: facts.workflowRef ?? null,
          base_model: metadata.base_model,
          dataset: metadata.fine_tuned_on.dataset,
        },
        internalParameters: { hyperparameters: metadata.hyperparameters, seed: metadata.seed, run_id: metadata.run_id },
        resolvedDependencies: dependenciesOf(metadata, `git+${serverUrl}/${repository}`, sha),
      },
      runDetails: {
        builder: { id: facts.workflowRef ? `${serverUrl}/${facts.workflowRef}` : `${serverUrl}/${repository}` },
        metadata: {
          ...(facts.runUrl && { invocationId: facts.runUrl }),
          finishedOn: facts.finishedAt,
        },
      },
    },
  };
}

function dependenciesOf(metadata: Metadata, source: string, sha: string): Record<string, unknown>[] {
  const commit = metadata.git_commit ?? sha;
  return [
    ...(commit ? [{ uri: source, digest: { gitCommit: commit } }] : []),
    { name: metadata.base_model, annotations: { kind: "base-model" } },
    {
      name: metadata.fine_tuned_on.dataset,
      ...(metadata.dataset_digest && { digest: { sha256: metadata.dataset_digest.replace("sha256:", "") } }),
      annotations: { kind: "dataset" },
    },
    ...Object.entries(metadata.packages).map(([name, version]) => ({ uri: pypiUrl(name, version) })),
  ];
}
