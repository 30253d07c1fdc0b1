import * as z from "zod";
import { judgeConfigSchema } from "./judge.ts";
import { priceTableSchema } from "./prices.ts";

const name = z.string().regex(/^[a-z][\w+-]*$/i, { error: "a letter, then letters, digits, -, _ or +" });

/** A metric of the user's own, beside those that have a name. */
export const customMetricSchema = z.discriminatedUnion("kind", [
  z.strictObject({
    name,
    kind: z.literal("regex"),
    /** The answer matches it (JavaScript, flag u). */
    pattern: z.string().min(1),
    /** Or must not match it. */
    absent: z.boolean().default(false),
  }),
  z.strictObject({
    name,
    kind: z.literal("json-schema"),
    /** File of the JSON Schema that the answer has to satisfy. */
    schema: z.string().min(1),
  }),
  z.strictObject({
    name,
    kind: z.literal("command"),
    /** Reads rows as JSON lines, writes {"id", "score"} lines. */
    command: z.array(z.string().min(1)).min(1),
    /** Names of variables that it gets beside PATH, HOME and LANG. */
    environment: z.array(z.string()).default([]),
    direction: z.enum(["higher", "lower"]).default("higher"),
    scale: z.enum(["share", "hundred", "seconds", "tokens", "usd", "open"]).default("share"),
    seconds: z.number().positive().default(600),
  }),
]);
export type CustomMetric = z.infer<typeof customMetricSchema>;

/** What a metric has to keep against the baseline, in its own unit. */
export const toleranceSchema = z.strictObject({
  /** A significant loss over this is a regression. */
  margin: z.number().min(0).default(0),
  /** A loss over this that is not significant is a soft regression; absent: none is. */
  soft: z.number().min(0).optional(),
});
export type Tolerance = z.infer<typeof toleranceSchema>;

/** `evaluation.yaml`: everything that a gate holds a model to, in the user's repository. */
export const evaluationConfigSchema = z.strictObject({
  schemaVersion: z.literal(1),
  metrics: z.array(z.union([name, customMetricSchema])).optional(),
  /** Such as f1>=0.85, valid-json>=99%, f1[source=easy-ham]>=0.8. */
  thresholds: z.array(z.string()).optional(),
  regression: z
    .strictObject({
      metrics: z.record(z.string(), toleranceSchema).default({}),
      /** Fewer rows are insufficient data. */
      minRows: z.int().min(2).default(30),
      /** An older baseline is unreliable. */
      maxAgeDays: z.number().positive().optional(),
      onSoft: z.enum(["report", "inconclusive", "fail"]).default("inconclusive"),
    })
    .optional(),
  slices: z
    .strictObject({
      by: z.array(z.string().min(1)).min(1),
      minRows: z.int().min(1).default(20),
    })
    .optional(),
  /** Key of `slice` whose value names the cluster of a row (a conversation, a document). */
  cluster: z.string().optional(),
  quality: z
    .strictObject({
      metric: name.default("exact-match"),
      threshold: z.number(),
      /** Each case has to reach the threshold, not the average alone. */
      perCase: z.boolean().default(true),
    })
    .optional(),
  suites: z.array(z.string()).optional(),
  judge: judgeConfigSchema.optional(),
  embedding: z
    .strictObject({
      /** Address of an OpenAI-compatible server, up to /v1. */
      endpoint: z.url(),
      model: z.string().min(1),
    })
    .optional(),
  budgetUsd: z.number().positive().optional(),
  /** Over our own table. */
  prices: priceTableSchema.optional(),
});
export type EvaluationConfig = z.infer<typeof evaluationConfigSchema>;
