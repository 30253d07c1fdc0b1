import type { CanaryBlock, CanaryLook, CanaryReport, CanaryState, Verdict } from "#contracts";
import { declaredIn } from "./block.ts";
import { look } from "./look.ts";
import type { CanarySettings } from "./settings.ts";
import { newCanaryState, requireContinuable } from "./state.ts";

/** Looks at one block after another until a rollback, or (with `abort`) until the first hold. */
export function judgeBlocks(
  blocks: readonly CanaryBlock[],
  settings: CanarySettings,
  {
    before,
    onInconclusive,
    source,
  }: { before?: CanaryState | undefined; onInconclusive: "hold" | "abort"; source: string },
): { report: CanaryReport; state: CanaryState } {
  let state = before ?? newCanaryState(declaredIn(blocks), settings);
  requireContinuable(state, settings);
  const looks: CanaryLook[] = [];
  for (const block of blocks) {
    const looked = look(state, block, settings);
    state = looked.state;
    looks.push(looked.look);
    if (endsRollout(looked.look, onInconclusive)) break;
  }
  return { state, report: reportOf(looks, state, settings, source) };
}

/** Whether nothing is looked at after this look. */
export const endsRollout = ({ verdict }: CanaryLook, onInconclusive: "hold" | "abort"): boolean =>
  verdict === "ROLLBACK" || (verdict === "INCONCLUSIVE" && onInconclusive === "abort");

export function reportOf(
  looks: CanaryLook[],
  state: CanaryState,
  settings: CanarySettings,
  source: string,
): CanaryReport {
  return {
    schemaVersion: 1,
    verdict: verdictOfLooks(looks),
    rule: settings.rule,
    null: settings.null,
    assignment: settings.assignment,
    alpha: settings.alpha,
    minRequests: settings.minRequests,
    source,
    declared: state.declared,
    notes: notesOf(state, settings),
    looks,
  };
}

/** A rollout without a look has not shown anything: an error, never a pass. */
export function verdictOfLooks(looks: readonly CanaryLook[]): Verdict {
  const last = looks.at(-1)?.verdict;
  if (last === undefined) return "error";
  return last === "ROLLBACK" ? "fail" : last === "CONTINUE" ? "pass" : "inconclusive";
}

function notesOf({ declared }: CanaryState, { overdispersion, rule, assignment }: CanarySettings): string[] {
  const notes: string[] = rule === "specification" ? ["rule-fires-on-noise"] : [];
  for (const metric of ["errors", "latency"] as const)
    if (declared.includes(metric) && !overdispersion?.[metric]?.known) notes.push(`phi-unknown-${metric}`);
  if (assignment === "user")
    for (const metric of declared)
      if (metric === "quality" || !overdispersion?.[metric]?.known) notes.push(`no-guarantee-${metric}`);
  for (const metric of ["errors", "latency", "quality"] as const)
    if (!declared.includes(metric)) notes.push(`undeclared-${metric}`);
  return notes;
}
