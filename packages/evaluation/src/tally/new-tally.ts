import type { Metric } from "../metric.ts";
import { corpusTally } from "./corpus-tally.ts";
import { quantileTally } from "./quantile-tally.ts";
import { rowTally } from "./row-tally.ts";
import type { Tally, TallyOptions } from "./tally.ts";

export function newTally(metric: Metric, options: TallyOptions): Tally {
  if (metric.kind === "corpus") return corpusTally(metric, options);
  return metric.kind === "quantile" ? quantileTally(metric) : rowTally(metric, options);
}
