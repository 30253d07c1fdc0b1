import * as z from "zod";
import { digestSchema } from "./dataset-lock.ts";

/** Why a version has the number that it has. */
export const bumpReasons = [
  "asked",
  "first",
  "base-model",
  "prompt-format",
  "output-schema",
  "better",
  "recipe",
  "data",
  "same-recipe",
] as const;

export const versionBumpSchema = z.strictObject({
  part: z.enum(["major", "minor", "patch"]),
  reason: z.enum(bumpReasons),
  /** Version that it was compared with; null for the first one. */
  previous: z.string().nullable(),
  /** What changed from what, or which metrics are better; empty where nothing is to be added. */
  detail: z.string(),
});
export type VersionBump = z.infer<typeof versionBumpSchema>;

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
  /** What callers hold to: digests of the prompt format (the chat template) and of the output's schema. */
  interface: z
    .strictObject({ prompt_format: digestSchema.nullable(), output_schema: digestSchema.nullable() })
    .optional(),
  /** SPDX expression. */
  license: z.string().optional(),
  version_bump: versionBumpSchema.optional(),
});
export type Metadata = z.infer<typeof metadataSchema>;
