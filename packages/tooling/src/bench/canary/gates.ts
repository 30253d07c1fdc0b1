import { type CanarySettings, defaultSettings, incrementsOf, look, newCanaryState, specificationBreach } from "#canary";
import { type CanaryBlock, type CanaryMetric, canaryMetrics } from "#contracts";
import { mean, normalQuantile } from "#statistics";
import { type Gate, merged } from "./rollout.ts";

/** Ours: evidence over all looks, or the specification's rule on each look alone. */
export function ours(declared: readonly CanaryMetric[], settings: CanarySettings = defaultSettings): Gate {
  let state = newCanaryState(declared, settings);
  return {
    minutes: 1,
    judge(minutes) {
      const looked = look(state, merged(minutes), settings);
      state = looked.state;
      if (looked.look.verdict === "ROLLBACK") return "rollback";
      return looked.look.verdict === "CONTINUE" ? "advance" : "hold";
    },
  };
}

const breaches = (minutes: readonly CanaryBlock[]): CanaryMetric[] => {
  const blocks = incrementsOf(merged(minutes), { null: "any" }).metrics;
  return canaryMetrics.filter((metric) => specificationBreach(metric, blocks));
};

/**
 * Argo Rollouts' background analysis by the specification's rule: every step goes on, and a metric that failed more often
 * than its failureLimit aborts (3, as in the project's own examples).
 */
export function argo(failureLimit = 3): Gate {
  const failures: Record<CanaryMetric, number> = { errors: 0, latency: 0, quality: 0 };
  return {
    minutes: 1,
    judge(minutes) {
      for (const metric of breaches(minutes)) failures[metric] += 1;
      return canaryMetrics.some((metric) => failures[metric] > failureLimit) ? "rollback" : "advance";
    },
  };
}

/** Flagger by the same rule: a failed check holds the weight, and the fifth (`threshold: 5`, its examples') rolls back. */
export function flagger(threshold = 5): Gate {
  let failed = 0;
  return {
    minutes: 1,
    judge(minutes) {
      if (breaches(minutes).length === 0) return "advance";
      failed += 1;
      return failed >= threshold ? "rollback" : "hold";
    },
  };
}

/** Of Kayenta's NetflixACAJudge: confidence of the interval, and the part of the estimate that is tolerated. */
const kayentaConfidence = 0.98;
const kayentaTolerance = 0.25;

/**
 * Kayenta's Mann-Whitney test on the minutes of each look, each metric critical: its rate of errors, of requests above
 * tau, its mean score. Minutes without a request are removed, as its default does.
 */
export function kayenta(minutes = 20): Gate {
  type Arm = CanaryBlock["canary"];
  const points: [(arm: Arm) => number, 1 | -1][] = [
    [({ errors = 0, requests }) => errors / requests, 1],
    [({ over_tau = 0, requests }) => over_tau / requests, 1],
    [({ scores = [] }) => mean(scores), -1],
  ];
  return {
    minutes,
    judge(blocks) {
      const series = (of: (arm: Arm) => number, arm: "canary" | "baseline"): number[] =>
        blocks.filter((block) => block[arm].requests > 0).map((block) => of(block[arm]));
      const worse = points.some(([of, direction]) => {
        const { low, high, estimate } = shiftInterval(series(of, "canary"), series(of, "baseline"));
        const tolerated = kayentaTolerance * Math.abs(estimate);
        return direction === 1 ? low > tolerated : high < -tolerated;
      });
      return worse ? "rollback" : "advance";
    },
  };
}

/** Interval of the shift by order statistics of all differences (Hollander and Wolfe 1973), as R's wilcox.test gives it. */
function shiftInterval(x: readonly number[], y: readonly number[]): { low: number; high: number; estimate: number } {
  const differences = x.flatMap((each) => y.map((other) => each - other)).sort((left, right) => left - right);
  if (differences.length === 0) return { low: Number.NEGATIVE_INFINITY, high: Number.POSITIVE_INFINITY, estimate: 0 };
  const pairs = differences.length;
  const spread = Math.sqrt((pairs * (x.length + y.length + 1)) / 12);
  const below = Math.max(0, Math.floor(pairs / 2 - normalQuantile((1 + kayentaConfidence) / 2) * spread));
  return {
    low: differences[below] as number,
    high: differences[pairs - 1 - below] as number,
    estimate: differences[Math.floor(pairs / 2)] as number,
  };
}
