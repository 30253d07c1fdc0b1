import { ToolkitError } from "#contracts";

const advice: Record<string, string> = {
  "loss-not-finite":
    "lower training.learning_rate, add warmup_steps, and look for empty or broken examples; the last checkpoint is from before",
  "out-of-memory":
    "lower training.batch_size or max_length (raise gradient_accumulation to keep the step's size), or set gradient_checkpointing: true",
  "training-killed":
    "the kernel kills what takes too much memory: lower batch_size or max_length, or run on a machine with more memory",
  "bad-training-data": "mend the dataset: the last message of each example must be the assistant's answer",
};
const exitCodes: Record<number, string> = {
  2: "bad-training-data",
  3: "loss-not-finite",
  4: "out-of-memory",
  137: "training-killed",
};

/** What went wrong, from the exit code, the signal and the last lines of the program's output. */
export function trainingFailure(
  exitCode: number | null,
  signal: string | null,
  lastLines: readonly string[],
): ToolkitError {
  const said = lastLines.map(failureLine).findLast((failure) => failure !== undefined);
  const code =
    said?.code ?? (signal === "SIGKILL" ? "training-killed" : exitCodes[exitCode ?? -1]) ?? "training-failed";
  const how = signal ? `was ended by ${signal}` : `ended with exit code ${exitCode}`;
  const tail = said?.message ?? lastLines.slice(-15).join("\n");
  return new ToolkitError({ code, message: `the training ${how}: ${tail}`, hint: advice[code] });
}

function failureLine(line: string): { code: string; message: string } | undefined {
  if (!line.startsWith('{"code"')) return undefined;
  try {
    const { code, message } = JSON.parse(line) as Record<string, unknown>;
    return typeof code === "string" && code in advice ? { code, message: String(message) } : undefined;
  } catch {
    return undefined;
  }
}
