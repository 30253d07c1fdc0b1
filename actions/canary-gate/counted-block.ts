import type { CanaryBlock, CanaryState } from "#contracts";
import type { ArmCounts, Counted } from "#telemetry";

type Rest = NonNullable<CanaryState["telemetry"]>["rest"];

export const noRest: Rest = { canary: { overTau: 0, overMargin: 0 }, baseline: { overTau: 0, overMargin: 0 } };

/**
 * Counts as a look takes them: whole requests. What is left of interpolated ones is handed on to the next look, so that all
 * looks together hold what was counted.
 */
export function countedBlock(
  { block, canary, baseline }: Pick<Counted, "block" | "canary" | "baseline">,
  before: Rest,
): { block: CanaryBlock; rest: Rest } {
  const ofCanary = wholeArm(canary, before.canary);
  const ofBaseline = wholeArm(baseline, before.baseline);
  return {
    block: { block, canary: ofCanary.arm, baseline: ofBaseline.arm },
    rest: { canary: ofCanary.rest, baseline: ofBaseline.rest },
  };
}

function wholeArm(
  { requests: counted, errors, overTau, overMargin }: ArmCounts,
  before: Rest["canary"],
): { arm: CanaryBlock["canary"]; rest: Rest["canary"] } {
  const requests = Math.round(counted);
  const slow = wholeOf(overTau, before.overTau, requests);
  const slower = wholeOf(overMargin, before.overMargin, slow.whole ?? 0);
  return {
    arm: {
      requests,
      ...(errors !== undefined && { errors: Math.min(Math.round(errors), requests) }),
      ...(slow.whole !== undefined && { over_tau: slow.whole }),
      ...(slow.whole !== undefined && slower.whole !== undefined && { over_margin: slower.whole }),
    },
    rest: { overTau: slow.rest, overMargin: slower.rest },
  };
}

function wholeOf(count: number | undefined, before: number, most: number): { whole?: number; rest: number } {
  if (count === undefined) return { rest: before };
  // sums of thirds may fall short of a whole by rounding
  const whole = Math.min(Math.floor(count + before + 1e-6), most);
  return { whole, rest: Math.max(0, count + before - whole) };
}
