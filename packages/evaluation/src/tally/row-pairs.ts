import { mcnemarExact, newMoments, signFlipTest } from "#statistics";
import type { RowMetric } from "../metric.ts";
import { newGroupSums } from "./groups.ts";
import { clusteredMean, rowTally } from "./row-tally.ts";
import type { PairTally, TallyOptions } from "./tally.ts";

/** Differences of rows: exact McNemar for 0 and 1, a sign-flip permutation of the groups' sums else. */
export function rowPairs(metric: RowMetric, options: TallyOptions): PairTally {
  const baselines = rowTally(metric, options);
  const differences = newMoments();
  const groups = newGroupSums(2);
  let [gained, lost] = [0, 0];
  return {
    add(row, baseline, group) {
      const [score, other] = [metric.score(row), metric.score(baseline)];
      if (score === undefined || other === undefined || !Number.isFinite(score - other)) return;
      baselines.add(baseline, group);
      differences.add(score - other);
      groups.add(group, [score - other, 1]);
      if (score > other) gained += 1;
      else if (score < other) lost += 1;
    },
    result() {
      const baseline = baselines.estimate();
      if (!baseline) return undefined;
      const exact = metric.kind === "binary" && !options.clustered;
      return {
        baseline,
        difference: options.clustered ? clusteredMean(groups) : differences.interval(),
        p: exact ? mcnemarExact(gained, lost) : signFlipTest(sumsOf(groups.rows(), groups.width)),
        standardDeviation: differences.standardDeviation,
      };
    },
  };
}

function sumsOf(rows: Float64Array, width: number): number[] {
  return Array.from({ length: rows.length / width }, (_, group) => rows[group * width] as number);
}
