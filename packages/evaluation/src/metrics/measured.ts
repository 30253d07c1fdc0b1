import type { RowMetric } from "../metric.ts";

/** Scores that were measured outside (by a judge, a user's command, an embedding model) and stand in the row. */
export function measuredMetric(
  name: string,
  facts: Pick<RowMetric, "direction" | "scale"> & Partial<Pick<RowMetric, "kind" | "coverage" | "signature">>,
): RowMetric {
  return { kind: "mean", ...facts, name, score: ({ measured }) => measured?.[name] ?? undefined };
}
