import type { Metric } from "../metric.ts";

/** exp of the mean negative log-likelihood a token of the references. NaN unless every row has it: the rest is no sample. */
export const perplexity: Metric = {
  name: "perplexity",
  kind: "whole",
  direction: "lower",
  statistic(rows) {
    let [sum, tokens] = [0, 0];
    for (const { log_probability, reference_tokens } of rows) {
      if (log_probability === undefined || !reference_tokens) return Number.NaN;
      sum += log_probability;
      tokens += reference_tokens;
    }
    return Math.exp(-sum / tokens);
  },
};
