/** How many references a row has: one number when all rows have as many, else "var", as sacrebleu writes it. */
export type ReferenceCount = number | "var";

/** Counts of one row that add up over rows; a corpus metric is a function of their sums. */
export interface CorpusMeasure {
  /** Length of the vector of one row (fixed). Its last element counts rows, so that no rows at all give NaN, not a score. */
  readonly width: number;
  readonly direction: "higher" | "lower";
  /** `hundred`: 0 to 100 (TER may be above); `share`: 0 to 1. */
  readonly scale: "hundred" | "share";
  /** Everything that a score depends on besides the texts; two scores compare only when these are equal. */
  signature(references: ReferenceCount): string;
  /** Adds the sufficient statistics of a hypothesis against its references, one or more, into `into` from `at`. */
  count(hypothesis: string, references: readonly string[], into: Float64Array, at: number): void;
  /** Corpus score from summed statistics; NaN when they are of no rows. */
  value(sums: Float64Array, at: number): number;
}

/** A row without a reference is missing data, which the caller has to report: here it is a bug. */
export function needsReference(references: readonly string[]): void {
  if (references.length === 0) throw new RangeError("a row is measured against one reference or more, not none");
}

/** Score of one row alone. */
export function rowScore(measure: CorpusMeasure, hypothesis: string, references: readonly string[]): number {
  const counts = new Float64Array(measure.width);
  measure.count(hypothesis, references, counts, 0);
  return measure.value(counts, 0);
}
