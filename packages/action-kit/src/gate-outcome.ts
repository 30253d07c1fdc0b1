import type { Verdict } from "#contracts";

/**
 * What a verdict does to the step. `fail-on: fail` lets an inconclusive gate go on (its output still says so), `never`
 * lets all go on; an error is never milder than a failure. `warn-only` turns a failure into a warning.
 */
export function gateOutcome(
  verdict: Verdict,
  failOn: "fail" | "inconclusive" | "never",
  warnOnly: boolean,
): "success" | "warning" | "failure" {
  if (verdict === "pass" || failOn === "never") return "success";
  if (verdict === "inconclusive" && failOn === "fail") return "warning";
  return warnOnly ? "warning" : "failure";
}
