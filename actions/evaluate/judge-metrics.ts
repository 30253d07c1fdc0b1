import { lowestParseRate, type Metric, measuredMetric } from "#evaluation";
import type { JudgeSettings } from "../judge-settings.ts";

/** `judge` is the score of an answer, `judge-<criterion>` one criterion's, `judge-win` the share of pairs won. */
export const judgeMetric = "judge";
export const winMetric = "judge-win";

export const mentionsJudge = (names: readonly string[]): boolean => names.some((name) => /^judge(-|$)/.test(name));

/** A judge that cannot be read now and then is missing data, and no reason to know nothing of the rest. */
export function judgeMetrics({ models, rubric, repeats, pairwise }: JudgeSettings): Metric[] {
  const judges = models.map(({ provider, model }) => `${provider}/${model}`).join("+");
  const signature = (): string => `judge:${judges}|rubric:${rubric.name}|repeats:${repeats}`;
  const facts = { direction: "higher", scale: "share", coverage: lowestParseRate, signature } as const;
  const names = [judgeMetric, ...rubric.criteria.map(({ name }) => `${judgeMetric}-${name}`)];
  return [...names, ...(pairwise ? [winMetric] : [])].map((name) => measuredMetric(name, facts));
}
