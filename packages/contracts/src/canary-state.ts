import * as z from "zod";
import { canaryDriveSchema } from "./canary-drive.ts";
import { furtherMetricSchema, furtherNameSchema, metricNameSchema } from "./canary-metrics.ts";

const sums = z.array(z.number()).length(7);

const restSchema = z.strictObject({ overTau: z.number().min(0), overMargin: z.number().min(0) });

const furtherArmSchema = z.strictObject({ sum: z.number(), n: z.number(), missing: z.number(), capped: z.number() });

/** Where the next look's answers begin. */
export const answersPlaceSchema = z.strictObject({
  /** What is read, by name. */
  source: z.string(),
  mark: z.string(),
  /** By which samples are drawn. */
  seed: z.int().min(0),
  /** Paid to judges by all looks that count, USD, at most; nothing for one whose price is unknown. */
  spentUsd: z.number().min(0),
});
export type AnswersPlace = z.infer<typeof answersPlaceSchema>;

/** `canary-state.json`: all that a rollout has to remember between looks, so that it goes on in a later workflow run. */
export const canaryStateSchema = z.strictObject({
  schemaVersion: z.literal(1),
  declared: z.array(metricNameSchema),
  /** What the evidence was gathered under: another alpha or null hypothesis half-way would void the guarantee. */
  rules: z.strictObject({
    alpha: z.number().gt(0).lt(1),
    null: z.enum(["any", "tolerance"]),
    assignment: z.enum(["request", "user"]),
    /** Share of alpha of each metric; a third for each of the three unless told. */
    shares: z.record(metricNameSchema, z.number()).optional(),
    further: z.record(furtherNameSchema, furtherMetricSchema).optional(),
  }),
  /** Largest score there can be, once that is known; every line until then tells by itself. */
  scoreScale: z.union([z.literal(1), z.literal(10)]).optional(),
  /** Ids of the blocks that were counted. */
  blocks: z.array(z.string()),
  /** Each block as [n_c, x_c, n_b, x_b], of latency what its guard compares: confidence sequences need them. */
  rates: z.strictObject({
    errors: z.array(z.tuple([z.number(), z.number(), z.number(), z.number()])),
    latency: z.array(z.tuple([z.number(), z.number(), z.number(), z.number()])),
  }),
  errors: z.strictObject({ logs: sums, numerator: z.number(), denominator: z.number() }),
  latency: z.strictObject({ logs: sums, numerator: z.number(), denominator: z.number() }),
  quality: z.strictObject({
    logs: sums,
    guard: z.number(),
    canary: z.strictObject({ sum: z.number(), n: z.number(), missing: z.number() }),
    baseline: z.strictObject({ sum: z.number(), n: z.number(), missing: z.number() }),
  }),
  /** Metrics beside the three, their sums in their own units after the cap. */
  further: z
    .record(
      furtherNameSchema,
      z.strictObject({ logs: sums, guard: z.number(), canary: furtherArmSchema, baseline: furtherArmSchema }),
    )
    .optional(),
  /** Canary requests since the weight was last raised. */
  stepRequests: z.number(),
  /** Holds for suspicion in a row. */
  suspicions: z.number(),
  /** Where the next look begins, of a source that counts by itself: stored with what was counted, so that nothing counts twice. */
  telemetry: z
    .strictObject({
      /** What is read, by name: another half-way would mix two rollouts. */
      source: z.string(),
      mark: z.string(),
      /** Milliseconds since 1970 when the mark was taken, by the clock of the run that took it. */
      takenAt: z.number(),
      /** p95 of the baseline, frozen; without it the next look is without latency. */
      tauMs: z.number().gt(0).optional(),
      /** Parts of interpolated requests that are not in a block yet. */
      rest: z.strictObject({ canary: restSchema, baseline: restSchema }),
    })
    .optional(),
  /** Where the next look's answers begin, stored with their scores as one with the counts. */
  answers: answersPlaceSchema.optional(),
  /** Of a rollout whose weights the gate moves. */
  drive: canaryDriveSchema.optional(),
  /** A rollout that was rolled back takes no further looks. */
  rolledBack: z.boolean(),
});
export type CanaryState = z.infer<typeof canaryStateSchema>;
