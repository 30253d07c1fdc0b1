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
});
export type Threshold = z.infer<typeof thresholdSchema>;

export const comparedSchema = z.strictObject({
  baseline: scoreSchema,
  /** Candidate minus baseline on the same rows. */
  difference: scoreSchema,
  p: z.number().nullable(),
  /** After Holm over all compared metrics. */
  pAdjusted: z.number().nullable(),
  outcome: z.enum(["better", "worse", "undecided"]),
});
export type Compared = z.infer<typeof comparedSchema>;

/** `evaluation.json`: what a model scored on which rows, against what. */
export const evaluationSchema = z.strictObject({
  schemaVersion: z.literal(1),
  verdict: z.enum(["pass", "inconclusive", "error", "fail"]),
  model: z.strictObject({ name: z.string(), digest: digestSchema.nullable() }),
  testSet: z.strictObject({ digest: digestSchema, rows: z.int() }),
  scores: z.record(z.string(), scoreSchema),
  confusion: z.strictObject({ labels: z.array(z.string()), counts: z.array(z.array(z.int())) }).optional(),
  thresholds: z.array(thresholdSchema.extend({ value: z.number().nullable(), ok: z.boolean() })),
  comparison: z.strictObject({ name: z.string(), metrics: z.record(z.string(), comparedSchema) }).optional(),
  errors: z.int(),
  /** Why the verdict is not pass, by code and metric. */
  reasons: z.array(
    z.strictObject({
      reason: z.enum(["threshold", "missing-metric", "regression", "no-rows", "failed-requests"]),
      metric: z.string().optional(),
    }),
  ),
  time: z.string(),
});
export type Evaluation = z.infer<typeof evaluationSchema>;
