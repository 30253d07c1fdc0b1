import type { RowMetric } from "../metric.ts";

/** The answer is one of the references, leading and trailing space apart. A failed request is a miss. */
export const exactMatch: RowMetric = {
  name: "exact-match",
  kind: "binary",
  direction: "higher",
  scale: "share",
  score: ({ prediction, references }) =>
    prediction !== null && references.some((reference) => reference.trim() === prediction.trim()) ? 1 : 0,
};
