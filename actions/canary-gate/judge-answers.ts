import { join } from "node:path";
import type { ActionDeps } from "#action-kit";
import { ToolkitError } from "#contracts";
import { stateFolder } from "#platform";
import { shuffled } from "#statistics";
import type { Answer } from "#telemetry";
import { withJudgeCache } from "../judge-cache.ts";
import { judgeRows } from "../judge-rows.ts";
import { type JudgeSettings, judgingBy } from "../judge-settings.ts";
import type { JudgeRow } from "../judging.ts";
import type { Judge } from "../open-judges.ts";

export interface Judging {
  settings: JudgeSettings;
  judges: readonly Judge[];
  /** Infinity for no limit. */
  budgetUsd: number;
  concurrency: number;
  seed: number;
  stateDir: string | undefined;
}

export interface JudgedAnswers {
  /** In [0, 1], an answer each in the order given; undefined is missing data, whatever it is for. */
  scores: (number | undefined)[];
  usd: number;
  notes: ("judge-budget-spent" | "judge-failed" | "judge-parse-rate")[];
}

/**
 * Scores of answers by judges who know of none whose it is: they see a question and its answer, those of both arms by
 * turns of chance, so that money which ends, or a judge that fails half-way, does so for either arm alike. What it was
 * paid for is kept by every answer: a run that is killed pays for none of it again.
 */
export async function judgeAnswers(
  answers: readonly Answer[],
  judging: Judging,
  deps: ActionDeps,
): Promise<JudgedAnswers> {
  const { settings, judges, seed, stateDir } = judging;
  const scores: (number | undefined)[] = answers.map(() => undefined);
  const notes: JudgedAnswers["notes"] = [];
  if (answers.length === 0) return { scores, usd: 0, notes };
  const rows = shuffled(answers.map(rowOf), seed);
  const folder = join(stateDir ?? stateFolder(deps.environment), "judge-cache");
  const totals = await withJudgeCache(deps, folder, async (cache) => {
    const run = judgeRows(cache, rows, {
      ...judgingBy(settings),
      judges,
      concurrency: judging.concurrency,
      budgetUsd: judging.budgetUsd,
      signal: deps.signal,
    });
    try {
      for await (const { id, judged } of run.rows) scores[Number(id)] = judged.score ?? undefined;
    } catch (error) {
      // a judge that is gone must not keep errors and latency from speaking
      if (deps.signal.aborted || !(error instanceof ToolkitError) || error.code === "cancelled") throw error;
      deps.log.warning(`the judge failed, so that answers stay without a score: ${error.message}`);
      notes.push("judge-failed");
    }
    return run.totals();
  });
  if (totals.stoppedByBudget) notes.push("judge-budget-spent");
  if (totals.answers.asked > 0 && !totals.answers.enough) notes.push("judge-parse-rate");
  return { scores, usd: totals.usdAtMost, notes };
}

/** The place in the sample is all by which an answer is known again. */
const rowOf = ({ said }: Answer, place: number): JudgeRow => ({
  id: String(place),
  messages: said?.messages ?? [],
  prediction: said?.answer ?? null,
  references: [],
});
