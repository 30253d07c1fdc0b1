import type { Metric } from "../metric.ts";
import { corpusPairs } from "./corpus-tally.ts";
import { quantilePairs } from "./quantile-tally.ts";
import { rowPairs } from "./row-pairs.ts";
import type { PairTally, TallyOptions } from "./tally.ts";

export function newPairTally(metric: Metric, options: TallyOptions): PairTally {
  if (metric.kind === "corpus") return corpusPairs(metric, options);
  return metric.kind === "quantile" ? quantilePairs(metric, options) : rowPairs(metric, options);
}
