import type { ChatMessage, JudgeRubric } from "#contracts";
import type { PanelMethod } from "#evaluation";
import type { Judge } from "./open-judges.ts";

/** An answer to judge. */
export interface JudgeRow {
  id: string;
  /** What was asked, without the answer. */
  messages: readonly ChatMessage[];
  /** Null when the model gave none: then no judge is asked, and the score is missing. */
  prediction: string | null;
  references: readonly string[];
}

export interface JudgeOptions {
  rubric: JudgeRubric;
  judges: readonly Judge[];
  /** Answers of each judge for each row. */
  repeats: number;
  /** Undefined leaves it to the model. */
  temperature: number | undefined;
  maxTokens: number;
  panel: PanelMethod;
  passAt: number;
  /** Rows at a time. */
  concurrency: number;
  /** Infinity for no limit. */
  budgetUsd: number;
  /** The baseline's answer to a row, to compare with; judges are not told which is which. */
  baselineOf?: ((id: string) => Promise<string | null | undefined>) | undefined;
  signal: AbortSignal;
}
