import * as z from "zod";
import { canaryCountersSchema } from "./canary-counters.ts";

/** What a gate judges by itself; everything else is declared. */
export const canaryMetrics = ["errors", "latency", "quality"] as const;
export type CanaryMetric = (typeof canaryMetrics)[number];

/** One of the three or a further one: as the router takes names of scores. */
export const metricNameSchema = z.string().regex(/^[a-z][a-z0-9_-]{0,63}$/, {
  error: "no name of a metric: a lower-case letter, then letters, digits, - or _",
});

const isOneOfThree = (name: string): boolean => canaryMetrics.some((metric) => metric === name);

/** Name of a metric beside the three. */
export const furtherNameSchema = metricNameSchema.refine((name) => !isOneOfThree(name), {
  error: "has a place of its own in a block",
});

/** A metric of single values, whose means are compared. */
export const furtherMetricSchema = z
  .strictObject({
    larger: z.enum(["worse", "better"]),
    /** Values above are counted as this much, and values under 0 as 0: only what is bounded can be tested. */
    max: z.number().positive(),
    /** Ratio of the canary's mean to the baseline's from which on the effect matters. */
    matters: z.number().positive(),
  })
  .superRefine(({ larger, matters }, context) => {
    const sound = larger === "worse" ? matters >= 1 : matters <= 1;
    const message = `${matters} is no loss where larger is ${larger}: ${larger === "worse" ? "1 or more" : "1 or less"}`;
    if (!sound) context.addIssue({ code: "custom", path: ["matters"], message });
  });
export type FurtherMetric = z.infer<typeof furtherMetricSchema>;

/** What a request costs, in USD. */
const requestPriceSchema = z
  .strictObject({
    /** A million tokens of prompts. */
    input: z.number().min(0).default(0),
    /** A million tokens of answers. */
    output: z.number().min(0).default(0),
    /** An hour of one busy request. */
    hour: z.number().min(0).default(0),
  })
  .refine(({ input, output, hour }) => input + output + hour > 0, { error: "is free: name a price" });
export type RequestPrice = z.infer<typeof requestPriceSchema>;

/** `metrics-config` of canary-gate: metrics beside the three, and how alpha is shared among all. */
export const canaryMetricsSchema = z
  .strictObject({
    schemaVersion: z.literal(1),
    /** Share of alpha of each metric; one that is left out cannot be judged. They add up to 1. */
    shares: z.record(metricNameSchema, z.number().gt(0).max(1)),
    further: z.record(furtherNameSchema, furtherMetricSchema).default({}),
    /** What `cost` is made of where requests are known by their tokens and seconds. */
    prices: z.strictObject({ canary: requestPriceSchema, baseline: requestPriceSchema }).optional(),
    /** Names of series in Prometheus, or of Ray Serve LLM's, that are not those of a known server. */
    counters: canaryCountersSchema.optional(),
  })
  .superRefine(({ shares, further }, context) => {
    const problem = (path: string[], message: string): void => context.addIssue({ code: "custom", path, message });
    const known = [...canaryMetrics, ...Object.keys(further)];
    for (const name of Object.keys(shares))
      if (!known.includes(name)) problem(["shares", name], `is no metric: ${known.join(" | ")}`);
    for (const name of Object.keys(further)) if (shares[name] === undefined) problem(["shares", name], "is missing");
    const sum = Object.values(shares).reduce((all, share) => all + share, 0);
    if (Math.abs(sum - 1) > 1e-9)
      problem(
        ["shares"],
        `add up to ${Number(sum.toFixed(6))}, and have to add up to 1 (such as 0.25 for each of four)`,
      );
  });
export type CanaryMetricsConfig = z.infer<typeof canaryMetricsSchema>;
