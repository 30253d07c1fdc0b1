import {
  type CanaryBlock,
  type CanaryLook,
  type CanaryReport,
  type CanaryState,
  canaryMetrics,
  type Verdict,
} from "#contracts";
import { declaredIn, inOrder } from "./block.ts";
import { look } from "./look.ts";
import { alphaOf, type CanarySettings } from "./settings.ts";
import { newCanaryState, requireContinuable } from "./state.ts";

/** Share of the values above the declared maximum from which on that hides a part of the effect. */
const oftenCapped = 0.01;

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
    ...(settings.dryRun && settings.dryRun.length > 0 && { dryRun: [...settings.dryRun] }),
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

function notesOf({ declared, further }: CanaryState, settings: CanarySettings): string[] {
  const { overdispersion, rule, assignment } = settings;
  const notes: string[] = rule === "specification" ? ["rule-fires-on-noise"] : [];
  for (const metric of ["errors", "latency"] as const)
    if (declared.includes(metric) && !overdispersion?.[metric]?.known) notes.push(`phi-unknown-${metric}`);
  if (assignment === "user")
    for (const metric of declared) {
      if (metric === "quality") notes.push("no-guarantee-quality");
      else if (metric !== "errors" && metric !== "latency") notes.push(`no-guarantee:${metric}`);
      else if (!overdispersion?.[metric]?.known) notes.push(`no-guarantee-${metric}`);
    }
  for (const metric of canaryMetrics)
    if (!declared.includes(metric) && alphaOf(settings, metric) > 0) notes.push(`undeclared-${metric}`);
  for (const metric of inOrder(Object.keys(settings.further ?? {})))
    if (!declared.includes(metric)) notes.push(`undeclared:${metric}`);
  for (const [metric, { canary, baseline }] of Object.entries(further ?? {}))
    if (canary.capped + baseline.capped > oftenCapped * (canary.n + baseline.n)) notes.push(`capped:${metric}`);
  return notes;
}
