import type { Prediction } from "#contracts";
import type { QuantileMetric, RowMetric } from "../metric.ts";

function quantileOf(name: string, share: number, score: (row: Prediction) => number | undefined): QuantileMetric {
  return { name, kind: "quantile", direction: "lower", scale: "seconds", share, score };
}

const latency = ({ latency_seconds }: Prediction): number | undefined => latency_seconds;
const firstToken = ({ first_token_seconds }: Prediction): number | undefined => first_token_seconds;

/** Seconds from the request to the whole answer. */
export const latencyP50 = quantileOf("latency-p50", 0.5, latency);
export const latencyP95 = quantileOf("latency-p95", 0.95, latency);

/** Seconds from the request to the first piece of a streamed answer. */
export const firstTokenP50 = quantileOf("first-token-p50", 0.5, firstToken);
export const firstTokenP95 = quantileOf("first-token-p95", 0.95, firstToken);

/** Tokens of an answer. */
export const tokens: RowMetric = {
  name: "tokens",
  kind: "mean",
  direction: "lower",
  scale: "tokens",
  score: ({ completion_tokens }) => completion_tokens ?? undefined,
};

/** USD of an answer, by the price table. */
export const cost: RowMetric = {
  name: "cost",
  kind: "mean",
  direction: "lower",
  scale: "usd",
  score: ({ usd }) => usd ?? undefined,
};
