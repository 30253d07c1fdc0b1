import { resolve } from "node:path";
import type { ActionDeps, ActionResult, Inputs, Report } from "#action-kit";
import type { CanaryReport, Verdict } from "#contracts";
import { warnWhereForgotten } from "../forgetful-runner.ts";
import { announceVerdict } from "./announce-verdict.ts";
import { requireAnswersFit } from "./answers-place.ts";
import { markCompleted } from "./completed.ts";
import { withClaim } from "./gate-claim.ts";
import { isHandsOff } from "./hands-off.ts";
import type { spec } from "./spec.ts";

/** One line a source of looks; loaded when it is chosen. */
const sources = {
  file: async (inputs: Inputs<typeof spec>, deps: ActionDeps) =>
    (await import("./judge-file.ts")).judgeFile(inputs, deps),
  router: async (inputs: Inputs<typeof spec>, deps: ActionDeps) =>
    (await import("./judge-router.ts")).judgeRouter(inputs, deps),
  prometheus: judgeCounted,
  "ray-serve": judgeCounted,
  cloudwatch: judgeCounted,
};

/** Compared by means of their own; every other rule judges looks. */
const comparisons = {
  "one-shot": async (inputs: Inputs<typeof spec>, deps: ActionDeps) => {
    const { judgeOnce } = await import("./compare-once.ts");
    const report = await alone(inputs, deps, () => judgeOnce(inputs, deps));
    const { oneShotReport, rendered } = await import("#reports");
    const reasons = [
      ...report.breaches.map((metric) => `one-shot:${metric}`),
      ...report.lacking.map((metric) => `no-data:${metric}`),
    ];
    return ended(deps, report, rendered(report, oneShotReport(report, inputs.language)), { looks: 1, reasons });
  },
  ab: async (inputs: Inputs<typeof spec>, deps: ActionDeps) => {
    const { judgeAb } = await import("./judge-ab.ts");
    const report = await alone(inputs, deps, () => judgeAb(inputs, deps));
    const { abReport, rendered } = await import("#reports");
    const reasons = report.missing.map(({ reason, metric }) => (metric ? `${reason}:${metric}` : reason));
    const { looks, winner } = report;
    return ended(deps, report, rendered(report, abReport(report, inputs.language)), { looks, reasons, winner });
  },
};

/** Traffic of the router is for one gate at a time. */
async function alone<Result>(
  inputs: Inputs<typeof spec>,
  deps: ActionDeps,
  work: () => Promise<Result>,
): Promise<Result> {
  if (inputs["metric-source"] !== "router") return await work();
  const claim = { subject: `local ${inputs.endpoint}`, state: undefined, stateDir: inputs["state-dir"], seconds: 0 };
  return await withClaim(deps, claim, work);
}

function ended(
  deps: ActionDeps,
  { verdict }: { verdict: Verdict },
  report: Report,
  {
    looks,
    reasons,
    winner,
    drive,
  }: { looks: number; reasons: string[]; winner?: string | null; drive?: CanaryReport["drive"] },
): ActionResult<typeof spec> {
  markCompleted(deps);
  const { weight = "", passed, steps } = drive ?? {};
  const outputs = {
    looks,
    weight,
    steps: steps === undefined ? "" : `${passed}/${steps}`,
    reasons: reasons.join(","),
    winner: winner ?? "",
  };
  return { verdict, outputs, report };
}

async function judgeCounted(inputs: Inputs<typeof spec>, deps: ActionDeps) {
  return await (await import("./judge-counted.ts")).judgeCounted(inputs, deps);
}

export async function run(inputs: Inputs<typeof spec>, deps: ActionDeps): Promise<ActionResult<typeof spec>> {
  requireAnswersFit(inputs);
  const { rule, state } = inputs;
  if (state !== undefined)
    await warnWhereForgotten(deps, {
      path: resolve(deps.workspace, state),
      what: "state",
      loss: "each run would begin the rollout anew, and its looks would never add up to a verdict",
      mend: "Of the first look this is right; let actions/cache bring the file back to the later ones, or run on a machine that keeps it",
    });
  if (rule === "one-shot" || rule === "ab") return await comparisons[rule](inputs, deps);
  const report = await announceVerdict(inputs, deps, () => sources[inputs["metric-source"]](inputs, deps)).catch(
    (error: unknown) => {
      if (isHandsOff(error)) markCompleted(deps);
      throw error;
    },
  );
  const { canaryReport, rendered } = await import("#reports");
  const told = (report.looks.at(-1)?.reasons ?? []).map(({ reason, metric, dry_run }) =>
    [...(dry_run ? ["dry-run"] : []), reason, ...(metric ? [metric] : [])].join(":"),
  );
  const reasons = report.drive?.ended === "timed-out" ? [...told, "timed-out"] : told;
  const result = rendered(report, canaryReport(report, inputs.language));
  const { looks, drive } = report;
  return ended(deps, report, result, { looks: looks.length, reasons, drive });
}
