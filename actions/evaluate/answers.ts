import { resolve } from "node:path";
import type { ActionDeps, Inputs } from "#action-kit";
import { InputError, type Prediction, predictionSchema, ToolkitError } from "#contracts";
import { costOf, type KnownPrice, likelyCostOf, requireKnownPrices, requireWithinBudget } from "#evaluation";
import { type ChatAnswer, type Inference, inferenceProviders } from "#inference";
import { numbersIn, publishText } from "#messages";
import { pinnedEnvironment, stateFolder } from "#platform";
import { serveForRun, serverProgram, serverRequirements } from "#serving";
import { promptOf } from "./ask-row.ts";
import { journalKey } from "./journal.ts";
import { type OpenModel, openModel } from "./open-model.ts";
import type { RowsFile } from "./ordered-rows.ts";
import { predictRows } from "./predict.ts";
import { budgetSpent, type Purse, paidFrom } from "./purse.ts";
import type { Settings } from "./settings.ts";
import type { AskedSource } from "./sources.ts";
import type { spec } from "./spec.ts";
import { runSuites } from "./suites/catalog.ts";
import type { SuiteResult } from "./suites/suite.ts";
import { type TestSet, testSetRows } from "./test-set.ts";

type Given = Inputs<typeof spec>;

export interface Answers {
  file: RowsFile<Prediction>;
  /** Of the model's bytes, where it is a file. */
  digest: string | null;
  /** The budget ended before the last row. */
  partial: boolean;
  suites: SuiteResult[];
}

export interface Asked {
  inputs: Given;
  settings: Settings;
  testSet: TestSet | undefined;
  purse: Purse;
  label: "candidate" | "baseline";
}

/** The source's answer to every row, in a file: as it was given, or asked for now. */
export async function answersOf(source: AskedSource, asked: Asked, deps: ActionDeps): Promise<Answers> {
  if (source.kind === "predictions") {
    const file = { path: source.path, shown: source.name, schema: predictionSchema, journal: false };
    return { file, digest: null, partial: false, suites: [] };
  }
  const { inputs, settings, testSet } = asked;
  if (!testSet) throw new InputError([{ where: "test-set", problem: "is needed to ask a model" }], "missing-input");
  if (source.kind === "endpoint") {
    const model = await openModel(source.provider, source.baseUrl, inputs, settings.prices, deps);
    return await ask(model, `${source.provider} ${source.baseUrl ?? source.name}`, null, { ...asked, testSet }, deps);
  }
  const digest = `sha256:${await deps.files.sha256(source.path)}`;
  const server = {
    model: source.path,
    alias: inputs.model,
    contextSize: inputs["context-size"],
    parallel: inputs.concurrency,
    threads: inputs.threads,
  };
  const environment = { python: await serverEnvironment(inputs, deps), program: serverProgram(deps.distFolder) };
  return await serveForRun(deps, environment, server, async (baseUrl) => {
    const config = { baseUrl, model: inputs.model, attempts: 1 };
    const inference = await inferenceProviders["openai-compatible"](deps, config);
    return await ask({ inference, price: "free" }, digest, digest, { ...asked, testSet }, deps);
  });
}

async function ask(
  { inference, price }: OpenModel,
  identity: string,
  digest: string | null,
  { inputs, settings, testSet, purse, label }: Asked & { testSet: TestSet },
  deps: ActionDeps,
): Promise<Answers> {
  const text = publishText[inputs.language];
  const numbers = numbersIn(inputs.language);
  const asking = {
    maxTokens: inputs["max-tokens"],
    temperature: inputs.temperature,
    likelihood: settings.metrics.some(({ name }) => name === "perplexity" || name === "bits-per-byte"),
    firstToken: settings.metrics.some(({ name }) => name.startsWith("first-token-")),
  };
  const key = journalKey({
    source: identity,
    model: inputs.model,
    testSetSha256: testSet.sha256,
    parameters: { ...asking, contextSize: inputs["context-size"] },
  });
  const path = resolve(deps.workspace, inputs["report-dir"], `predictions-${label}-${key}.jsonl`);
  if (price !== "free" && Number.isFinite(purse.limitUsd)) await requireBudget(price, inputs, testSet, purse, deps);
  const suites = label === "candidate" ? await runSuites(settings.suites, inference, deps.signal) : [];
  const partial = await answered(price === "free" ? inference : paidFrom(purse, inference, price), path);
  return {
    file: { path, shown: label, schema: predictionSchema, journal: true },
    digest,
    partial,
    suites,
  };

  async function answered(paid: Inference, journal: string): Promise<boolean> {
    const options = {
      ...asking,
      ...(price !== "free" && { usdOf: (answer: ChatAnswer) => costOf(price, answer) }),
      path: journal,
      total: testSet.rows,
      concurrency: inputs.concurrency,
      label,
      onProgress: (done: number) => deps.progress(text.progress(numbers.integer(done), numbers.integer(testSet.rows))),
      signal: deps.signal,
    };
    try {
      await predictRows(deps, paid, testSetRows(testSet, deps), options);
      return false;
    } catch (error) {
      if (!(error instanceof ToolkitError) || error.code !== budgetSpent) throw error;
      deps.log.warning(`${label}: the budget ended before the last row; what was answered is scored`);
      return true;
    }
  }
}

/** @throws InputError `unknown-price`, or `budget-too-small` when the estimate is over what is left */
async function requireBudget(
  price: KnownPrice | undefined,
  inputs: Given,
  testSet: TestSet,
  purse: Purse,
  deps: ActionDeps,
): Promise<void> {
  requireKnownPrices([{ name: inputs.model, priced: price !== undefined }], purse.limitUsd);
  let usd = 0;
  for await (const example of testSetRows(testSet, deps)) {
    const texts = promptOf(example, undefined).map(({ content }) => content);
    usd += likelyCostOf(price, texts, inputs["max-tokens"]) ?? Number.POSITIVE_INFINITY;
  }
  requireWithinBudget(usd, purse.limitUsd - purse.budget.spent());
}

async function serverEnvironment(inputs: Given, deps: ActionDeps): Promise<string> {
  const stateDir = inputs["state-dir"] ?? stateFolder(deps.environment);
  return await pinnedEnvironment(deps, serverRequirements, { stateDir, name: "model server", megabytes: 110 });
}
