import type { Prediction } from "#contracts";
import type { Metric } from "../metric.ts";
import { type TextMeasureName, textMeasures } from "../text/catalog.ts";
import type { CorpusMeasure } from "../text/corpus-measure.ts";

/** A text measure as a metric. A failed request is an empty answer. ROUGE is the mean of its rows, the others corpus scores. */
export function textMetric(name: TextMeasureName): Metric {
  const measure: CorpusMeasure = textMeasures[name]();
  const { direction, scale, width } = measure;
  // a row is counted once, though totals, pairs and slices all ask for it
  const counted = new WeakMap<Prediction, Float64Array>();
  const statistics = (row: Prediction): Float64Array => {
    const known = counted.get(row);
    if (known) return known;
    const counts = new Float64Array(width);
    measure.count(row.prediction ?? "", row.references, counts, 0);
    counted.set(row, counts);
    return counts;
  };
  const facts = { name, direction, scale, signature: measure.signature } as const;
  if (scale === "share") return { ...facts, kind: "mean", score: (row) => measure.value(statistics(row), 0) };
  return { ...facts, kind: "corpus", statistics, value: (sums) => measure.value(sums, 0) };
}
