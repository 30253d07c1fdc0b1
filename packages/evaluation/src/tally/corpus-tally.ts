import { percentileInterval, resampleSums } from "#statistics";
import type { CorpusMetric } from "../metric.ts";
import { newGroupSums } from "./groups.ts";
import type { PairTally, Tally, TallyOptions } from "./tally.ts";

/** A function of sums over rows, with its interval by the bootstrap over groups. */
export function corpusTally(metric: CorpusMetric, { draws = 1000 }: TallyOptions): Tally {
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
      resampleSums([groups.rows()], { width: groups.width, draws }, ([sums]) =>
        drawn.push(metric.value(sums as Float64Array)),
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
      const width = Math.max(candidate.width, baseline.width);
      const baselines: number[] = [];
      const differences: number[] = [];
      resampleSums([candidate.rows(width), baseline.rows(width)], { width, draws }, ([ours, theirs]) => {
        const value = metric.value(theirs as Float64Array);
        baselines.push(value);
        differences.push(metric.value(ours as Float64Array) - value);
      });
      return {
        baseline: percentileInterval(than, known, baselines),
        difference: percentileInterval(of - than, known, differences),
        p: twoSided(differences.filter(Number.isFinite)),
        standardDeviation: Number.NaN,
      };
    },
  };
}

/** How far the draws lie to one side of 0 (achieved significance level of the bootstrap; Efron and Tibshirani 1993, 15.4). */
function twoSided(differences: readonly number[]): number {
  const below = differences.filter((difference) => difference <= 0).length;
  const above = differences.filter((difference) => difference >= 0).length;
  return Math.min(1, (2 * (1 + Math.min(below, above))) / (differences.length + 1));
}
