import type { Bucket } from "../../counters/histogram.ts";
import type { MetricSum } from "./client.ts";

/** Names of what is summed for an arm. */
export type SumName = "requests" | "errors4xx" | "errors5xx" | "latencies" | "overTau" | "overMargin";

/** ModelLatency is in microseconds. `TC(x:)` counts the values above x (the lower bound is excluded). */
const above = (milliseconds: number): string => `TC(${Math.round(milliseconds * 1000)}:)`;

/** https://docs.aws.amazon.com/sagemaker/latest/dg/monitoring-cloudwatch.html, endpoint invocation metrics */
export function sumsOf(variant: string, tauMs: number | undefined): [SumName, MetricSum][] {
  const sum = (metric: string, statistic = "Sum"): MetricSum => ({ metric, variant, statistic });
  return [
    ["requests", sum("Invocations")],
    ["errors4xx", sum("Invocation4XXErrors")],
    ["errors5xx", sum("Invocation5XXErrors")],
    ...(tauMs === undefined
      ? []
      : ([
          ["latencies", sum("ModelLatency", "SampleCount")],
          ["overTau", sum("ModelLatency", above(tauMs))],
          ["overMargin", sum("ModelLatency", above(1.2 * tauMs))],
        ] as const)),
  ].map(([name, each]) => [name as SumName, each as MetricSum]);
}

/** Bounds of a histogram from 1 ms to 13 minutes, each a tenth above the one before. */
const bounds = Array.from({ length: 143 }, (_, at) => Math.round(1000 * 1.1 ** at) / 1000);

/** A whole distribution as one question: percentiles of single minutes cannot be put together. */
export const distributionSums = (variant: string): MetricSum[] => [
  { metric: "ModelLatency", variant, statistic: "SampleCount" },
  ...bounds.map((bound) => ({ metric: "ModelLatency", variant, statistic: above(bound) })),
];

/** From the sums of the same order. */
export function distributionOf([all = 0, ...over]: readonly number[]): Bucket[] {
  return [
    ...bounds.map((bound, at): Bucket => [bound, Math.max(0, all - (over[at] ?? 0))]),
    [Number.POSITIVE_INFINITY, all],
  ];
}
