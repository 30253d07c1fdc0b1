import type { CanaryBlock, CanaryLook, CanaryReport, CanaryState, Verdict } from "#contracts";
import { declaredIn } from "./block.ts";
import { look } from "./look.ts";
import type { CanarySettings } from "./settings.ts";
import { newCanaryState } from "./state.ts";

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
  let state = before ?? newCanaryState(declaredIn(blocks));
  const looks: CanaryLook[] = [];
  for (const block of blocks) {
    const looked = look(state, block, settings);
    state = looked.state;
    looks.push(looked.look);
    if (looked.look.verdict === "ROLLBACK" || (looked.look.verdict === "INCONCLUSIVE" && onInconclusive === "abort"))
      break;
  }
  return { state, report: reportOf(looks, state, settings, source) };
}

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

function notesOf({ declared }: CanaryState, { overdispersion, rule }: CanarySettings): string[] {
  const notes: string[] = rule === "specification" ? ["rule-fires-on-noise"] : [];
  for (const metric of ["errors", "latency"] as const)
    if (declared.includes(metric) && !overdispersion?.[metric]?.known) notes.push(`phi-unknown-${metric}`);
  for (const metric of ["errors", "latency", "quality"] as const)
    if (!declared.includes(metric)) notes.push(`undeclared-${metric}`);
  return notes;
}
