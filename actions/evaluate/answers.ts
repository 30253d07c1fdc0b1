import { resolve } from "node:path";
import type { ActionDeps, Inputs } from "#action-kit";
import { InputError, type Prediction, predictionSchema } from "#contracts";
import { inferenceProviders } from "#inference";
import { pinnedEnvironment, stateFolder } from "#platform";
import { serveForRun, serverProgram, serverRequirements } from "#serving";
import { journalKey } from "./journal.ts";
import type { RowsFile } from "./ordered-rows.ts";
import { predictRows } from "./predict.ts";
import type { Settings } from "./settings.ts";
import type { ModelSource } from "./sources.ts";
import type { spec } from "./spec.ts";
import { type TestSet, testSetRows } from "./test-set.ts";

type Given = Inputs<typeof spec>;

export interface Answers {
  file: RowsFile<Prediction>;
  /** Of the model's bytes, where it is a file. */
  digest: string | null;
  /** Files of what was measured of the answers outside. */
  measures: readonly string[];
}

/** The source's answer to every row, in a file: as it was given, or asked for now. */
export async function answersOf(
  source: ModelSource,
  { inputs, settings, testSet }: { inputs: Given; settings: Settings; testSet: TestSet | undefined },
  deps: ActionDeps,
  label: "candidate" | "baseline",
): Promise<Answers> {
  if (source.kind === "predictions")
    return {
      file: { path: source.path, shown: source.name, schema: predictionSchema, journal: false },
      digest: null,
      measures: [],
    };
  if (!testSet) throw new InputError([{ where: "test-set", problem: "is needed to ask a model" }], "missing-input");
  const digest = source.kind === "gguf" ? `sha256:${await deps.files.sha256(source.path)}` : null;
  const likelihood = settings.metrics.some(({ name }) => name === "perplexity" || name === "bits-per-byte");
  const firstToken = settings.metrics.some(({ name }) => name.startsWith("first-token-"));
  const asking = { maxTokens: inputs["max-tokens"], temperature: inputs.temperature, likelihood, firstToken };
  const key = journalKey({
    source: digest ?? (source.kind === "endpoint" ? source.baseUrl : source.path),
    model: inputs.model,
    testSetSha256: testSet.sha256,
    parameters: { ...asking, contextSize: inputs["context-size"] },
  });
  const path = resolve(deps.workspace, inputs["report-dir"], `predictions-${label}-${key}.jsonl`);
  const ask = async (baseUrl: string): Promise<void> => {
    const inference = await inferenceProviders["openai-compatible"](deps, {
      baseUrl,
      model: inputs.model,
      apiKey: source.kind === "endpoint" ? inputs["api-key"] : undefined,
      attempts: 1,
    });
    await predictRows(deps, inference, testSetRows(testSet, deps), {
      ...asking,
      path,
      total: testSet.rows,
      concurrency: inputs.concurrency,
      label,
      signal: deps.signal,
    });
  };
  if (source.kind === "endpoint") await ask(source.baseUrl);
  else
    await serveForRun(
      deps,
      { python: await serverEnvironment(inputs, deps), program: serverProgram(deps.distFolder) },
      {
        model: source.path,
        alias: inputs.model,
        contextSize: inputs["context-size"],
        parallel: inputs.concurrency,
        threads: inputs.threads,
      },
      ask,
    );
  return { file: { path, shown: label, schema: predictionSchema, journal: true }, digest, measures: [] };
}

async function serverEnvironment(inputs: Given, deps: ActionDeps): Promise<string> {
  const stateDir = inputs["state-dir"] ?? stateFolder(deps.environment);
  return await pinnedEnvironment(deps, serverRequirements, { stateDir, name: "model server", megabytes: 110 });
}
