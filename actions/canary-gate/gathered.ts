import type { CanaryBlock, OneShotReport } from "#contracts";
import { type ArmGatherer, newArmGatherer } from "./sample.ts";

/** What both arms did. */
export interface Gathered {
  canary: ArmGatherer;
  baseline: ArmGatherer;
}

/** Metrics that are compared, what the arms did, and what is to be said of it. */
export interface Task {
  declared: string[];
  arms: Gathered;
  source: string;
  notes?: string[];
  modelRefs?: OneShotReport["modelRefs"];
}

export const newArms = (): Gathered => ({ canary: newArmGatherer(), baseline: newArmGatherer() });

/** Single values of an arm, and how many could not be told. */
export function addValues(arm: ArmGatherer, values: CanaryBlock["canary"], scoreScale: number): void {
  for (const score of values.scores ?? []) arm.value("quality", score / scoreScale);
  arm.missing("quality", values.scores_missing ?? 0);
  for (const [metric, each] of Object.entries(values.extra ?? {})) for (const one of each) arm.value(metric, one);
  for (const [metric, count] of Object.entries(values.extra_missing ?? {})) arm.missing(metric, count);
}
