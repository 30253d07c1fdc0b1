import type { Prediction } from "#contracts";
import type { Estimate } from "#statistics";

export interface TallyOptions {
  /** Rows come in clusters: intervals are made over those. */
  clustered: boolean;
  draws?: number | undefined;
}

/** One metric over a stream of rows, in constant memory. */
export interface Tally {
  add(row: Prediction, group: number): void;
  /** Rows that had data. */
  readonly known: number;
  /** With its 95 % interval; undefined when nothing is known. */
  estimate(): Estimate | undefined;
}

export interface Difference {
  baseline: Estimate;
  /** Candidate minus baseline on the same rows. */
  difference: Estimate;
  /** Two-sided, that there is no difference; null where it is not tested. */
  p: number | null;
  /** Of the rows' differences; NaN where rows have none of their own. */
  standardDeviation: number;
}

/** One metric over a stream of pairs, in constant memory. */
export interface PairTally {
  add(row: Prediction, baseline: Prediction, group: number): void;
  result(): Difference | undefined;
}
