import * as z from "zod";

/** A line of the metrics stream. The recipe writes it while it runs; a user's own command may write the same. */
export const trainingMetricsSchema = z.looseObject({
  event: z.string().optional(),
  step: z.int().min(0),
  total_steps: z.int().optional(),
  epoch: z.number().optional(),
  time_s: z.number().optional(),
  "train/loss": z.union([z.number(), z.string()]).optional(),
  "eval/loss": z.union([z.number(), z.string()]).optional(),
  "eval/perplexity": z.union([z.number(), z.string()]).optional(),
  learning_rate: z.number().nullish(),
  tokens_per_s: z.number().nullish(),
  eta_s: z.number().nullish(),
});
export type TrainingMetrics = z.infer<typeof trainingMetricsSchema>;

/** `training-summary.json`: what a finished training says of itself. A user's own command may write fewer fields. */
export const trainingSummarySchema = z.looseObject({
  schemaVersion: z.literal(1),
  eval_loss: z.number(),
  perplexity: z.number().optional(),
  seed: z.int().optional(),
  steps: z.int().optional(),
  epochs: z.number().optional(),
  samples: z.int().optional(),
  device: z.string().optional(),
  duration_s: z.number().optional(),
  packages: z.record(z.string(), z.string()).optional(),
  /** The user's own score, for the specification's metrics.custom_score. */
  custom_score: z.number().optional(),
});
export type TrainingSummary = z.infer<typeof trainingSummarySchema>;
