import type { TrainingMetrics, TrainingSummary } from "#contracts";

/**
 * Trains a model. The same job started again after any interruption goes on from its last whole checkpoint and ends in
 * the same files. Throws ToolkitError `loss-not-finite`, `out-of-memory`, `training-killed`, `bad-training-data`,
 * `training-failed` or `cancelled`; each says what to do.
 */
export interface TrainingProvider {
  train(job: TrainingJob, watch: (metrics: TrainingMetrics) => void, signal: AbortSignal): Promise<TrainingSummary>;
}

export interface TrainingJob {
  /** Folder of the base model. */
  modelFolder: string;
  modelId: string;
  trainFile: string;
  validationFile: string;
  outputFolder: string;
  /** Checked configuration as JSON (the recipe's), or the user's own file (a command's). */
  configFile: string | undefined;
  metricsFile: string;
  seed: number;
  quantization: "q8_0" | "f16" | "none";
}

/** The environment contract of the recipe and of a user's own command. */
export function trainingEnvironment(job: TrainingJob): Record<string, string> {
  return {
    GENAI_MODEL: job.modelFolder,
    GENAI_MODEL_ID: job.modelId,
    GENAI_TRAIN_FILE: job.trainFile,
    GENAI_VALIDATION_FILE: job.validationFile,
    GENAI_OUTPUT_DIR: job.outputFolder,
    GENAI_METRICS_FILE: job.metricsFile,
    GENAI_SEED: String(job.seed),
    GENAI_EXPORT: job.quantization,
    ...(job.configFile === undefined ? {} : { GENAI_CONFIG: job.configFile }),
  };
}
