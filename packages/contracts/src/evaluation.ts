import * as z from "zod";
import { digestSchema } from "./dataset-lock.ts";

/** One line of a predictions file. */
export const predictionSchema = z.looseObject({
  id: z.string().min(1),
  /** Place in the test set, counted from 0; rows of a journal come in the order of their answers. */
  index: z.int().min(0).optional(),
  /** Null when the model gave none: an error, never left out. */
  prediction: z.string().nullable(),
  references: z.array(z.string()).min(1),
  error: z.string().optional(),
  latency_seconds: z.number().min(0).optional(),
  /** Of a streamed answer. */
  first_token_seconds: z.number().min(0).optional(),
  prompt_tokens: z.int().nullish(),
  completion_tokens: z.int().nullish(),
  finish_reason: z.string().nullish(),
  /** Of the first reference. */
  log_probability: z.number().optional(),
  reference_tokens: z.int().optional(),
  /** What the answer cost; null where the price is unknown. */
  usd: z.number().min(0).nullish(),
  /** By metric: what a judge, a custom command or an embedding said of the row; null where it failed. */
  measured: z.record(z.string(), z.number().nullable()).optional(),
  slice: z.record(z.string(), z.string()).optional(),
  title: z.string().optional(),
});
export type Prediction = z.infer<typeof predictionSchema>;

/** Bounds are null where an interval says nothing (one observation). */
export const scoreSchema = z.strictObject({
  value: z.number(),
  low: z.number().nullable(),
  high: z.number().nullable(),
  n: z.int().min(0),
});
export type Score = z.infer<typeof scoreSchema>;

export const thresholdSchema = z.strictObject({
  metric: z.string(),
  operator: z.enum([">=", "<=", ">", "<"]),
  limit: z.number(),
  /** Rows that it is about; all where absent. */
  slice: z.strictObject({ key: z.string(), value: z.string() }).optional(),
});
export type Threshold = z.infer<typeof thresholdSchema>;

/** How a metric stands against its baseline. Only the first two let a gate pass. */
export const tierSchema = z.enum([
  "improved",
  "same",
  "soft-regression",
  "regression",
  "unreliable-baseline",
  "insufficient-data",
]);
export type Tier = z.infer<typeof tierSchema>;

export const comparedSchema = z.strictObject({
  baseline: scoreSchema,
  /** Candidate minus baseline, on the same rows where they are paired. */
  difference: scoreSchema,
  p: z.number().nullable(),
  /** After Holm over all compared metrics. */
  pAdjusted: z.number().nullable(),
  outcome: z.enum(["better", "worse", "undecided"]),
  tier: tierSchema,
  /** Smallest mean difference that this many rows show with 80 % power; null where rows have no difference of their own. */
  detectable: z.number().nullable(),
  /** Rows needed to show the difference seen. */
  rowsNeeded: z.int().nullable(),
});
export type Compared = z.infer<typeof comparedSchema>;

/** What stands behind a number. */
export const metricFactsSchema = z.strictObject({
  direction: z.enum(["higher", "lower"]),
  scale: z.enum(["share", "hundred", "seconds", "tokens", "usd", "open"]),
  signature: z.string().optional(),
  /** Rows without data of it. */
  missing: z.int().min(0),
});

/** Codes of what keeps a verdict from being pass. */
export const evaluationReasons = [
  "threshold",
  "missing-metric",
  "regression",
  "soft-regression",
  "unreliable-baseline",
  "insufficient-data",
  "no-rows",
  "failed-requests",
  "parse-rate",
  "budget",
  "not-run",
  "quality",
  "suite",
  "calibration",
] as const;

export const sliceSchema = z.strictObject({
  key: z.string(),
  value: z.string(),
  rows: z.int(),
  scores: z.record(z.string(), scoreSchema),
});

const varianceSchema = z.strictObject({
  /** Of the answers' true scores. */
  answers: z.number(),
  /** Of the judge about them. */
  judge: z.number(),
  standardErrorOfJudge: z.number(),
});

/** A judge held against people's labels; scores are on the rubric's scale. */
export const calibrationSchema = z.strictObject({
  n: z.int(),
  missing: z.int(),
  kappa: scoreSchema.extend({ value: z.number().nullable() }),
  spearman: scoreSchema.extend({ value: z.number().nullable() }),
  bias: scoreSchema.extend({ value: z.number().nullable() }),
  /** From which score on an answer should pass; and the same as a threshold of the metric `judge`. */
  threshold: scoreSchema.extend({ share: z.number() }).nullable(),
  /** How often a person gave one score and the judge another, rounded to tenths. */
  points: z.array(z.strictObject({ human: z.number(), judge: z.number(), count: z.int() })),
  warnings: z.array(z.enum(["low-agreement", "few-labels", "one-kind-of-label", "judge-missing"])),
});

/** What is to be known of a judge before its scores are believed. */
export const judgeReportSchema = z.strictObject({
  models: z.array(z.string()),
  rubric: z.string(),
  repeats: z.int(),
  /** By what repeats differed. */
  variation: z.enum(["criteria-order", "temperature", "none"]),
  temperature: z.number().nullable(),
  asked: z.int(),
  parsed: z.int(),
  fromCache: z.int(),
  /** Parameters that a judge's model does not take. */
  ignored: z.array(z.string()),
  variance: varianceSchema.optional(),
  pairwise: z
    .strictObject({
      wins: z.int(),
      losses: z.int(),
      ties: z.int(),
      missing: z.int(),
      flips: z.int(),
      winRate: scoreSchema.extend({ value: z.number().nullable() }),
    })
    .optional(),
  calibration: calibrationSchema.optional(),
});
export type JudgeReport = z.infer<typeof judgeReportSchema>;

/** `evaluation.json`: what a model scored on which rows, against what. */
export const evaluationSchema = z.strictObject({
  schemaVersion: z.literal(1),
  verdict: z.enum(["pass", "inconclusive", "error", "fail"]),
  model: z.strictObject({ name: z.string(), digest: digestSchema.nullable() }),
  testSet: z.strictObject({ digest: digestSchema, rows: z.int() }),
  scores: z.record(z.string(), scoreSchema),
  metrics: z.record(z.string(), metricFactsSchema).default({}),
  confusion: z.strictObject({ labels: z.array(z.string()), counts: z.array(z.array(z.int())) }).optional(),
  slices: z.array(sliceSchema).optional(),
  /** Rows of one cluster are not independent: intervals are over clusters. */
  cluster: z.strictObject({ key: z.string(), clusters: z.int() }).optional(),
  thresholds: z.array(thresholdSchema.extend({ value: z.number().nullable(), ok: z.boolean() })),
  comparison: z
    .strictObject({
      name: z.string(),
      /** `paired`: row by row. `reports`: by the intervals of two reports of the same test set. */
      kind: z.enum(["paired", "reports"]).default("paired"),
      /** When the baseline was evaluated or made, where that is known. */
      time: z.string().nullable().default(null),
      ageDays: z.number().nullable().default(null),
      metrics: z.record(z.string(), comparedSchema),
    })
    .optional(),
  /** Cases against the quality threshold. */
  quality: z
    .strictObject({
      metric: z.string(),
      threshold: z.number(),
      average: z.number().nullable(),
      cases: z.int(),
      below: z.int(),
      perCase: z.boolean(),
      ok: z.boolean(),
    })
    .optional(),
  /** Ready-made checks of the model's server. */
  suites: z
    .array(
      z.strictObject({ name: z.string(), verdict: z.enum(["pass", "fail", "error"]), detail: z.string().optional() }),
    )
    .optional(),
  /** What was asked for and could not be run here, and why. */
  notRun: z.array(z.strictObject({ metric: z.string(), why: z.enum(["fork", "no-key"]) })).optional(),
  judge: judgeReportSchema.optional(),
  money: z
    .strictObject({
      /** Of the model and of the judge, in this run. */
      promptTokens: z.int(),
      completionTokens: z.int(),
      /** Null when a price is unknown. */
      usd: z.number().nullable(),
      judgeUsd: z.number().nullable(),
      budgetUsd: z.number().nullable(),
      /** Days on which the prices that were used were read, and where. */
      prices: z.array(z.strictObject({ date: z.string(), source: z.string() })),
    })
    .optional(),
  /** Where thresholds and test set were read from. */
  bar: z
    .strictObject({
      source: z.enum(["workflow", "base"]),
      ref: z.string().nullable(),
      /** Files that the pull request changes, of which the base's were used. */
      changed: z.array(z.string()),
    })
    .optional(),
  errors: z.int(),
  /** Why the verdict is not pass, by code and metric. */
  reasons: z.array(
    z.strictObject({
      reason: z.enum(evaluationReasons),
      metric: z.string().optional(),
      slice: z.strictObject({ key: z.string(), value: z.string() }).optional(),
    }),
  ),
  time: z.string(),
});
export type Evaluation = z.infer<typeof evaluationSchema>;
