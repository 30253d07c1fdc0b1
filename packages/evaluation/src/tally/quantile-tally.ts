import { newReservoir, percentileInterval, quantile, quantileInterval, seededUniform } from "#statistics";
import type { QuantileMetric } from "../metric.ts";
import type { PairTally, Tally } from "./tally.ts";

/** Rows that a quantile is read off; of more, a uniform sample. */
const mostValues = 20_000;
/** Pairs whose quantiles are compared by the bootstrap. */
const mostPairs = 2_000;

export function quantileTally(metric: QuantileMetric): Tally {
  const values = newReservoir<number>(mostValues);
  return {
    add(row) {
      const score = metric.score(row);
      if (score !== undefined && Number.isFinite(score)) values.add(score);
    },
    get known() {
      return values.seen;
    },
    estimate() {
      if (values.seen === 0) return undefined;
      return { ...quantileInterval(sorted(values.sample), metric.share), n: values.seen };
    },
  };
}

export function quantilePairs(metric: QuantileMetric, { draws = 1000 }: { draws?: number | undefined }): PairTally {
  const baselines = quantileTally(metric);
  const pairs = newReservoir<readonly [number, number]>(mostPairs);
  return {
    add(row, baseline, group) {
      const [score, other] = [metric.score(row), metric.score(baseline)];
      if (score === undefined || other === undefined || !Number.isFinite(score - other)) return;
      baselines.add(baseline, group);
      pairs.add([score, other]);
    },
    result() {
      const baseline = baselines.estimate();
      if (!baseline) return undefined;
      const { sample } = pairs;
      const uniform = seededUniform(1);
      const difference = (chosen: readonly (readonly [number, number])[]): number =>
        quantile(sorted(chosen.map(([score]) => score)), metric.share) -
        quantile(sorted(chosen.map(([, other]) => other)), metric.share);
      const drawn = Array.from({ length: draws }, () =>
        difference(sample.map(() => sample[Math.floor(uniform() * sample.length)] as readonly [number, number])),
      );
      return {
        baseline,
        difference: percentileInterval(difference(sample), pairs.seen, drawn),
        p: null,
        standardDeviation: Number.NaN,
      };
    },
  };
}

function sorted(values: readonly number[]): number[] {
  return [...Float64Array.from(values).sort()];
}
