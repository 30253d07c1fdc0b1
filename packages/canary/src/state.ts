import { type CanaryState, type FurtherMetric, ToolkitError } from "#contracts";
import { type CanarySettings, defaultSettings } from "./settings.ts";

type Rules = Pick<CanarySettings, "alpha" | "null" | "assignment"> &
  Partial<Pick<CanarySettings, "weights" | "further">>;

interface MeanArmSums {
  sum: number;
  n: number;
  missing: number;
  /** Of a further metric. */
  capped?: number | undefined;
}

/** What a state holds of a metric of means. */
export interface MeanSums {
  logs: number[];
  guard: number;
  canary: MeanArmSums;
  baseline: MeanArmSums;
}

/** Undefined for a metric that has none. */
export const meanSumsOf = (state: CanaryState, metric: string): MeanSums | undefined =>
  metric === "quality" ? state.quality : state.further?.[metric];

const none = (): number[] => [0, 0, 0, 0, 0, 0, 0];

/** A rollout that has seen nothing yet. */
export function newCanaryState(
  declared: readonly string[],
  rules: Rules = defaultSettings,
  scoreScale?: 1 | 10 | undefined,
): CanaryState {
  const arm = { sum: 0, n: 0, missing: 0 };
  const mean = () => ({ logs: none(), guard: 0, canary: { ...arm, capped: 0 }, baseline: { ...arm, capped: 0 } });
  const further = Object.keys(rules.further ?? {});
  return {
    schemaVersion: 1,
    declared: [...declared],
    rules: {
      alpha: rules.alpha,
      null: rules.null,
      assignment: rules.assignment,
      ...(rules.weights && { shares: { ...rules.weights } }),
      ...(further.length > 0 && { further: { ...rules.further } }),
    },
    ...(scoreScale && { scoreScale }),
    blocks: [],
    rates: { errors: [], latency: [] },
    errors: { logs: none(), numerator: 0, denominator: 0 },
    latency: { logs: none(), numerator: 0, denominator: 0 },
    quality: { logs: none(), guard: 0, canary: { ...arm }, baseline: { ...arm } },
    ...(further.length > 0 && { further: Object.fromEntries(further.map((metric) => [metric, mean()])) }),
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
  const moves = changed.map((name) => `${name} was ${state.rules[name]} and is ${settings[name]} now`);
  const { shares = defaultSettings.weights, further } = state.rules;
  if (textOf(shares) !== textOf(settings.weights ?? defaultSettings.weights))
    moves.push("the shares of alpha were others");
  if (textOf(further) !== textOf(settings.further)) moves.push("the further metrics were declared otherwise");
  if (moves.length === 0) return;
  throw new ToolkitError({
    code: "canary-rules-changed",
    message: `the state was gathered under other rules: ${moves.join(", ")}`,
    hint: "finish the rollout under the rules it began with, or begin another with a state of its own",
  });
}

/** In one order of keys, whoever wrote them. */
export const textOf = (rules: Readonly<Record<string, number | FurtherMetric>> = {}): string =>
  JSON.stringify(
    Object.entries(rules)
      .toSorted(([left], [right]) => (left < right ? -1 : 1))
      .map(([name, rule]) => [name, typeof rule === "number" ? rule : [rule.larger, rule.max, rule.matters]]),
  );
