import { confusionOf, noLabel, scoresOf } from "../labels.ts";
import type { Metric } from "../metric.ts";

const parts = ["precision", "recall", "f1"] as const;

/** `f1`, `precision`, `recall`: the mean over the classes (macro). `f1-<class>` and so on: of one class. */
export function labelMetric(name: string, field: string): Metric | undefined {
  const part = parts.find((known) => name === known || name.startsWith(`${known}-`));
  if (!part) return undefined;
  const label = name.slice(part.length + 1);
  return {
    name,
    kind: "whole",
    direction: "higher",
    statistic(rows) {
      const confusion = confusionOf(rows, field);
      const classes = confusion.labels.filter((known) => known !== noLabel);
      if (label !== "") return classes.includes(label) ? scoresOf(confusion, label)[part] : Number.NaN;
      return classes.reduce((sum, known) => sum + scoresOf(confusion, known)[part], 0) / classes.length;
    },
  };
}
