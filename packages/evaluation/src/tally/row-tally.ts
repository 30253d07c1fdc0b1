import { meanInterval, newMoments, wilson } from "#statistics";
import type { RowMetric } from "../metric.ts";
import { type GroupSums, newGroupSums } from "./groups.ts";
import type { Tally, TallyOptions } from "./tally.ts";

/** Mean of the rows: Wilson's interval for 0 and 1, Student's else; by clusters where there are. */
export function rowTally(metric: RowMetric, { clustered }: TallyOptions): Tally {
  const moments = newMoments();
  const groups = clustered ? newGroupSums(2) : undefined;
  return {
    add(row, group) {
      const score = metric.score(row);
      if (score === undefined || !Number.isFinite(score)) return;
      moments.add(score);
      groups?.add(group, [score, 1]);
    },
    get known() {
      return moments.n;
    },
    estimate() {
      if (moments.n === 0) return undefined;
      if (groups) return clusteredMean(groups);
      return metric.kind === "binary" ? wilson(Math.round(moments.mean * moments.n), moments.n) : moments.interval();
    },
  };
}

/**
 * Mean of groups of [sum, n] with the cluster-robust standard error (Liang and Zeger 1986; Miller 2024, "Adding error
 * bars to evals", section 2.2) and Student's quantile for the number of clusters.
 */
export function clusteredMean(groups: GroupSums): ReturnType<typeof meanInterval> {
  const rows = groups.rows();
  const [sum = 0, n = 0] = groups.totals();
  const value = sum / n;
  let squares = 0;
  for (let at = 0; at < rows.length; at += groups.width)
    squares += ((rows[at] as number) - value * (rows[at + 1] as number)) ** 2;
  const clusters = groups.count;
  const standardError = Math.sqrt((clusters / (clusters - 1)) * squares) / n;
  return meanInterval({ value, n }, standardError, clusters - 1);
}
