import * as z from "zod";

/** Names as Prometheus's data model allows them: nothing of a query but its own characters. */
const seriesName = z.string().regex(/^[a-zA-Z_:][a-zA-Z0-9_:]{0,199}$/, { error: "is no name of a series" });
const labelName = z.string().regex(/^[a-zA-Z_][a-zA-Z0-9_]{0,99}$/, { error: "is no name of a label" });
const histogramName = seriesName.refine((name) => !/_(bucket|sum|count)$/.test(name), {
  error: "is a part of a histogram: leave out _bucket, _sum or _count",
});
const duration = z.strictObject({ histogram: histogramName, unit: z.enum(["seconds", "milliseconds"]) });
const amount = z.strictObject({ histogram: histogramName });
const labels = z
  .record(labelName, z.string().min(1))
  .refine((told) => Object.keys(told).length > 0, { error: "names no label" });

/** Names of the user's own, in the place of those of `prometheus-dialect`; what is left out stays the dialect's. */
export const canaryCountersSchema = z.strictObject({
  /** Counter of requests. */
  requests: seriesName.optional(),
  /** Labels that a request's outcome may stand in; the first that is there. */
  status: z.array(labelName).min(1).optional(),
  /** What values of that label say, where they are no HTTP status. */
  outcomes: z.record(z.string(), z.enum(["answered", "failed", "not-the-models"])).optional(),
  /** Values of labels that count; series with others are passed over. */
  only: z.record(labelName, z.array(z.string()).min(1)).optional(),
  /** Counter of failed requests, where `requests` carries no status. */
  errors: seriesName.optional(),
  /** Whether failed requests are in `errors` alone. */
  errorsApart: z.boolean().optional(),
  latency: duration.optional(),
  /** Of streamed answers. */
  firstToken: duration.optional(),
  /** Tokens of each request. */
  promptTokens: amount.optional(),
  completionTokens: amount.optional(),
  /** Labels of the series of first token and tokens, where they are others than the selectors'. */
  valueLabels: z.strictObject({ canary: labels, baseline: labels }).optional(),
});
export type CanaryCounters = z.infer<typeof canaryCountersSchema>;
