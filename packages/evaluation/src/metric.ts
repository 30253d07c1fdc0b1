import type { Prediction } from "#contracts";
import type { ReferenceCount } from "./text/corpus-measure.ts";

/** What the numbers of a metric mean: pictures, thresholds and percent signs depend on it. */
export type Scale = "share" | "hundred" | "seconds" | "tokens" | "usd" | "open";

interface MetricFacts {
  name: string;
  /** Whether more is better. */
  direction: "higher" | "lower";
  scale: Scale;
  /** Least share of rows that must have data; 1 unless told, for rows without a score make the others look like all. */
  coverage?: number | undefined;
  /** How it was computed, in a line that another tool can be held to (sacrebleu's format where it is sacrebleu's metric). */
  signature?: ((references: ReferenceCount) => string) | undefined;
}

/** Each row has a score of its own; the metric is their mean. `binary`: 0 or 1. */
export interface RowMetric extends MetricFacts {
  kind: "binary" | "mean";
  /** Undefined when the row has no data of it. */
  score(row: Prediction): number | undefined;
}

/** Only all rows together have a score: a function of what adds up over rows. */
export interface CorpusMetric extends MetricFacts {
  kind: "corpus";
  /** Counts of one row; undefined when it has no data. A longer vector than earlier rows had is filled up with zeros there. */
  statistics(row: Prediction): ArrayLike<number> | undefined;
  /** NaN when the sums say nothing. */
  value(sums: Float64Array): number;
}

/** A quantile over rows. */
export interface QuantileMetric extends MetricFacts {
  kind: "quantile";
  share: number;
  score(row: Prediction): number | undefined;
}

export type Metric = RowMetric | CorpusMetric | QuantileMetric;

/** Score of one row alone, as far as the metric has one: what the worst examples are sorted by. */
export function scoreOfRow(metric: Metric, row: Prediction): number | undefined {
  if (metric.kind !== "corpus") return metric.score(row);
  const statistics = metric.statistics(row);
  const value = statistics && metric.value(Float64Array.from(statistics));
  return value !== undefined && Number.isFinite(value) ? value : undefined;
}
