import { quantile } from "#statistics";
import type { Metric } from "../metric.ts";

function latency(name: string, share: number): Metric {
  return {
    name,
    kind: "whole",
    direction: "lower",
    statistic: (rows) =>
      quantile(
        rows.flatMap(({ latency_seconds }) => latency_seconds ?? []).sort((left, right) => left - right),
        share,
      ),
  };
}

/** Seconds from the request to the whole answer. */
export const latencyP50 = latency("latency-p50", 0.5);
export const latencyP95 = latency("latency-p95", 0.95);

/** Tokens of an answer. */
export const tokens: Metric = {
  name: "tokens",
  kind: "rows",
  direction: "lower",
  score: ({ completion_tokens }) => completion_tokens ?? undefined,
};
