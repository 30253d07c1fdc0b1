import type { JudgeRubric } from "#contracts";
import { type AnswerFault, readAnswer } from "./read-answer.ts";
import { weightedScore } from "./rubric.ts";

/** On the rubric's scale. */
export type JudgeAnswer = { score: number; criteria: Record<string, number | null> } | { fault: AnswerFault };

/**
 * The scores that a judge gave. A number off the scale is an error and is not pulled back on it; an answer without a
 * criterion that the score needs is incomplete.
 */
export function parseJudgeAnswer(
  content: string,
  rubric: JudgeRubric,
  expected: { nonce: string; judged: readonly string[] },
): JudgeAnswer {
  const read = readAnswer(content, { ...expected, key: "score" });
  if ("fault" in read) return read;
  const { value } = read;
  if (typeof value === "string") return { fault: "judge-unreadable" };
  const given = typeof value === "number" ? bare(rubric, value) : value;
  if (given === undefined) return { fault: "judge-incomplete" };

  const names = rubric.criteria.map(({ name }) => name);
  const asked = rubric.overall === "asked" ? [...names, "score"] : names;
  const scores: Record<string, number> = {};
  for (const name of asked) {
    const score = given[name];
    if (score === undefined || score === null) continue;
    if (typeof score !== "number" || !Number.isFinite(score)) return { fault: "judge-unreadable" };
    if (score < rubric.scale.min || score > rubric.scale.max) return { fault: "judge-off-scale" };
    scores[name] = score;
  }
  const criteria = Object.fromEntries(names.map((name) => [name, scores[name] ?? null]));
  if (rubric.overall === "asked") {
    const { score } = scores;
    return score === undefined ? { fault: "judge-incomplete" } : { score, criteria };
  }
  if (names.some((name) => scores[name] === undefined)) return { fault: "judge-incomplete" };
  return { score: weightedScore(rubric, scores), criteria };
}

/** A bare number is the score of the whole; with one criterion it is that one. */
function bare(rubric: JudgeRubric, value: number): Record<string, unknown> | undefined {
  if (rubric.overall === "asked") return { score: value };
  const [only, ...others] = rubric.criteria;
  return only && others.length === 0 ? { [only.name]: value } : undefined;
}
