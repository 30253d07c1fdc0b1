import { join } from "node:path";
import type { GithubContext } from "#action-kit";
import type { LoraConfig, Metadata, TrainingSummary } from "#contracts";
import { type Clock, type Files, isoTime } from "#platform";
import type { TrainingData } from "./dataset.ts";

export interface Trained {
  summary: TrainingSummary;
  config: LoraConfig | undefined;
  dataset: TrainingData;
  outputFolder: string;
  runId: string;
  durationSeconds: number;
  costUsd: number | undefined;
  baseModel: string;
  perplexity: number;
}

/** Writes metadata.yaml beside the model. */
export async function writeMetadata(
  { files, clock, github }: { files: Files; clock: Clock; github: GithubContext },
  { summary, config, dataset, outputFolder, runId, durationSeconds, costUsd, baseModel, perplexity }: Trained,
): Promise<{ path: string; content: Metadata }> {
  const { stringify } = await import("yaml");
  const training = config?.training;
  const content: Metadata = {
    model_version: null,
    base_model: baseModel,
    fine_tuned_on: {
      dataset: dataset.source,
      samples: summary.samples ?? dataset.samples,
      date: isoTime(clock).slice(0, 10),
    },
    hyperparameters: {
      learning_rate: training?.learning_rate ?? null,
      batch_size: training ? training.batch_size * training.gradient_accumulation : null,
      epochs: summary.epochs ?? training?.epochs ?? null,
      ...(config ? { lora_r: config.lora.r, lora_alpha: config.lora.alpha, max_steps: config.training.max_steps } : {}),
    },
    metrics: { eval_loss: summary.eval_loss, perplexity, custom_score: summary.custom_score ?? null },
    artifacts: { checkpoint: null, tokenizer: null },
    dataset_digest: dataset.digest,
    git_commit: github.sha || null,
    packages: summary.packages ?? {},
    seed: summary.seed ?? null,
    duration_seconds: durationSeconds,
    cost_usd: costUsd === undefined ? null : Math.round(costUsd * 10_000) / 10_000,
    run_id: runId,
  };
  const path = join(outputFolder, "metadata.yaml");
  await files.writeAtomic(path, stringify(content));
  return { path, content };
}
