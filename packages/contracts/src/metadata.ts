import * as z from "zod";
import { digestSchema } from "./dataset-lock.ts";

/**
 * `metadata.yaml` of a model: the specification's fields, and beside them what a result is reproduced by. What only a
 * later step knows is null until then: registration fills `model_version` and `artifacts`, evaluation `custom_score`.
 */
export const metadataSchema = z.strictObject({
  model_version: z.string().nullable(),
  base_model: z.string(),
  fine_tuned_on: z.strictObject({ dataset: z.string(), samples: z.int().min(0), date: z.string() }),
  hyperparameters: z.looseObject({
    learning_rate: z.number().nullable(),
    batch_size: z.int().nullable(),
    epochs: z.number().nullable(),
  }),
  metrics: z.strictObject({ eval_loss: z.number(), perplexity: z.number(), custom_score: z.number().nullable() }),
  artifacts: z.strictObject({ checkpoint: z.string().nullable(), tokenizer: z.string().nullable() }),
  dataset_digest: digestSchema.nullable(),
  git_commit: z.string().nullable(),
  packages: z.record(z.string(), z.string()),
  seed: z.int().nullable(),
  duration_seconds: z.number(),
  cost_usd: z.number().nullable(),
  run_id: z.string(),
});
export type Metadata = z.infer<typeof metadataSchema>;
