import * as z from "zod";
import { furtherMetricSchema, furtherNameSchema, metricNameSchema } from "./canary-metrics.ts";
import { canaryJudgingSchema } from "./canary-report.ts";
import { answersPlaceSchema } from "./canary-state.ts";
import { verdictSchema } from "./verdict.ts";

const armSchema = z.strictObject({
  sum: z.number(),
  n: z.int(),
  /** Requests whose value could not be told. */
  missing: z.int().optional(),
});

/** Sums of a confidence sequence over differences of pairs, shifted to [0, 1]. */
const sequenceSchema = z.strictObject({
  n: z.int(),
  sum: z.number(),
  squares: z.number(),
  bets: z.number(),
  betted: z.number(),
  cost: z.number(),
});

/** `state` of `rule: ab`: all that an A/B comparison has to remember between looks. */
export const abStateSchema = z.strictObject({
  schemaVersion: z.literal(1),
  rule: z.literal("ab"),
  declared: z.array(metricNameSchema),
  /** What the sequences were gathered under. */
  rules: z.strictObject({
    alpha: z.number(),
    shares: z.record(metricNameSchema, z.number()),
    further: z.record(furtherNameSchema, furtherMetricSchema),
  }),
  blocks: z.array(z.string()),
  /** Where the next look begins in the router's log, and from when on scores are of this comparison. */
  place: z.strictObject({ mark: z.string(), startedAt: z.string() }).optional(),
  /** Where the next look's answers begin, where those are compared. */
  answers: answersPlaceSchema.optional(),
  metrics: z.record(
    metricNameSchema,
    z.strictObject({ sequence: sequenceSchema, canary: armSchema, baseline: armSchema }),
  ),
});
export type AbState = z.infer<typeof abStateSchema>;

export const abMetricSchema = z.strictObject({
  canary: z.strictObject({ mean: z.number().nullable(), n: z.int() }),
  baseline: z.strictObject({ mean: z.number().nullable(), n: z.int() }),
  larger: z.enum(["worse", "better"]),
  /** Canary less baseline in the metric's unit, with its confidence sequence: valid at every look at once. */
  difference: z.number().nullable(),
  low: z.number(),
  high: z.number(),
  /** Share of alpha, and pairs that were compared. */
  alpha: z.number(),
  pairs: z.int(),
  /** Whom the sequence favours. */
  favours: z.enum(["canary", "baseline"]).nullable(),
  /** About how many pairs would tell the arms apart, if the difference stayed what it is. */
  pairsWanted: z.int().nullable(),
});
export type AbMetric = z.infer<typeof abMetricSchema>;

/** `canary-report.json` of `rule: ab`: which of two variants is better, or that nobody knows. */
export const abReportSchema = z.strictObject({
  schemaVersion: z.literal(1),
  rule: z.literal("ab"),
  /** pass: the canary won; fail: the baseline did; inconclusive: no winner. */
  verdict: verdictSchema,
  winner: z.enum(["canary", "baseline"]).nullable(),
  /** Why there is no winner. */
  missing: z.array(
    z.strictObject({
      reason: z.enum(["no-data", "not-separated", "conflict", "missing-scores"]),
      metric: metricNameSchema.optional(),
    }),
  ),
  source: z.string(),
  alpha: z.number(),
  declared: z.array(metricNameSchema),
  looks: z.int(),
  metrics: z.record(metricNameSchema, abMetricSchema),
  notes: z.array(z.string()),
  /** How quality was told in the last look, where judges scored users' answers. */
  judging: canaryJudgingSchema.optional(),
  modelRefs: z.strictObject({ canary: z.string(), baseline: z.string() }).optional(),
});
export type AbReport = z.infer<typeof abReportSchema>;
