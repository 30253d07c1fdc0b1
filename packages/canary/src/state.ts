import { type CanaryMetric, type CanaryState, ToolkitError } from "#contracts";
import { type CanarySettings, defaultSettings } from "./settings.ts";

type Rules = Pick<CanarySettings, "alpha" | "null" | "assignment">;

const none = (): number[] => [0, 0, 0, 0, 0, 0, 0];

/** A rollout that has seen nothing yet. */
export function newCanaryState(
  declared: readonly CanaryMetric[],
  rules: Rules = defaultSettings,
  scoreScale?: 1 | 10 | undefined,
): CanaryState {
  const arm = { sum: 0, n: 0, missing: 0 };
  return {
    schemaVersion: 1,
    declared: [...declared],
    rules: { alpha: rules.alpha, null: rules.null, assignment: rules.assignment },
    ...(scoreScale && { scoreScale }),
    blocks: [],
    rates: { errors: [], latency: [] },
    errors: { logs: none(), numerator: 0, denominator: 0 },
    latency: { logs: none(), numerator: 0, denominator: 0 },
    quality: { logs: none(), guard: 0, canary: { ...arm }, baseline: { ...arm } },
    stepRequests: 0,
    suspicions: 0,
    rolledBack: false,
  };
}

/**
 * Whether a rollout may go on from this state.
 * @throws ToolkitError `canary-rolled-back` after a rollback, `canary-rules-changed` under other rules than before
 */
export function requireContinuable(state: CanaryState, settings: Rules): void {
  if (state.rolledBack) {
    throw new ToolkitError({
      code: "canary-rolled-back",
      message: "this rollout was rolled back; evidence that comes later does not undo it",
      hint: "begin the next rollout with a state of its own",
    });
  }
  const changed = (["alpha", "null", "assignment"] as const).filter((name) => state.rules[name] !== settings[name]);
  if (changed.length === 0) return;
  const moves = changed.map((name) => `${name} was ${state.rules[name]} and is ${settings[name]} now`);
  throw new ToolkitError({
    code: "canary-rules-changed",
    message: `the state was gathered under other rules: ${moves.join(", ")}`,
    hint: "finish the rollout under the rules it began with, or begin another with a state of its own",
  });
}
