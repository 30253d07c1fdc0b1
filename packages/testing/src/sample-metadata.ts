import type { Metadata } from "#contracts";

/** What fine-tune says of a model that is not registered yet. */
export const sampleMetadata: Metadata = {
  model_version: null,
  base_model: "base",
  fine_tuned_on: { dataset: "d@1", samples: 2, date: "2026-01-02" },
  hyperparameters: { learning_rate: 0.001, batch_size: 8, epochs: 1 },
  metrics: { eval_loss: 0.1, perplexity: 1.1, custom_score: null },
  artifacts: { checkpoint: null, tokenizer: null },
  dataset_digest: null,
  git_commit: null,
  packages: {},
  seed: 1,
  duration_seconds: 2,
  cost_usd: null,
  run_id: "r",
};
