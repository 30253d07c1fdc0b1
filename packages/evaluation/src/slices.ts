import type { Evaluation, Prediction } from "#contracts";
import { asScore } from "./compare.ts";
import type { Metric } from "./metric.ts";
import { groupAssigner } from "./tally/groups.ts";
import { newTally } from "./tally/new-tally.ts";
import type { Tally } from "./tally/tally.ts";

/** Values of one key that are told apart; rows of later ones are counted under `other`. */
const mostValues = 40;
export const otherValue = "(other)";

/** Enough for an interval of a part; keeps the memory of many parts small. */
const groupsOfSlice = 512;

interface Slice {
  key: string;
  value: string;
  rows: number;
  tallies: { metric: Metric; tally: Tally }[];
  group: (cluster: string | undefined) => number;
}

/** All metrics by each value of the keys. */
export function sliceTallies(
  metrics: readonly Metric[],
  keys: readonly string[],
  clusterKey: string | undefined,
): { add(row: Prediction): void; result(): NonNullable<Evaluation["slices"]> } {
  const slices = new Map<string, Slice>();
  const values = new Map<string, number>();

  function sliceOf(key: string, value: string): Slice {
    const name = JSON.stringify([key, value]);
    const known = slices.get(name);
    if (known) return known;
    const count = values.get(key) ?? 0;
    if (count >= mostValues && value !== otherValue) return sliceOf(key, otherValue);
    values.set(key, count + 1);
    const made: Slice = {
      key,
      value,
      rows: 0,
      tallies: metrics.map((metric) => ({
        metric,
        tally: newTally(metric, { clustered: clusterKey !== undefined, draws: 400 }),
      })),
      group: groupAssigner(groupsOfSlice),
    };
    slices.set(name, made);
    return made;
  }

  return {
    add(row) {
      for (const key of keys) {
        const value = row.slice?.[key];
        if (value === undefined) continue;
        const slice = sliceOf(key, value);
        slice.rows += 1;
        const group = slice.group(clusterKey === undefined ? undefined : row.slice?.[clusterKey]);
        for (const { tally } of slice.tallies) tally.add(row, group);
      }
    },
    result: () =>
      [...slices.values()]
        .sort((left, right) => (left.key === right.key ? right.rows - left.rows : left.key < right.key ? -1 : 1))
        .map(({ key, value, rows, tallies }) => ({
          key,
          value,
          rows,
          scores: Object.fromEntries(
            tallies.flatMap(({ metric, tally }) => {
              const estimate = tally.known >= rows * (metric.coverage ?? 1) ? tally.estimate() : undefined;
              return estimate ? [[metric.name, asScore(estimate)]] : [];
            }),
          ),
        })),
  };
}
