import type { Prediction } from "#contracts";
import { labelIn, labelPlaces } from "../labels.ts";
import type { CorpusMetric } from "../metric.ts";

const parts = ["precision", "recall", "f1"] as const;
type Part = (typeof parts)[number];

/** Of one class: hits, answers that named it, rows whose truth it is. */
const countsOfClass = 3;

/** `f1`, `precision`, `recall`: the mean over the classes (macro). `f1-<class>` and so on: of one class. */
export function labelMetric(name: string, field: string): CorpusMetric | undefined {
  const part = parts.find((known) => name === known || name.startsWith(`${known}-`));
  if (!part) return undefined;
  const wanted = name.slice(part.length + 1);
  const places = labelPlaces();
  return {
    name,
    kind: "corpus",
    direction: "higher",
    scale: "share",
    statistics({ references, prediction }: Prediction) {
      const truth = places.of(labelIn(references[0] ?? null, field));
      const answer = places.of(labelIn(prediction, field));
      const counts = new Float64Array(places.count() * countsOfClass);
      const count = (place: number, at: number): void => {
        counts[place * countsOfClass + at] = (counts[place * countsOfClass + at] as number) + 1;
      };
      if (truth === answer) count(truth, 0);
      count(answer, 1);
      count(truth, 2);
      return counts;
    },
    value(sums) {
      // free text is no class
      if (places.full()) return Number.NaN;
      const of = (place: number): number => partOf(part, sums, place * countsOfClass);
      // a class is what a reference names: answers beyond those only miss
      const classes = Array.from({ length: sums.length / countsOfClass }, (_, place) => place).filter(
        (place) => place > 0 && (sums[place * countsOfClass + 2] as number) > 0,
      );
      if (wanted !== "") {
        const place = classes.find((known) => places.name(known) === wanted);
        return place === undefined ? Number.NaN : of(place);
      }
      return classes.reduce((sum, place) => sum + of(place), 0) / classes.length;
    },
  };
}

/** 0 where a denominator is 0 (as scikit-learn's zero_division=0). */
function partOf(part: Part, sums: ArrayLike<number>, at: number): number {
  const [hit = 0, answered = 0, truth = 0] = [sums[at], sums[at + 1], sums[at + 2]];
  const precision = answered === 0 ? 0 : hit / answered;
  const recall = truth === 0 ? 0 : hit / truth;
  if (part === "precision") return precision;
  if (part === "recall") return recall;
  return precision + recall === 0 ? 0 : (2 * precision * recall) / (precision + recall);
}
