import { join } from "node:path";
import { ToolkitError, type TrainingMetrics, type TrainingSummary, trainingSummarySchema } from "#contracts";
import type { Platform } from "#platform";
import { followMetrics } from "./metrics-tail.ts";
import type { TrainingJob } from "./training.ts";
import { trainingFailure } from "./training-failure.ts";

interface Program {
  command: string;
  parameters: readonly string[];
  cwd: string;
  env: Record<string, string>;
}

/** Runs the program to its end while its metrics stream out; a cancelled job takes the whole process group along. */
export async function runTraining(
  { exec, files, clock, log }: Platform,
  job: TrainingJob,
  watch: (metrics: TrainingMetrics) => void,
  signal: AbortSignal,
  program: Program,
): Promise<TrainingSummary> {
  const lastLines: string[] = [];
  const child = await exec.start(program.command, program.parameters, {
    cwd: program.cwd,
    env: program.env,
    onLine(line) {
      lastLines.push(line);
      if (lastLines.length > 200) lastLines.shift();
      log.debug(line);
    },
  });
  const stop = (): void => {
    child.kill("SIGTERM");
    // a trainer between two steps answers within seconds; the runner itself kills after 7.5
    void clock.sleep(4000).then(() => child.kill("SIGKILL"));
  };
  signal.addEventListener("abort", stop, { once: true });
  if (signal.aborted) stop();
  const ended = new AbortController();
  const following = followMetrics({ files, clock }, job.metricsFile, watch, ended.signal);
  const { exitCode, signal: killedBy } = await child.ended;
  ended.abort();
  await following;
  signal.removeEventListener("abort", stop);
  if (signal.aborted)
    throw new ToolkitError({ code: "cancelled", message: "the training was cancelled; its checkpoints stay" });
  if (exitCode !== 0) throw trainingFailure(exitCode, killedBy, lastLines);
  return await readSummary(files, join(job.outputFolder, "training-summary.json"));
}

async function readSummary(files: Platform["files"], path: string): Promise<TrainingSummary> {
  const missing = (message: string): ToolkitError =>
    new ToolkitError({
      code: "training-summary-missing",
      message,
      hint: "the command must write training-summary.json with schemaVersion: 1 and eval_loss into GENAI_OUTPUT_DIR",
    });
  if ((await files.stat(path)) === undefined)
    throw missing("the training ended well but left no training-summary.json");
  let content: unknown;
  try {
    content = JSON.parse(await files.readText(path));
  } catch {
    throw missing("training-summary.json is not JSON");
  }
  const parsed = trainingSummarySchema.safeParse(content);
  if (!parsed.success)
    throw missing(
      `training-summary.json: ${parsed.error.issues.map((issue) => `${issue.path.join(".")} ${issue.message}`).join("; ")}`,
    );
  return parsed.data;
}
