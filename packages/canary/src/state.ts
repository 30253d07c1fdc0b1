import type { CanaryMetric, CanaryState } from "#contracts";

const none = (): number[] => [0, 0, 0, 0, 0, 0, 0];

/** A rollout that has seen nothing yet. */
export function newCanaryState(declared: readonly CanaryMetric[]): CanaryState {
  const arm = { sum: 0, n: 0, missing: 0 };
  return {
    schemaVersion: 1,
    declared: [...declared],
    blocks: [],
    rates: { errors: [], latency: [] },
    errors: { logs: none(), numerator: 0, denominator: 0 },
    latency: { logs: none(), numerator: 0, denominator: 0 },
    quality: { logs: none(), guard: 0, canary: { ...arm }, baseline: { ...arm } },
    stepRequests: 0,
    suspicions: 0,
  };
}
