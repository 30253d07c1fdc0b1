import { join } from "node:path";
import type { Platform } from "#platform";
import { runTraining } from "../../run-training.ts";
import { type TrainingProvider, trainingEnvironment } from "../../training.ts";

export interface RecipeConfig {
  /** Folder with the recipe's Python package. */
  recipeFolder: string;
  /** Program of the environment that the recipe runs in. */
  python: string;
}

/** The recipe that comes with the toolkit: transformers, peft and trl. */
export function recipeTraining(platform: Platform, { recipeFolder, python }: RecipeConfig): TrainingProvider {
  return {
    train: (job, watch, signal) =>
      runTraining(platform, job, watch, signal, {
        command: python,
        parameters: ["-m", "genai_finetune.finetune"],
        cwd: job.outputFolder,
        env: {
          ...platform.environment.all(),
          ...trainingEnvironment(job),
          ...allocatorSettings,
          PYTHONPATH: recipeFolder,
          PYTHONPYCACHEPREFIX: join(job.outputFolder, ".pycache"),
          PYTHONUNBUFFERED: "1",
          TOKENIZERS_PARALLELISM: "false",
          TRANSFORMERS_VERBOSITY: "error",
          HF_HUB_DISABLE_PROGRESS_BARS: "1",
        },
      }),
  };
}

/** glibc gives large blocks back after each use; kept, a step on CPU costs a third less (fewer page faults). */
const allocatorSettings = {
  MALLOC_MMAP_THRESHOLD_: "4294967296",
  MALLOC_TRIM_THRESHOLD_: "8589934592",
  MALLOC_TOP_PAD_: "268435456",
};
