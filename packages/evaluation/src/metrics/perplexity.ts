import type { Prediction } from "#contracts";
import type { CorpusMetric } from "../metric.ts";

/** exp of the mean negative log-likelihood a token of the references. */
export const perplexity: CorpusMetric = {
  name: "perplexity",
  kind: "corpus",
  direction: "lower",
  scale: "open",
  statistics: ({ log_probability, reference_tokens }) =>
    log_probability === undefined || !reference_tokens ? undefined : [log_probability, reference_tokens],
  value: (sums) => Math.exp(-(sums[0] as number) / (sums[1] as number)),
};

/** The same in bits a byte of the references: comparable between tokenizers, which perplexity is not. */
export const bitsPerByte: CorpusMetric = {
  name: "bits-per-byte",
  kind: "corpus",
  direction: "lower",
  scale: "open",
  statistics: ({ log_probability, references }: Prediction) =>
    log_probability === undefined || !references[0] ? undefined : [log_probability, Buffer.byteLength(references[0])],
  value: (sums) => -(sums[0] as number) / Math.LN2 / (sums[1] as number),
};
