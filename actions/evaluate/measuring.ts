import type { Inputs } from "#action-kit";
import type { Evaluation, JudgeReport } from "#contracts";
import type { Answers } from "./answers.ts";
import type { Labels } from "./labels.ts";
import type { Purse } from "./purse.ts";
import type { Settings } from "./settings.ts";
import type { spec } from "./spec.ts";
import type { TestSet } from "./test-set.ts";

export interface Measuring {
  inputs: Inputs<typeof spec>;
  settings: Settings;
  testSet: TestSet | undefined;
  labels: Labels | undefined;
  purse: Purse;
  candidate: Answers;
  baseline: Answers | undefined;
}

export interface Measured {
  /** Files of MeasuredRow. */
  candidate: string[];
  baseline: string[];
  judge: JudgeReport | undefined;
  judgeUsd: number | null;
  judgeTokens: { prompt: number; completion: number };
  reasons: Evaluation["reasons"];
  notRun: NonNullable<Evaluation["notRun"]>;
}
