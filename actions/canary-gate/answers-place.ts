import type { Inputs } from "#action-kit";
import { type CanaryState, InputError, ToolkitError } from "#contracts";
import type { spec } from "./spec.ts";

type Given = Inputs<typeof spec>;

/** Where answers are kept, when a judge is asked for them. */
export function answersPlace(inputs: Given): Exclude<Given["quality-source"], "none"> | undefined {
  const { "quality-source": chosen } = inputs;
  return chosen === "data-capture" || chosen === "traces" ? chosen : undefined;
}

/** Scores come from answers where others count; a file and the router have their own. @throws InputError */
export function requireAnswersFit(inputs: Given): void {
  const metrics = inputs["metric-source"];
  if (answersPlace(inputs) === undefined || (metrics !== "file" && metrics !== "router")) return;
  const legal = "metric-source: prometheus, ray-serve, cloudwatch";
  throw new InputError([{ where: "quality-source", problem: `does not belong to metric-source: ${metrics}`, legal }]);
}

/**
 * @param name of the answers that are judged now
 * @throws ToolkitError `canary-source-changed` when the rollout began with others, or with none
 */
export function requireSameAnswers(
  { answers, blocks }: Pick<CanaryState, "answers" | "blocks">,
  name: string | undefined,
): void {
  if (answers?.source === name || (answers === undefined && blocks.length === 0)) return;
  throw new ToolkitError({
    code: "canary-source-changed",
    message: `the rollout began with answers of ${answers?.source ?? "nowhere"}, and goes on with ${name ?? "none"}`,
    hint: "finish the rollout with the quality-source, answers and variants it began with, or begin another",
  });
}
