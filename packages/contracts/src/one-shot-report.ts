import * as z from "zod";
import { metricNameSchema } from "./canary-metrics.ts";
import { canaryVerdictSchema } from "./canary-report.ts";
import { verdictSchema } from "./verdict.ts";

/** Infinity has no JSON: it is written as null. */
const wide = z.number().nullable();
const estimateSchema = z.strictObject({ value: wide, low: wide, high: wide });

const common = {
  /** One-sided, that the canary is worse. */
  p: z.number(),
  /** What p may be at most to speak for a rollback: the metric's share of alpha. */
  limit: z.number(),
  /** Whether the effect is as large as matters. */
  matters: z.boolean(),
  breach: z.boolean(),
};

export const oneShotMetricSchema = z.discriminatedUnion("test", [
  /** Exact, given the events of both arms in all (Przyborowski and Wilenski 1940). */
  z.strictObject({
    test: z.literal("conditional-binomial"),
    ...common,
    /** Of the rates, canary to baseline; Koopman 1984. */
    ratio: estimateSchema,
    ratio_miettinen_nurminen: estimateSchema,
    /** Of the rates; Newcombe 1998. */
    difference: estimateSchema,
  }),
  z.strictObject({
    test: z.literal("mann-whitney"),
    ...common,
    /** p95 of latency in milliseconds, else means in the metric's unit. */
    canary: z.number(),
    baseline: z.number(),
    /** Median of all differences, towards worse (Hodges and Lehmann 1963). */
    shift: z.number(),
    /** Probability that the canary's value is the worse one of two. */
    cles: z.number(),
  }),
]);
export type OneShotMetric = z.infer<typeof oneShotMetricSchema>;

/** `canary-report.json` of `rule: one-shot`: one comparison, valid for one reading alone. */
export const oneShotReportSchema = z.strictObject({
  schemaVersion: z.literal(1),
  rule: z.literal("one-shot"),
  verdict: verdictSchema,
  decision: canaryVerdictSchema,
  source: z.string(),
  null: z.enum(["any", "tolerance"]),
  alpha: z.number(),
  minRequests: z.int(),
  declared: z.array(metricNameSchema),
  dryRun: z.array(metricNameSchema).optional(),
  /** Metrics that speak for a rollback. */
  breaches: z.array(metricNameSchema),
  /** Declared metrics that an arm has no data of. */
  lacking: z.array(metricNameSchema),
  /** Requests of the arms. */
  requests: z.strictObject({ canary: z.int(), baseline: z.int() }),
  metrics: z.record(metricNameSchema, oneShotMetricSchema),
  notes: z.array(z.string()),
  modelRefs: z.strictObject({ canary: z.string(), baseline: z.string() }).optional(),
});
export type OneShotReport = z.infer<typeof oneShotReportSchema>;
