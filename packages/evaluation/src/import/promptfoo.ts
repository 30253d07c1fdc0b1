import * as z from "zod";
import { type Prediction, parseStrictly } from "#contracts";
import { type Imported, type ImportedScore, parsePythonJson, unreadable } from "./imported.ts";

const finite = z.number();
const tokenUsage = z.looseObject({ prompt: z.int().optional(), completion: z.int().optional() });

/** `OutputFile` of promptfoo with `EvaluateSummaryV3` (promptfoo 0.123.1, `dist/src/index.d.ts`). */
const resultSchema = z.looseObject({
  promptIdx: z.int().min(0),
  testIdx: z.int().min(0),
  testCase: z.looseObject({
    description: z.string().nullish(),
    assert: z.array(z.looseObject({ type: z.string().optional(), value: z.unknown() })).nullish(),
  }),
  provider: z.looseObject({ id: z.string(), label: z.string().nullish() }),
  response: z.looseObject({ output: z.unknown(), error: z.string().nullish() }).nullish(),
  error: z.string().nullish(),
  /** 0 none, 1 an assertion, 2 an error. */
  failureReason: z.int(),
  success: z.boolean(),
  score: finite,
  latencyMs: finite.min(0).nullish(),
  namedScores: z.record(z.string(), finite.nullable()).nullish(),
  cost: finite.min(0).nullish(),
  tokenUsage: tokenUsage.nullish(),
});
type Result = z.infer<typeof resultSchema>;

const fileSchema = z.looseObject({
  results: z.looseObject({
    version: z.literal(3),
    results: z.array(resultSchema).min(1),
    stats: z.looseObject({ successes: z.int(), failures: z.int(), errors: z.int() }),
  }),
  metadata: z.looseObject({ promptfooVersion: z.string() }).nullish(),
});

/** One prompt of one provider, where a file holds several. */
export interface PromptfooChoice {
  provider?: string | undefined;
  promptIdx?: number | undefined;
}

/**
 * Rows and scores of `promptfoo eval --output results.json`, of one prompt and one provider. `pass` is the share of tests
 * that passed, a test that ended in an error among those that did not; `score` the mean of promptfoo's own score.
 * @throws InputError `import-unreadable`, also for older summaries and for several systems where none is chosen
 */
export function importPromptfoo(text: string, where: string, choice: PromptfooChoice = {}): Imported {
  const value = parsePythonJson(text, where);
  const found = z.looseObject({ results: z.looseObject({ version: z.unknown() }) }).safeParse(value);
  if (!found.success)
    throw unreadable(where, "is no output of promptfoo", "the file of `promptfoo eval --output results.json`");
  if (found.data.results.version !== 3)
    throw unreadable(where, `its summary is of version ${String(found.data.results.version).slice(0, 20)}`, "3");
  const file = parseStrictly(fileSchema, value, where);
  const { results, stats } = file.results;
  const counted = stats.successes + stats.failures + stats.errors;
  if (counted !== results.length)
    throw unreadable(where, `holds ${results.length} results and says ${counted}: it is not whole`);
  // results are in the order of their ends
  const chosen = chosenOf(results, choice, where).toSorted((left, right) => left.testIdx - right.testIdx);
  const ids = new Set<string>();
  const rows = chosen.map((result) => rowOf(result, ids));
  return {
    tool: "promptfoo",
    version: file.metadata?.promptfooVersion ?? null,
    model: chosen[0]?.provider.label || (chosen[0]?.provider.id ?? null),
    scores: scoresOf(rows),
    rows,
  };
}

function chosenOf(results: readonly Result[], { provider, promptIdx }: PromptfooChoice, where: string): Result[] {
  const chosen = results.filter(
    (result) =>
      (provider === undefined || [result.provider.id, result.provider.label].includes(provider)) &&
      (promptIdx === undefined || result.promptIdx === promptIdx),
  );
  const systems = new Set(
    (chosen.length > 0 ? chosen : results).map((result) => `${result.provider.id}, prompt ${result.promptIdx}`),
  );
  const legal = [...systems].map((system) => system.slice(0, 100)).join("; ");
  if (chosen.length === 0) throw unreadable(where, "holds no result of this provider and prompt", legal);
  if (systems.size > 1) throw unreadable(where, "holds several systems: choose one provider and prompt", legal);
  return chosen;
}

function rowOf(result: Result, ids: Set<string>): Prediction {
  const { testCase, response, latencyMs, cost } = result;
  const output = response?.output;
  const failed =
    result.failureReason === 2 || (response?.error ?? null) !== null || output === undefined || output === null;
  const error = result.error ?? response?.error ?? "no output";
  const tokens = result.tokenUsage ?? {};
  return {
    id: uniqueId(`test-${result.testIdx}`, ids),
    prediction: failed ? null : typeof output === "string" ? output : JSON.stringify(output),
    references: (testCase.assert ?? []).flatMap(({ type, value }) =>
      type === "equals" && typeof value === "string" ? [value] : [],
    ),
    ...(failed && { error: error.slice(0, 300) }),
    ...(testCase.description && { title: testCase.description.slice(0, 80) }),
    ...(latencyMs !== null && latencyMs !== undefined && { latency_seconds: latencyMs / 1000 }),
    ...(tokens.prompt !== undefined && { prompt_tokens: tokens.prompt }),
    ...(tokens.completion !== undefined && { completion_tokens: tokens.completion }),
    ...(cost !== null && cost !== undefined && { usd: cost }),
    measured: { ...result.namedScores, pass: result.success ? 1 : 0, score: result.score },
  };
}

/** A test that is repeated has its number once. */
function uniqueId(id: string, ids: Set<string>): string {
  let unique = id;
  for (let repeat = 2; ids.has(unique); repeat++) unique = `${id}#${repeat}`;
  ids.add(unique);
  return unique;
}

function scoresOf(rows: readonly Prediction[]): ImportedScore[] {
  const metrics = new Set(rows.flatMap(({ measured }) => Object.keys(measured ?? {})));
  return [...metrics].sort().flatMap((metric) => {
    const values = rows.flatMap(({ measured }) => measured?.[metric] ?? []);
    const n = values.length;
    if (n === 0) return [];
    const mean = values.reduce((sum, value) => sum + value, 0) / n;
    const squares = values.reduce((sum, value) => sum + (value - mean) ** 2, 0);
    const stderr = n > 1 ? Math.sqrt(squares / (n - 1) / n) : null;
    return [
      {
        task: "promptfoo",
        metric,
        value: mean,
        n,
        stderr,
        higherIsBetter: metric === "pass" || metric === "score" ? true : null,
      },
    ];
  });
}
