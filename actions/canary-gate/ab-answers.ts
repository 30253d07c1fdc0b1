import type { ActionDeps, Inputs } from "#action-kit";
import { abReportOf, addAbBlock, type CanarySettings, newAbState } from "#canary";
import { type AbReport, type AbState, type CanaryMetricsConfig, ToolkitError } from "#contracts";
import { withAbState } from "./ab-state-file.ts";
import { answersPlace, requireSameAnswers } from "./answers-place.ts";
import { longestOf } from "./driven.ts";
import { openQuality } from "./quality.ts";
import type { spec } from "./spec.ts";

interface Task {
  declared: string[];
  settings: CanarySettings;
  prices: CanaryMetricsConfig["prices"];
  lineOf(report: AbReport): string;
}

/**
 * Compares two variants by what users were answered, wherever the requests are split: quality as a judge sees it, feedback
 * and cost as the answers tell them. Look after look until there is a winner, or the time is over; a look without answers
 * of one arm waits for them.
 */
export async function abOfAnswers(
  { declared, settings, prices, lineOf }: Task,
  inputs: Inputs<typeof spec>,
  deps: ActionDeps,
): Promise<AbReport> {
  const chosen = requirePlace(inputs);
  const quality = await openQuality(chosen, { answered: declared, prices }, inputs, deps);

  async function untilSettled(before: AbState | undefined): Promise<{ result: AbReport; state: AbState }> {
    if (before) requireSameAnswers(before, quality.name);
    const deadline = deps.clock.monotonic() + longestOf(inputs) * 1000;
    let place = before?.answers ?? (await quality.first());
    let state: AbState = before ?? newAbState(declared, settings);
    const notes = new Set<string>();
    for (;;) {
      await deps.clock.sleep(inputs["look-interval"] * 1000, deps.signal);
      if (deps.signal.aborted) throw new ToolkitError({ code: "cancelled", message: "the comparison was cancelled" });
      const seen = await quality.look(place);
      place = seen.place;
      const block = `${deps.github.runId || "local"}-${deps.random.uuid().slice(0, 8)}`;
      const { canary, baseline } = seen.answers;
      const arms = { canary: { requests: canary }, baseline: { requests: baseline } };
      state = { ...addAbBlock(state, seen.scored({ block, ...arms }), 1), answers: place };
      for (const note of seen.notes) notes.add(note);
      const told = { notes: [...notes], ...(seen.told && { judging: seen.told }) };
      const result: AbReport = { ...abReportOf(state, chosen), ...told };
      deps.log.info(lineOf(result));
      if (result.winner || deps.clock.monotonic() >= deadline) return { state, result };
    }
  }

  return await withAbState(deps, inputs, settings, untilSettled);
}

function requirePlace(inputs: Inputs<typeof spec>): NonNullable<ReturnType<typeof answersPlace>> {
  const place = answersPlace(inputs);
  if (!place) throw new TypeError("a comparison of answers needs a place of them");
  return place;
}
