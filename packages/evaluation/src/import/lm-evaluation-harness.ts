import * as z from "zod";
import { type Prediction, parseStrictly } from "#contracts";
import { type Imported, type ImportedScore, parsePythonJson, unreadable } from "./imported.ts";

/** `results_*.json` of lm-evaluation-harness 0.4 (`lm_eval/result_schema.py`); what is not read here is let be. */
const resultsSchema = z.looseObject({
  results: z.record(z.string(), z.record(z.string(), z.unknown())),
  versions: z.record(z.string(), z.unknown()),
  "n-samples": z.record(z.string(), z.looseObject({ effective: z.int().min(0), original: z.int().min(0) })).optional(),
  higher_is_better: z.record(z.string(), z.record(z.string(), z.boolean().nullable())).optional(),
  group_subtasks: z.record(z.string(), z.array(z.string())).optional(),
  lm_eval_version: z.string().nullish(),
  model_name: z.string().nullish(),
});
type Results = z.infer<typeof resultsSchema>;

/**
 * Scores of a `results_*.json`: one for each task and metric; of several filters the name is kept (`exact_match,strict`).
 * @param where the file, for errors
 * @throws InputError `import-unreadable`, also for other versions than 0.4
 */
export function importLmEvaluationHarness(text: string, where: string): Imported {
  const value = parsePythonJson(text, where);
  if (typeof value !== "object" || value === null || !("results" in value && "versions" in value))
    throw unreadable(where, "is no results file of lm-evaluation-harness", "results_*.json of version 0.4");
  const file = parseStrictly(resultsSchema, value, where);
  const version = file.lm_eval_version ?? null;
  if (version !== null && !version.startsWith("0.4."))
    throw unreadable(where, `is of lm-evaluation-harness ${version.slice(0, 40)}`, "0.4");
  const scores = Object.entries(file.results).flatMap(([task, metrics]) => scoresOf(file, task, metrics));
  if (scores.length === 0)
    throw unreadable(where, "holds no score", "metrics named `metric,filter`, as version 0.4 writes");
  return { tool: "lm-evaluation-harness", version, model: file.model_name ?? null, scores, rows: [] };
}

function scoresOf(file: Results, task: string, metrics: Record<string, unknown>): ImportedScore[] {
  return Object.entries(metrics).flatMap(([key, value]) => {
    const [, metric = "", filter = ""] = /^([^,]+),([^,]+)$/.exec(key) ?? [];
    // a metric that could not be computed is a word or null; it is not made up here, and missed where it is asked for
    if (metric === "" || metric.endsWith("_stderr") || typeof value !== "number") return [];
    const stderr = metrics[`${metric}_stderr,${filter}`];
    return [
      {
        task,
        metric: filter === "none" ? metric : `${metric},${filter}`,
        value,
        n: rowsOf(file, task, metrics, key),
        stderr: typeof stderr === "number" ? stderr : null,
        higherIsBetter: file.higher_is_better?.[task]?.[metric] ?? null,
      },
    ];
  });
}

/** Of a task as it says, of a group the sum of its parts. */
function rowsOf(file: Results, task: string, metrics: Record<string, unknown>, key: string): number | null {
  const own = file["n-samples"]?.[task]?.effective;
  if (own !== undefined) return own;
  const counted = z.record(z.string(), z.int()).safeParse(metrics["sample_count"]).data?.[key];
  if (counted !== undefined) return counted;
  const parts = (file.group_subtasks?.[task] ?? []).map((part) => file["n-samples"]?.[part]?.effective);
  if (parts.length === 0 || parts.includes(undefined)) return null;
  return parts.reduce<number>((sum, part) => sum + (part as number), 0);
}

const responses = z.union([z.array(z.string()), z.array(z.array(z.string()))]);

/** A line of `samples_*.jsonl`; metrics of the row stand beside the fixed fields. */
const sampleSchema = z.looseObject({
  doc_id: z.int().min(0),
  target: z.union([z.string(), z.number()]),
  arguments: z.record(z.string(), z.looseObject({ arg_1: z.unknown().optional() })),
  filtered_resps: responses,
  filter: z.string().default("none"),
  metrics: z.array(z.string()).optional(),
});
type Sample = z.infer<typeof sampleSchema>;

/**
 * A row of one line of `samples_<task>_*.jsonl`. Of a choice the answer is the likelier continuation (as `acc` takes it).
 * @throws InputError `import-unreadable` for what has no answer in words, such as rolling perplexity
 */
export function importLmEvaluationSample(value: unknown, task: string, where: string): Prediction {
  const sample = parseStrictly(sampleSchema, value, where);
  const measured: Record<string, number | null> = {};
  for (const metric of sample.metrics ?? []) {
    const score = sample[metric];
    // metrics of a whole corpus keep what they need of a row, which is no score of it
    if (typeof score === "number" || typeof score === "boolean") measured[metric] = Number(score);
    else if (score === null || score === undefined) measured[metric] = null;
  }
  const id = sample.filter === "none" ? `${task}:${sample.doc_id}` : `${task}:${sample.doc_id}:${sample.filter}`;
  return { id, prediction: answerOf(sample, where), references: [referenceOf(sample)], measured };
}

function answerOf(sample: Sample, where: string): string {
  const [first] = sample.filtered_resps;
  // only generation is asked with settings beside its prompt; a likelihood of a text alone is written like an answer
  if (typeof sample.arguments["gen_args_0"]?.arg_1 === "object") {
    const said = typeof first === "string" ? first : first?.length === 1 ? first[0] : undefined;
    if (said !== undefined) return said;
  }
  const likelihoods = choicesOf(sample);
  if (!likelihoods)
    throw unreadable(where, "its answers are no texts and no choices", "samples of generation or of multiple choice");
  const best = likelihoods.indexOf(Math.max(...likelihoods));
  return continuation(sample, best) ?? String(best);
}

/** Log-probabilities of the choices, from pairs of them and "greedy or not". */
function choicesOf({ filtered_resps: given }: Sample): number[] | undefined {
  const pairs = given.filter((each): each is string[] => Array.isArray(each) && each.length === 2);
  if (pairs.length < 2 || pairs.length !== given.length) return undefined;
  const likelihoods = pairs.map(([likelihood]) => Number(likelihood));
  const greedy = pairs.every(([, said]) => said === "True" || said === "False");
  return greedy && likelihoods.every((value) => !Number.isNaN(value)) ? likelihoods : undefined;
}

function continuation({ arguments: asked }: Sample, choice: number): string | undefined {
  const said = asked[`gen_args_${choice}`]?.arg_1;
  return typeof said === "string" ? said.trim() : undefined;
}

/** Of a choice the target is its number or its text; beside an answer in words it has to be words. */
function referenceOf(sample: Sample): string {
  const target = String(sample.target);
  return choicesOf(sample) && /^\d+$/.test(target) ? (continuation(sample, Number(target)) ?? target) : target;
}
