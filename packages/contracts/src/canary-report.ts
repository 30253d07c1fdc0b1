import * as z from "zod";
import { drivenSchema } from "./canary-drive.ts";
import { metricNameSchema } from "./canary-metrics.ts";

export const canaryVerdictSchema = z.enum(["CONTINUE", "ROLLBACK", "INCONCLUSIVE"]);
export type CanaryVerdict = z.infer<typeof canaryVerdictSchema>;

/** Infinity has no JSON: it is written as null. */
const wide = z.number().nullable();

export const metricEvidenceSchema = z.strictObject({
  /** Natural logarithm of the e-value. */
  log_e: z.number(),
  /** What log_e has to reach. */
  log_threshold: z.number(),
  /** Whether the effect is as large as matters. */
  guard: z.boolean(),
  /** Canary to baseline; null without data. */
  ratio: wide,
  /** Confidence sequence of the ratio, for rates. */
  ratio_low: wide.optional(),
  ratio_high: wide.optional(),
  /** Shown to be within what matters (errors under 1.5 times, p95 under 1.2 times): CONTINUE alone shows nothing. */
  not_worse: z.boolean().optional(),
  canary: z.strictObject({ events: z.number(), n: z.number() }),
  baseline: z.strictObject({ events: z.number(), n: z.number() }),
  phi: z.number(),
  /** Values that were above the declared maximum, of a further metric. */
  capped: z.strictObject({ canary: z.int(), baseline: z.int() }).optional(),
});
export type MetricEvidence = z.infer<typeof metricEvidenceSchema>;

export const canaryReasons = [
  "no-data",
  "empty-arm",
  "too-few-requests",
  "suspicion",
  "missing-scores",
  "evidence",
  "specification",
] as const;

export const canaryLookSchema = z.strictObject({
  block: z.string(),
  verdict: canaryVerdictSchema,
  /** Why not CONTINUE; of a CONTINUE with a flag, what it is flagged for. */
  reasons: z.array(
    z.strictObject({
      reason: z.enum(canaryReasons),
      metric: metricNameSchema.optional(),
      /** Of a metric in dry run: told, and not decided by. */
      dry_run: z.literal(true).optional(),
    }),
  ),
  time: z.string().optional(),
  /** Share of the traffic that the canary had. */
  weight: z.number().optional(),
  metrics: z
    .object({
      errors: metricEvidenceSchema.optional(),
      latency: metricEvidenceSchema.optional(),
      quality: metricEvidenceSchema.optional(),
    })
    .catchall(metricEvidenceSchema),
});
export type CanaryLook = z.infer<typeof canaryLookSchema>;

const judgedArmSchema = z.strictObject({
  /** Answers since the look before. */
  answers: z.int().min(0),
  /** Those of them that were drawn, and the drawn ones that have no score. */
  sampled: z.int().min(0),
  missing: z.int().min(0),
});

/** How quality was told in the last look, where judges scored users' answers. */
export const canaryJudgingSchema = z.strictObject({
  source: z.string(),
  judges: z.array(z.string()),
  rubric: z.string(),
  /** By which the same samples are drawn again. */
  seed: z.int().min(0),
  canary: judgedArmSchema,
  baseline: judgedArmSchema,
  /** By the whole rollout so far, USD, at most; null where a judge's price is unknown. */
  spentUsd: z.number().min(0).nullable(),
});
export type CanaryJudging = z.infer<typeof canaryJudgingSchema>;

export const canaryReportSchema = z.strictObject({
  schemaVersion: z.literal(1),
  verdict: z.enum(["pass", "inconclusive", "error", "fail"]),
  rule: z.enum(["evidence", "specification"]),
  null: z.enum(["any", "tolerance"]),
  assignment: z.enum(["request", "user"]),
  alpha: z.number(),
  minRequests: z.int(),
  source: z.string(),
  declared: z.array(metricNameSchema),
  /** Declared metrics that are judged and do not decide. */
  dryRun: z.array(metricNameSchema).optional(),
  /** What weakens the guarantee, by code; of a further metric as `code:metric`. */
  notes: z.array(z.string()),
  modelRefs: z.strictObject({ canary: z.string(), baseline: z.string() }).optional(),
  /** p95 of the baseline before the rollout, in milliseconds. */
  tauMs: z.number().optional(),
  judging: canaryJudgingSchema.optional(),
  /** Of a rollout whose weights the gate moves. */
  drive: drivenSchema.optional(),
  looks: z.array(canaryLookSchema),
  /** Looks in the file after the one that ended the rollout. */
  notJudged: z.int().min(0).optional(),
});
export type CanaryReport = z.infer<typeof canaryReportSchema>;
