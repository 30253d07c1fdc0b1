import type { Prediction } from "#contracts";
import { type Metric, scoreOfRow } from "./metric.ts";

export interface WorstRow {
  row: Prediction;
  score: number;
  /** What the baseline answered to the same row. */
  baseline: string | null | undefined;
}

/** The rows that a metric thinks worst of, at most `most`, worst first; a failed request is the worst of all. */
export function worstRows(
  metric: Metric | undefined,
  most = 20,
): { add(row: Prediction, baseline?: Prediction): void; result(): WorstRow[] } {
  const kept: (WorstRow & { badness: number })[] = [];
  return {
    add(row, baseline) {
      const score = metric && scoreOfRow(metric, row);
      const value = row.prediction === null || score === undefined ? Number.NaN : score;
      const badness = Number.isNaN(value) ? Number.POSITIVE_INFINITY : metric?.direction === "higher" ? -value : value;
      // a row that is as good as it can be is no example of anything bad
      if (
        metric?.direction === "higher" &&
        (metric.scale === "share" ? value >= 1 : metric.scale === "hundred" && value >= 100)
      )
        return;
      const last = kept.at(-1);
      if (kept.length >= most && last && badness <= last.badness) return;
      const place = kept.findIndex((other) => other.badness < badness);
      kept.splice(place === -1 ? kept.length : place, 0, {
        row,
        score: value,
        baseline: baseline?.prediction,
        badness,
      });
      if (kept.length > most) kept.pop();
    },
    result: () => kept.map(({ row, score, baseline }) => ({ row, score, baseline })),
  };
}
