import { ToolkitError } from "#contracts";
import { type BothArms, type Increments, latencyBlock, shareOfMost, termsOf } from "./block.ts";
import { type MeanFold, newMeanFold } from "./mean-evidence.ts";
import type { CanarySettings } from "./settings.ts";

type Arm = keyof BothArms;

/** A look while its traffic goes by, in memory that does not grow with it. */
export interface LookFold {
  request(arm: Arm, answer: { failed: boolean; latencyMs: number }): void;
  /**
   * A value of quality or a further metric, in order of arrival; of another metric it is passed over.
   * @throws ToolkitError `score-scale` for a score of quality outside [0, 1]
   */
  value(metric: string, arm: Arm, value: number): void;
  /** A request whose value could not be told. */
  missing(metric: string, arm: Arm): void;
  /** After the last one. */
  increments(block: string): Increments;
}

const none = (): BothArms => ({ canary: 0, baseline: 0 });

/** A metric of means while its values go by. */
interface Folded {
  fold: MeanFold;
  /** Undefined of quality, which is a share already. */
  max: number | undefined;
  seen: boolean;
  missing: BothArms;
  capped: BothArms;
}

/** @param tauMs the baseline's p95 from before; without it nothing is said of latency */
export function newLookFold(
  declared: readonly string[],
  rules: Pick<CanarySettings, "null" | "further">,
  tauMs: number | undefined,
): LookFold {
  const [requests, errors, overTau, overMargin] = [none(), none(), none(), none()];
  const folded = new Map<string, Folded>();
  for (const metric of declared) {
    const terms = termsOf(metric, rules);
    const max = rules.further?.[metric]?.max;
    if (terms) folded.set(metric, { fold: newMeanFold(terms), max, seen: false, missing: none(), capped: none() });
  }
  const slow = tauMs ?? Number.POSITIVE_INFINITY;
  return {
    request(arm, { failed, latencyMs }) {
      requests[arm] += 1;
      if (failed) errors[arm] += 1;
      else if (latencyMs > slow) {
        overTau[arm] += 1;
        if (latencyMs > 1.2 * slow) overMargin[arm] += 1;
      }
    },
    value(metric, arm, value) {
      const found = folded.get(metric);
      if (!found) return;
      const { max } = found;
      if (max === undefined && !(value >= 0 && value <= 1)) throw offScale(metric, value);
      found.seen = true;
      if (max !== undefined && value > max) found.capped[arm] += 1;
      found.fold.add(arm, max === undefined ? value : shareOfMost(value, max));
    },
    missing(metric, arm) {
      const found = folded.get(metric);
      if (found) found.missing[arm] += 1;
    },
    increments(block) {
      const all = [...folded];
      const each = <Value>(of: (metric: Folded) => Value): Record<string, Value> =>
        Object.fromEntries(all.map(([metric, found]) => [metric, of(found)]));
      const [nC, nB] = [requests.canary, requests.baseline];
      return {
        block,
        requests,
        metrics: {
          errors: [nC, errors.canary, nB, errors.baseline],
          latency:
            tauMs === undefined
              ? undefined
              : latencyBlock([nC, overTau.canary, nB, overTau.baseline], overMargin.canary, rules.null),
          means: each(({ seen, fold }) => (seen ? fold.evidence() : undefined)),
          missing: each(({ missing }) => missing),
          capped: each(({ capped }) => capped),
        },
      };
    },
  };
}

const offScale = (metric: string, value: number): ToolkitError =>
  new ToolkitError({
    code: "score-scale",
    message: `a score of ${value} came for ${metric}, which lies between 0 and 1`,
    hint: "post scores of 0 to 1, or declare a further metric with its maximum in metrics-config",
  });
