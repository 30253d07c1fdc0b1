import type { Prediction } from "#contracts";
import type { Estimate } from "#statistics";

/** How a metric is read off rows. Rows are indices drawn with repetition when an interval is made by the bootstrap. */
export interface Metric {
  name: string;
  /** `rows`: each row has a score of its own. `whole`: only all rows together have one. */
  kind: "binary" | "rows" | "whole";
  /** Whether more is better. */
  direction: "higher" | "lower";
  /** Score of one row; undefined when the row has no data of it. Only for `binary` and `rows`. */
  score?: ((row: Prediction) => number | undefined) | undefined;
  /** Score of all rows; NaN when there is none. Only for `whole`. */
  statistic?: ((rows: readonly Prediction[]) => number) | undefined;
}

export type Scores = Record<string, Estimate>;
