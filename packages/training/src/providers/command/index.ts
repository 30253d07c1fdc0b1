import type { Platform } from "#platform";
import { runTraining } from "../../run-training.ts";
import { type TrainingProvider, trainingEnvironment } from "../../training.ts";

export interface CommandConfig {
  /** Lines of a bash script, the user's own. */
  command: string;
  cwd: string;
  /** Names of further variables that the command may see. */
  passEnvironment: readonly string[];
}

/** Always handed on: where programs, home and accelerators are. Secrets of the job are not, unless named. */
const allowed =
  /^(PATH|HOME|USER|LANG|LC_.*|TZ|TMPDIR|XDG_.*|CUDA_.*|NVIDIA_.*|ROCR_.*|HIP_.*|LD_LIBRARY_PATH|CI|GITHUB_SHA|GITHUB_REPOSITORY|GITHUB_RUN_ID)$/;

/** The user's own train command under the same environment contract. */
export function commandTraining(
  platform: Platform,
  { command, cwd, passEnvironment }: CommandConfig,
): TrainingProvider {
  const named = new Set(passEnvironment);
  return {
    train(job, watch, signal) {
      const inherited = Object.entries(platform.environment.all()).filter(
        ([name]) => allowed.test(name) || named.has(name),
      );
      const env = { ...Object.fromEntries(inherited), ...trainingEnvironment(job) };
      const parameters = ["--noprofile", "--norc", "-eo", "pipefail", "-c", command];
      return runTraining(platform, job, watch, signal, { command: "bash", parameters, cwd, env });
    },
  };
}
