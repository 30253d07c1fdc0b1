import * as z from "zod";
import { type Prediction, type Problem, parseStrictly } from "#contracts";
import { type Imported, type ImportedScore, parsePythonJson, throwAny, unreadable } from "./imported.ts";

const scoreValue = z.union([
  z.string(),
  z.number(),
  z.boolean(),
  z.null(),
  z.array(z.unknown()),
  z.record(z.string(), z.unknown()),
]);

const sampleSchema = z.looseObject({
  id: z.union([z.string(), z.number()]),
  epoch: z.int().min(1),
  target: z.union([z.string(), z.array(z.string())]),
  output: z.looseObject({
    completion: z.string().default(""),
    choices: z.array(z.looseObject({ stop_reason: z.string().optional() })).default([]),
    usage: z.looseObject({ input_tokens: z.int(), output_tokens: z.int() }).nullish(),
    time: z.number().nullish(),
    error: z.string().nullish(),
  }),
  scores: z.record(z.string(), z.looseObject({ value: scoreValue })).nullish(),
  error: z.looseObject({ message: z.string() }).nullish(),
});
type Sample = z.infer<typeof sampleSchema>;

/** A JSON log of Inspect, format version 2 (inspect-ai 0.3.285, `log/_log.py`). */
const logSchema = z.looseObject({
  version: z.literal(2),
  status: z.string(),
  invalidated: z.boolean().default(false),
  eval: z.looseObject({
    task: z.string(),
    model: z.string(),
    packages: z.record(z.string(), z.string()).default({}),
  }),
  results: z
    .looseObject({
      total_samples: z.int().min(0),
      completed_samples: z.int().min(0),
      scores: z.array(
        z.looseObject({
          name: z.string(),
          scorer: z.string(),
          scored_samples: z.int().min(0).nullish(),
          metrics: z.record(z.string(), z.looseObject({ name: z.string(), value: z.number().nullable() })),
        }),
      ),
    })
    .nullish(),
  samples: z.array(sampleSchema).nullish(),
});
type Log = z.infer<typeof logSchema>;

/**
 * Rows and scores of a log that `inspect eval --log-format json` wrote, or `inspect log convert --to json` made.
 * @throws InputError `import-unreadable`: another format, a run that did not succeed, a metric that is no number
 */
export function importInspect(text: string, where: string): Imported {
  const value = parsePythonJson(text, where);
  const found = z.looseObject({ version: z.unknown(), status: z.string(), eval: z.looseObject({}) }).safeParse(value);
  if (!found.success) throw unreadable(where, "is no log of Inspect", "a .json log");
  if (found.data.version !== 2)
    throw unreadable(where, `its format is of version ${String(found.data.version).slice(0, 20)}`, "2");
  const log = parseStrictly(logSchema, value, where);
  if (log.status !== "success")
    throw unreadable(where, `the run ended with status ${log.status.slice(0, 40)}`, "success");
  if (log.invalidated) throw unreadable(where, "samples of it were invalidated");
  return {
    tool: "inspect",
    version: log.eval.packages["inspect_ai"] ?? null,
    model: log.eval.model,
    scores: scoresOf(log, where),
    rows: (log.samples ?? []).map(rowOf),
  };
}

function scoresOf({ results, eval: { task } }: Log, where: string): ImportedScore[] {
  const problems: Problem[] = [];
  const scores = (results?.scores ?? []).flatMap(({ name, scored_samples: scored, metrics }) => {
    const stderr = metrics["stderr"]?.value ?? null;
    return Object.values(metrics).flatMap((metric): ImportedScore[] => {
      if (metric.name === "stderr") return [];
      const shown = `${name}/${metric.name}`;
      if (metric.value === null) {
        problems.push({ where: `${where}: ${shown}`, problem: "is no finite number" });
        return [];
      }
      // the standard error is that of the mean, whatever else is measured
      const ofMean = metric.name === "accuracy" || metric.name === "mean";
      const n = scored ?? results?.completed_samples ?? null;
      return [{ task, metric: shown, value: metric.value, n, stderr: ofMean ? stderr : null, higherIsBetter: null }];
    });
  });
  if (scores.length === 0 && problems.length === 0) problems.push({ where, problem: "holds no score" });
  throwAny(problems);
  return scores;
}

const reasons: Readonly<Record<string, string>> = { max_tokens: "length", model_length: "length" };

function rowOf({ id, epoch, target, output, scores, error }: Sample): Prediction {
  const failure = error?.message ?? output.error ?? undefined;
  const reason = output.choices[0]?.stop_reason;
  const measured: Record<string, number | null> = {};
  for (const [scorer, { value }] of Object.entries(scores ?? {})) {
    if (value !== null && typeof value === "object" && !Array.isArray(value))
      for (const [key, part] of Object.entries(value)) measured[`${scorer}/${key}`] = numberOf(part);
    else measured[scorer] = numberOf(value);
  }
  return {
    id: epoch === 1 ? String(id) : `${id}#${epoch}`,
    prediction: failure === undefined ? output.completion : null,
    references: typeof target === "string" ? [target] : target,
    ...(failure !== undefined && { error: failure.slice(0, 300) }),
    ...(typeof output.time === "number" && { latency_seconds: output.time }),
    ...(output.usage && { prompt_tokens: output.usage.input_tokens, completion_tokens: output.usage.output_tokens }),
    ...(reason !== undefined && { finish_reason: reasons[reason] ?? reason }),
    measured,
  };
}

const words = new Map([
  ["C", 1],
  ["P", 0.5],
  ["I", 0],
  ["N", 0],
  ["yes", 1],
  ["true", 1],
  ["no", 0],
  ["false", 0],
]);

/** As Inspect's `value_to_float` reads a score, except that what is no score is missing, and not 0. */
function numberOf(value: unknown): number | null {
  if (typeof value === "boolean") return value ? 1 : 0;
  if (typeof value === "number") return Number.isFinite(value) ? value : null;
  if (typeof value !== "string") return null;
  const known = words.get(value) ?? words.get(value.toLowerCase());
  if (known !== undefined) return known;
  return value.trim() !== "" && Number.isFinite(Number(value)) ? Number(value) : null;
}
