import type { Prediction } from "#contracts";
import { bootstrapInterval, type Estimate, tInterval, wilson } from "#statistics";
import type { Metric } from "./metric.ts";

/** A metric over all rows with its 95 % interval; undefined when the rows hold nothing of it. */
export function scoreRows(metric: Metric, rows: readonly Prediction[]): Estimate | undefined {
  if (rows.length === 0) return undefined;
  if (metric.statistic) {
    const { statistic } = metric;
    if (!Number.isFinite(statistic(rows))) return undefined;
    return bootstrapInterval(rows.length, (drawn) => statistic(drawn.map((index) => rows[index] as Prediction)), {
      draws: 1000,
    });
  }
  const values = rows.map((row) => metric.score?.(row));
  const known = values.filter((value): value is number => value !== undefined && Number.isFinite(value));
  // rows without a score would make the others look like all of them
  if (known.length < rows.length) return undefined;
  if (metric.kind === "binary")
    return wilson(
      known.reduce((sum, value) => sum + value, 0),
      known.length,
    );
  return tInterval(known);
}
