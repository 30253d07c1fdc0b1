import { join, resolve } from "node:path";
import type { ActionDeps, Inputs } from "#action-kit";
import {
  datasetLockSchema,
  type Evaluation,
  evaluationSchema,
  InputError,
  type Metadata,
  metadataSchema,
  type Problem,
} from "#contracts";
import { readJson, readYaml } from "#platform";
import {
  type FoundFile,
  type KnownDigests,
  modelFiles,
  provenanceFiles,
  requireAlias,
  requireName,
  requirePreRelease,
} from "#registry";
import { interfaceOf } from "./interface.ts";
import type { spec } from "./spec.ts";

export interface ReadCandidate {
  folder: string;
  metadata: Metadata;
  found: FoundFile[];
  /** Of its files, as far as they were read. */
  digests: KnownDigests;
  evaluation: Evaluation | undefined;
  /** Files to keep beside the version as they were given, by the name that they are attached by. */
  evidence: Map<string, string>;
}

/**
 * Everything that is to be registered, checked before anything is written. Of the model's bytes it reads those that an
 * evaluation names by their digest.
 * @throws InputError with what is wrong with all inputs at once
 */
export async function readCandidate(
  inputs: Inputs<typeof spec>,
  deps: ActionDeps,
  digests: KnownDigests,
): Promise<ReadCandidate> {
  const { files, workspace } = deps;
  const folder = resolve(workspace, inputs["model-path"]);
  const metadataPath = inputs.metadata ?? join(inputs["model-path"], "metadata.yaml");
  const problems: Problem[] = [];
  const codes = new Set<string>();
  const attempt = async <Result>(work: () => Result | Promise<Result>): Promise<Result | undefined> => {
    try {
      return await work();
    } catch (error) {
      if (!(error instanceof InputError)) throw error;
      problems.push(...error.problems);
      codes.add(error.code);
      return undefined;
    }
  };

  await attempt(() => requireName(inputs.name));
  await attempt(() => requireAlias(inputs.alias ?? "challenger"));
  await attempt(() => requireReleasable(inputs));
  const found = await attempt(() => modelFiles(files, folder));
  const metadata = await attempt(() => readYaml(files, resolve(workspace, metadataPath), metadataSchema, metadataPath));
  const evaluationPath = inputs.evaluation;
  let evaluation: Evaluation | undefined;
  if (evaluationPath !== undefined) {
    evaluation = await attempt(() =>
      readJson(files, resolve(workspace, evaluationPath), evaluationSchema, evaluationPath),
    );
    if (evaluation && evaluation.model.digest !== null && found?.some(({ path }) => path === "model.gguf")) {
      const gguf = await digests.of(join(folder, "model.gguf"));
      await attempt(() => requireAbout(evaluation as Evaluation, gguf, evaluationPath));
    }
  }
  const lockPath = inputs["dataset-lock"];
  if (lockPath !== undefined)
    await attempt(() => readJson(files, resolve(workspace, lockPath), datasetLockSchema, lockPath));
  const evidence = new Map<string, string>();
  for (const [name, path] of [
    ["evaluation.json", evaluationPath],
    ["dataset.lock.json", lockPath],
    [provenanceFiles.attestation, inputs.attestation],
    [provenanceFiles.signature, inputs.signature],
  ] as const) {
    if (path === undefined) continue;
    const text = await attempt(() => textOf(resolve(workspace, path), path));
    if (text !== undefined) evidence.set(name, text);
  }
  const described = found && (await attempt(() => interfaceOf(inputs, deps, folder, found)));
  if (problems.length > 0 || !metadata || !found || !described)
    throw new InputError(problems, codes.size === 1 ? ([...codes][0] as string) : "bad-input");
  const license = inputs.license ?? metadata.license;
  const complete = { ...withScore(metadata, evaluation), interface: described, ...(license && { license }) };
  return { folder, found, digests, metadata: complete, evaluation, evidence };

  async function textOf(path: string, shown: string): Promise<string> {
    if ((await files.stat(path))?.kind === "file") return await files.readText(path);
    throw new InputError([{ where: shown, problem: "there is no such file" }], "missing-file");
  }
}

function requireReleasable({ alias, "pre-release": words }: Inputs<typeof spec>): void {
  if (words === undefined) return;
  requirePreRelease(words);
  const problems: Problem[] = [];
  if (alias !== undefined)
    problems.push({
      where: "alias",
      problem: `${alias} would point to a pre-release`,
      mend: "leave alias out; a release of the same bytes gets it",
    });
  if (problems.length > 0) throw new InputError(problems, "bad-pre-release");
}

/** Evidence of another model would speak for this one. An evaluation that names no bytes is kept; promote asks for more. */
function requireAbout({ model }: Evaluation, gguf: string, where: string): void {
  if (model.digest === null || model.digest === gguf) return;
  throw new InputError(
    [
      {
        where,
        problem: `it is about ${model.digest}`,
        legal: `${gguf}, the model.gguf that is registered`,
        mend: "evaluate this model, or leave evaluation out",
      },
    ],
    "other-model",
  );
}

/** The specification's custom_score is the metric that the evaluation is held to first, unless the training gave its own. */
function withScore(metadata: Metadata, evaluation: Evaluation | undefined): Metadata {
  const first = evaluation?.thresholds[0]?.metric;
  const score = first === undefined ? undefined : evaluation?.scores[first]?.value;
  if (metadata.metrics.custom_score !== null || score === undefined) return metadata;
  return { ...metadata, metrics: { ...metadata.metrics, custom_score: score } };
}
