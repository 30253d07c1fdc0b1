import { plan } from "./rollout.ts";
import type { Row } from "./row.ts";

/** Bounds on the share of rollouts that are rolled back, and on the canary requests that it takes. */
export interface Goal {
  atMost?: number;
  atLeast?: number;
  medianCanaryRequests?: number;
}

/** Over 20 looks. */
export const falseRollbacks: Goal = { atMost: 0.01 };

/** Share and median canary requests to reach at 500 and at 2,000 requests a look. */
const table: Record<string, Record<500 | 2000, readonly [number, number]>> = {
  "errors x2": { 500: [0.85, 2028], 2000: [1, 1840] },
  "errors x3": { 500: [1, 519], 2000: [1, 496] },
  "errors x5": { 500: [1, 157], 2000: [1, 199] },
  "p95 x1.3": { 500: [1, 512], 2000: [1, 503] },
  "p95 x1.5": { 500: [1, 205], 2000: [1, 209] },
  "p95 x2": { 500: [1, 59], 2000: [1, 99] },
  "quality -7 %": { 500: [0.98, 764], 2000: [1, 889] },
  "quality -10 %": { 500: [1, 534], 2000: [1, 523] },
  "quality -20 %": { 500: [1, 238], 2000: [1, 291] },
};

export function detection(effect: string, perLook: 500 | 2000): Goal {
  const row = table[effect];
  if (!row) throw new Error(`no goal is known for ${effect}`);
  const [atLeast, medianCanaryRequests] = row[perLook];
  return { atLeast, medianCanaryRequests };
}

/**
 * Canary requests within which two medians may be one: half a look at the first weight. A rollback falls at the end of a
 * look, so that at 2,000 a step there are rollbacks at about 500 requests and at about 600 and few between; where in such
 * a lump a median lies is the chance of the split, of which 496 and 505 say nothing.
 */
const lump = ({ perLook }: Pick<Row, "perLook">): number => (plan[0] as number) * (perLook / 2);

/** What a row misses of its goal by more than three standard errors. */
export function missed(row: Omit<Row, "name">, goal: Goal): string | undefined {
  const slack = (share: number): number => 3 * Math.sqrt((share * (1 - share)) / row.rollouts);
  // the table's shares are printed to two places
  const printed = 0.005;
  if (goal.atMost !== undefined && row.rolledBack > goal.atMost + slack(goal.atMost))
    return `${row.rolledBack} rolled back, at most ${goal.atMost} allowed`;
  if (goal.atLeast !== undefined && row.rolledBack < goal.atLeast - slack(goal.atLeast) - printed)
    return `${row.rolledBack} rolled back, ${goal.atLeast} to be seen`;
  if (
    goal.medianCanaryRequests !== undefined &&
    !((row.medianLow ?? Number.NaN) <= goal.medianCanaryRequests + lump(row))
  )
    return `${row.medianCanaryRequests} canary requests in the median, ${goal.medianCanaryRequests} allowed`;
  return undefined;
}
