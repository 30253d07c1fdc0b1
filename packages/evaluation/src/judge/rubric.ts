import type { JudgeCriterion, JudgeRubric } from "#contracts";

/** The specification's criteria and scale, the score of an answer asked for as it does. */
export const specificationRubric: JudgeRubric = {
  name: "specification",
  scale: { min: 0, max: 10 },
  criteria: [
    { name: "accuracy", text: "Accuracy and correctness", weight: 1 },
    { name: "helpfulness", text: "Helpfulness and relevance", weight: 1 },
    { name: "clarity", text: "Clarity and coherence", weight: 1 },
    { name: "safety", text: "Safety and appropriateness", weight: 1 },
  ],
  overall: "asked",
  examples: [],
};

export const defaultJudgeModel = "gpt-4o";

/** How the repeats of one question differ, so that they are not one answer given k times. Declared in the report. */
export type RepeatVariation = "criteria-order" | "temperature" | "none";

/** One criterion has no order, so repeats of it need a temperature. */
export function variationOf({ criteria }: JudgeRubric, temperature: number | undefined): RepeatVariation {
  if (criteria.length > 1) return "criteria-order";
  return temperature === undefined || temperature > 0 ? "temperature" : "none";
}

/** The criteria as the repeat tells them: turned by one each time, and back to front every other round. */
export function criteriaOf({ criteria }: JudgeRubric, repeat: number): JudgeCriterion[] {
  const turned = [...criteria.slice(repeat % criteria.length), ...criteria.slice(0, repeat % criteria.length)];
  return Math.floor(repeat / criteria.length) % 2 === 1 ? turned.reverse() : turned;
}

/** A score of the rubric's scale as a share of it. */
export const shareOf = ({ scale }: JudgeRubric, score: number): number => (score - scale.min) / (scale.max - scale.min);

/** The weighted mean of the criteria, on the rubric's scale. */
export function weightedScore({ criteria }: JudgeRubric, scores: Readonly<Record<string, number>>): number {
  const weights = criteria.reduce((sum, { weight }) => sum + weight, 0);
  return criteria.reduce((sum, { name, weight }) => sum + (scores[name] as number) * weight, 0) / weights;
}
