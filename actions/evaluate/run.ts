import { createHash } from "node:crypto";
import { join, resolve } from "node:path";
import type { ActionDeps, ActionResult, Inputs } from "#action-kit";
import { type ChatExample, chatExampleSchema, InputError, type Prediction, predictionSchema } from "#contracts";
import { referenceOf } from "#datasets";
import { evaluateRows, labelIn, metricsNamed, parseThresholds } from "#evaluation";
import { inferenceProviders } from "#inference";
import { isoTime, pinnedEnvironment, readRows, stateFolder } from "#platform";
import { evaluationReport, type Mistake, rendered } from "#reports";
import { serveForRun, serverProgram, serverRequirements } from "#serving";
import { journalKey } from "./journal.ts";
import { predictRows } from "./predict.ts";
import { baselineSource, candidateSource, type ModelSource } from "./sources.ts";
import type { spec } from "./spec.ts";

type Given = Inputs<typeof spec>;

export async function run(inputs: Given, deps: ActionDeps): Promise<ActionResult<typeof spec>> {
  const metrics = metricsNamed(inputs.metrics, inputs["label-field"]);
  const thresholds = parseThresholds(inputs.thresholds ?? []);
  const source = await candidateSource(inputs, deps);
  const examples = inputs["test-set"] ? await readTestSet(inputs["test-set"], deps) : undefined;
  const candidate = await rowsOf(source, examples, inputs, deps, "candidate");
  const baselineFrom = await baselineSource(inputs, deps);
  const baseline = baselineFrom && {
    name: baselineFrom.name,
    rows: (await rowsOf(baselineFrom, examples, inputs, deps, "baseline")).rows,
  };

  const evaluation = evaluateRows({
    metrics,
    rows: candidate.rows,
    thresholds,
    baseline,
    guarded: inputs.guard ?? [],
    labelField: inputs["label-field"],
    model: { name: source.name, digest: candidate.digest },
    testSetDigest: testSetDigest(candidate.rows),
    time: isoTime(deps.clock),
  });
  const mistakes = mistakesOf(candidate.rows, inputs["label-field"]).slice(0, 20);
  for (const [name, { value, low, high, n }] of Object.entries(evaluation.scores))
    deps.log.info(`${name} ${value.toFixed(4)} [${low?.toFixed(4)}; ${high?.toFixed(4)}] n=${n}`);
  return {
    outputs: { scores: JSON.stringify(evaluation.scores), "predictions-path": candidate.path },
    verdict: evaluation.verdict,
    report: rendered(evaluation, evaluationReport(evaluation, mistakes, inputs.language)),
  };
}

async function readTestSet(path: string, { files, workspace }: ActionDeps): Promise<ChatExample[]> {
  const examples: ChatExample[] = [];
  const full = resolve(workspace, path);
  if (!(await files.stat(full)))
    throw new InputError([{ where: "test-set", problem: `${path} does not exist` }], "missing-file");
  for await (const { row } of readRows(files, full, chatExampleSchema)) examples.push(row);
  const without = examples.filter((example) => referenceOf(example) === undefined);
  if (without.length > 0)
    throw new InputError(
      without
        .slice(0, 20)
        .map(({ id }) => ({ where: `${path}: ${id}`, problem: "has neither a reference nor an assistant turn" })),
      "bad-rows",
    );
  if (examples.length === 0)
    throw new InputError([{ where: "test-set", problem: `${path} holds no row` }], "dataset-empty");
  return examples;
}

async function rowsOf(
  source: ModelSource,
  examples: ChatExample[] | undefined,
  inputs: Given,
  deps: ActionDeps,
  label: string,
): Promise<{ rows: Prediction[]; path: string; digest: string | null }> {
  const { files, workspace } = deps;
  if (source.kind === "predictions") {
    const rows: Prediction[] = [];
    for await (const { row } of readRows(files, source.path, predictionSchema)) rows.push(row);
    requireOneOfEach(rows, source.name);
    return { rows, path: source.path, digest: null };
  }
  if (!examples) throw new InputError([{ where: "test-set", problem: "is needed to ask a model" }], "missing-input");
  const digest = source.kind === "gguf" ? `sha256:${await files.sha256(source.path)}` : null;
  const key = journalKey({
    source: digest ?? (source as { baseUrl: string }).baseUrl,
    model: inputs.model,
    testSetSha256: await files.sha256(resolve(workspace, inputs["test-set"] as string)),
    parameters: {
      maxTokens: inputs["max-tokens"],
      temperature: inputs.temperature,
      contextSize: inputs["context-size"],
      likelihood: inputs.metrics.includes("perplexity"),
    },
  });
  const path = resolve(workspace, join(inputs["report-dir"], `predictions-${label}-${key}.jsonl`));
  const ask = async (baseUrl: string, model: string): Promise<Prediction[]> => {
    const inference = await inferenceProviders["openai-compatible"](deps, {
      baseUrl,
      model,
      apiKey: source.kind === "endpoint" ? inputs["api-key"] : undefined,
      attempts: 1,
    });
    const options = {
      path,
      concurrency: inputs.concurrency,
      maxTokens: inputs["max-tokens"],
      temperature: inputs.temperature,
      firstToken: false,
      likelihood: inputs.metrics.includes("perplexity"),
      label,
      total: examples.length,
      signal: deps.signal,
    };
    async function* each(): AsyncGenerator<ChatExample> {
      yield* examples ?? [];
    }
    await predictRows(deps, inference, each(), options);
    const rows: Prediction[] = [];
    for await (const { row } of readRows(files, path, predictionSchema)) rows.push(row);
    return rows.sort((left, right) => (left.index ?? 0) - (right.index ?? 0));
  };
  if (source.kind === "endpoint") return { rows: await ask(source.baseUrl, inputs.model), path, digest };
  const stateDir = inputs["state-dir"] ?? stateFolder(deps.environment);
  const python = await pinnedEnvironment(deps, serverRequirements, { stateDir, name: "model server", megabytes: 110 });
  const options = {
    model: source.path,
    alias: inputs.model,
    contextSize: inputs["context-size"],
    parallel: inputs.concurrency,
    threads: inputs.threads,
  };
  const rows = await serveForRun(deps, { python, program: serverProgram(deps.distFolder) }, options, (baseUrl) =>
    ask(baseUrl, inputs.model),
  );
  return { rows, path, digest };
}

function requireOneOfEach(rows: readonly Prediction[], where: string): void {
  const seen = new Set<string>();
  const twice = rows.filter(({ id }) => seen.size === seen.add(id).size);
  if (twice.length > 0)
    throw new InputError(
      twice.slice(0, 20).map(({ id }) => ({ where: `${where}: ${id}`, problem: "the id is given twice" })),
      "bad-rows",
    );
}

/** Over ids and references: the same rows are the same test set, whoever answered them. */
function testSetDigest(rows: readonly Prediction[]): string {
  const hash = createHash("sha256");
  for (const { id, references } of [...rows].sort((left, right) => (left.id < right.id ? -1 : 1)))
    hash.update(`${JSON.stringify([id, references])}\n`);
  return `sha256:${hash.digest("hex")}`;
}

function mistakesOf(rows: readonly Prediction[], field: string): Mistake[] {
  return rows
    .filter(
      ({ prediction, references }) =>
        prediction === null ||
        !references.some(
          (reference) =>
            reference.trim() === prediction.trim() || labelIn(reference, field) === labelIn(prediction, field),
        ),
    )
    .map(({ id, title, prediction, references, error }) => ({
      id,
      title,
      expected: references[0] ?? "",
      got: prediction ?? error ?? "",
    }));
}
