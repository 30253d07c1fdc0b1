import type { Looked } from "#canary";
import type { CanaryJudging, CanaryState } from "#contracts";

/** Where a rollout's looks come from. The place where the next one begins is kept in the state, with what was counted. */
export interface Looks {
  /** As the report names it. */
  source: string;
  /** A rollout before its first look, and before the canary gets anything. */
  begin(): Promise<CanaryState>;
  /** The next look begins here: the canary has its weight. */
  mark(state: CanaryState): Promise<CanaryState>;
  /** Traffic of the look, or the time that it takes. */
  pass(state: CanaryState): Promise<void>;
  /** All since the mark, judged. */
  count(state: CanaryState): Promise<Looked & { notes: readonly string[]; judging?: CanaryJudging }>;
}
