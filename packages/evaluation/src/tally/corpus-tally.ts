import { percentileInterval, resampleSums } from "#statistics";
import type { CorpusMetric } from "../metric.ts";
import { newGroupSums } from "./groups.ts";
import type { PairTally, Tally, TallyOptions } from "./tally.ts";

/** A function of sums over rows, with its interval by the bootstrap over groups. */
export function corpusTally(metric: CorpusMetric, { draws }: TallyOptions): Tally {
  const groups = newGroupSums(1);
  let known = 0;
  return {
    add(row, group) {
      const vector = metric.statistics(row);
      if (!vector) return;
      known += 1;
      groups.add(group, vector);
    },
    get known() {
      return known;
    },
    estimate() {
      const value = known === 0 ? Number.NaN : metric.value(groups.totals());
      if (!Number.isFinite(value)) return undefined;
      const drawn: number[] = [];
      resampleSums(groups.rows(), { ...sizeOf(groups), draws: draws ?? 1000 }, (sums) =>
        drawn.push(metric.value(sums)),
      );
      return percentileInterval(value, known, drawn);
    },
  };
}

/** The same draws for both, so that what is common to them cancels (Koehn 2004). */
export function corpusPairs(metric: CorpusMetric, { draws = 1000 }: TallyOptions): PairTally {
  const [candidate, baseline] = [newGroupSums(1), newGroupSums(1)];
  let known = 0;
  return {
    add(row, other, group) {
      const [vector, otherVector] = [metric.statistics(row), metric.statistics(other)];
      if (!vector || !otherVector) return;
      known += 1;
      candidate.add(group, vector);
      baseline.add(group, otherVector);
    },
    result() {
      if (known === 0) return undefined;
      const [of, than] = [metric.value(candidate.totals()), metric.value(baseline.totals())];
      if (!Number.isFinite(of) || !Number.isFinite(than)) return undefined;
      const values: [number[], number[]] = [[], []];
      for (const [index, groups] of [candidate, baseline].entries())
        resampleSums(groups.rows(), { ...sizeOf(groups), draws }, (sums) => values[index]?.push(metric.value(sums)));
      const differences = values[0].map((value, draw) => value - (values[1][draw] as number)).filter(Number.isFinite);
      return {
        baseline: percentileInterval(than, known, values[1]),
        difference: percentileInterval(of - than, known, differences),
        p: twoSided(differences),
        standardDeviation: Number.NaN,
      };
    },
  };
}

const sizeOf = ({ count, width }: { count: number; width: number }): { count: number; width: number } => ({
  count,
  width,
});

/** How far the draws lie to one side of 0 (achieved significance level of the bootstrap; Efron and Tibshirani 1993, 15.4). */
function twoSided(differences: readonly number[]): number {
  const below = differences.filter((difference) => difference <= 0).length;
  const above = differences.filter((difference) => difference >= 0).length;
  return Math.min(1, (2 * (1 + Math.min(below, above))) / (differences.length + 1));
}
