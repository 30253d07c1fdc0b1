import { join, resolve } from "node:path";
import type { ActionDeps, Inputs } from "#action-kit";
import { type Evaluation, evaluationSchema, InputError, type Metadata, metadataSchema, type Problem } from "#contracts";
import { readJson, readYaml } from "#platform";
import { modelFiles, requireAlias, requireName } from "#registry";
import type { spec } from "./spec.ts";

export interface ReadCandidate {
  folder: string;
  metadata: Metadata;
  /** evaluation.json as it was given; undefined when none was. */
  evidence: string | undefined;
}

/**
 * Everything that is to be registered, checked before anything is written.
 * @throws InputError with what is wrong with all inputs at once
 */
export async function readCandidate(inputs: Inputs<typeof spec>, deps: ActionDeps): Promise<ReadCandidate> {
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
  await attempt(() => requireAlias(inputs.alias));
  const found = await attempt(() => modelFiles(files, folder));
  const metadata = await attempt(() => readYaml(files, resolve(workspace, metadataPath), metadataSchema, metadataPath));
  const evaluationPath = inputs.evaluation;
  let evaluation: Evaluation | undefined;
  if (evaluationPath !== undefined) {
    evaluation = await attempt(() =>
      readJson(files, resolve(workspace, evaluationPath), evaluationSchema, evaluationPath),
    );
    if (evaluation && found?.some(({ path }) => path === "model.gguf")) {
      const gguf = `sha256:${await files.sha256(join(folder, "model.gguf"))}`;
      await attempt(() => requireAbout(evaluation as Evaluation, gguf, evaluationPath));
    }
  }
  if (problems.length > 0 || !metadata)
    throw new InputError(problems, codes.size === 1 ? ([...codes][0] as string) : "bad-input");
  return {
    folder,
    metadata: withScore(metadata, evaluation),
    evidence: evaluationPath === undefined ? undefined : await files.readText(resolve(workspace, evaluationPath)),
  };
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
