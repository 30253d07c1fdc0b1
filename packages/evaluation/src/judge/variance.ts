import { oneWayComponents, type VarianceComponents } from "#statistics";
import type { RepeatVariation } from "./rubric.ts";

/** Fewer repeats say nothing of a variance. */
export const fewestRepeats = 3;

export interface JudgeVariance {
  /** Variance of the answers' true scores, and of the judge about them. */
  components: VarianceComponents;
  /** Standard error that the judge alone gives to the mean of all rows. */
  standardErrorOfJudge: number;
  /** By what the repeats differed. */
  variation: RepeatVariation;
}

/**
 * The judge's variance apart from the answers', from repeats of the same questions, null where one has no answer.
 * Undefined with fewer than three repeats, or when they were all alike by design.
 */
export function judgeVariance(
  rows: readonly (readonly (number | null)[])[],
  variation: RepeatVariation,
): JudgeVariance | undefined {
  const groups = rows.map((row) => row.filter((score): score is number => score !== null));
  if (variation === "none" || !rows.some(({ length }) => length >= fewestRepeats)) return undefined;
  const components = oneWayComponents(groups);
  if (!components) return undefined;
  const means = groups.filter(({ length }) => length > 0);
  const sum = means.reduce((total, { length }) => total + components.within / length, 0);
  return { components, standardErrorOfJudge: Math.sqrt(sum) / means.length, variation };
}
