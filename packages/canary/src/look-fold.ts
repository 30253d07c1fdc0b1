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

/** @param tauMs the baseline's p95 from before; without it nothing is said of latency */
export function newLookFold(
  declared: readonly string[],
  rules: Pick<CanarySettings, "null" | "further">,
  tauMs: number | undefined,
): LookFold {
  const [requests, errors, overTau, overMargin] = [none(), none(), none(), none()];
  const folds = new Map<string, MeanFold>();
  const missing: Record<string, BothArms> = {};
  const capped: Record<string, BothArms> = {};
  const seen = new Set<string>();
  for (const metric of declared) {
    const terms = termsOf(metric, rules);
    if (terms) folds.set(metric, newMeanFold(terms));
    for (const counts of [missing, capped]) counts[metric] = none();
  }
  const count = (counts: Record<string, BothArms>, metric: string, arm: Arm): void => {
    const both = counts[metric];
    if (both) both[arm] += 1;
  };
  return {
    request(arm, { failed, latencyMs }) {
      requests[arm] += 1;
      if (failed) errors[arm] += 1;
      else if (tauMs !== undefined && latencyMs > tauMs) {
        overTau[arm] += 1;
        if (latencyMs > 1.2 * tauMs) overMargin[arm] += 1;
      }
    },
    value(metric, arm, value) {
      const fold = folds.get(metric);
      if (!fold) return;
      const max = rules.further?.[metric]?.max;
      if (max === undefined && !(value >= 0 && value <= 1)) throw offScale(metric, value);
      seen.add(metric);
      if (max !== undefined && value > max) count(capped, metric, arm);
      fold.add(arm, max === undefined ? value : shareOfMost(value, max));
    },
    missing: (metric, arm) => count(missing, metric, arm),
    increments(block) {
      const told = [...folds].filter(([metric]) => seen.has(metric));
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
          means: Object.fromEntries(told.map(([metric, fold]) => [metric, fold.evidence()])),
          missing,
          capped,
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
