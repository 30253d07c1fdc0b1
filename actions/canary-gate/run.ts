import type { ActionDeps, ActionResult, Inputs } from "#action-kit";
import { announceVerdict } from "./announce-verdict.ts";
import { requireAnswersFit } from "./answers-place.ts";
import { markCompleted } from "./completed.ts";
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

async function judgeCounted(inputs: Inputs<typeof spec>, deps: ActionDeps) {
  return await (await import("./judge-counted.ts")).judgeCounted(inputs, deps);
}

export async function run(inputs: Inputs<typeof spec>, deps: ActionDeps): Promise<ActionResult<typeof spec>> {
  requireAnswersFit(inputs);
  const report = await announceVerdict(inputs, deps, () => sources[inputs["metric-source"]](inputs, deps)).catch(
    (error: unknown) => {
      if (isHandsOff(error)) markCompleted(deps);
      throw error;
    },
  );
  const { canaryReport, rendered } = await import("#reports");
  const result = rendered(report, canaryReport(report, inputs.language));
  markCompleted(deps);
  const reasons = report.looks.at(-1)?.reasons ?? [];
  const { weight = "", passed, steps } = report.drive ?? {};
  return {
    verdict: report.verdict,
    outputs: {
      looks: report.looks.length,
      weight,
      steps: steps === undefined ? "" : `${passed}/${steps}`,
      reasons: reasons.map(({ reason, metric }) => (metric ? `${reason}:${metric}` : reason)).join(","),
    },
    report: result,
  };
}
