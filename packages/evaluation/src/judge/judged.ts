import type { Judged, JudgeRubric } from "#contracts";
import { type PanelMethod, panelScore } from "./panel.ts";
import type { JudgeAnswer } from "./parse.ts";
import { shareOf } from "./rubric.ts";

/** One answer of one judge, and what it took. */
export interface JudgeCall {
  answer: JudgeAnswer | { fault: string };
  promptTokens: number;
  completionTokens: number;
  usd: number | null;
}

/** A row's result of all answers of all judges: one list a judge, its repeats in order. */
export function judgedOf(
  rubric: JudgeRubric,
  judges: readonly (readonly JudgeCall[])[],
  { method = "mean", passAt }: { method?: PanelMethod | undefined; passAt?: number | undefined } = {},
): Judged {
  const calls = judges.flat();
  const scoreOf = ({ answer }: JudgeCall): number | null => ("fault" in answer ? null : shareOf(rubric, answer.score));
  // repeats are of one judge and are averaged; the panel's method joins judges
  const score = panelScore(
    judges.map((repeats) => panelScore(repeats.map(scoreOf), "mean")),
    method,
    passAt,
  );
  const criteria = Object.fromEntries(
    rubric.criteria.map(({ name }) => [
      name,
      panelScore(
        calls.flatMap(({ answer }) => {
          const given = "fault" in answer ? undefined : answer.criteria[name];
          return given === undefined || given === null ? [] : [shareOf(rubric, given)];
        }),
        "mean",
      ),
    ]),
  );
  const fault = calls.map(({ answer }) => ("fault" in answer ? answer.fault : undefined)).find(Boolean);
  return {
    score,
    criteria,
    repeats: calls.map(scoreOf),
    ...(score === null ? { error: fault ?? "judge-split" } : {}),
    promptTokens: calls.reduce((sum, call) => sum + call.promptTokens, 0),
    completionTokens: calls.reduce((sum, call) => sum + call.completionTokens, 0),
    usd: calls.reduce<number | null>((sum, { usd }) => (sum === null || usd === null ? null : sum + usd), 0),
  };
}
