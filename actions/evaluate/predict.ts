import { type ChatExample, type Prediction, predictionSchema, ToolkitError } from "#contracts";
import { referenceOf } from "#datasets";
import { type Inference, runPool } from "#inference";
import { jsonLines, type Platform } from "#platform";

export interface PredictOptions {
  /** File that answers are appended to; rows already in it are not asked again. */
  path: string;
  concurrency: number;
  maxTokens: number;
  temperature: number;
  /** Also how likely the model holds the reference. */
  likelihood: boolean;
  label: string;
  signal: AbortSignal;
}

/** Asks the model for every row; what was answered before an interruption is kept and not paid twice. */
export async function predictRows(
  { files, clock, log }: Pick<Platform, "files" | "clock" | "log">,
  inference: Inference,
  examples: readonly ChatExample[],
  options: PredictOptions,
): Promise<Prediction[]> {
  const known = await answered(files, options.path);
  const open = examples.filter(({ id }) => !known.has(id));
  if (known.size > 0) log.info(`${options.label}: ${examples.length - open.length} rows were answered before`);
  const started = clock.monotonic();
  let [done, told] = [0, started];
  for await (const row of runPool(open, options.concurrency, (example) => predictOne(inference, example, options))) {
    files.append(options.path, `${JSON.stringify(row)}\n`);
    known.set(row.id, row);
    done += 1;
    const now = clock.monotonic();
    if (now - told >= 10_000 || done === open.length) {
      told = now;
      const left = ((now - started) / done) * (open.length - done);
      log.info(`${options.label}: ${done}/${open.length} rows, ETA ${Math.round(left / 1000)} s`);
    }
  }
  return examples.map(({ id }) => known.get(id) as Prediction);
}

async function answered(files: Platform["files"], path: string): Promise<Map<string, Prediction>> {
  const found = new Map<string, Prediction>();
  if ((await files.stat(path)) === undefined) return found;
  for await (const item of jsonLines(files, path)) {
    const parsed = "value" in item ? predictionSchema.safeParse(item.value) : undefined;
    // a torn last line and a failed request are asked again
    if (parsed?.success && parsed.data.prediction !== null) found.set(parsed.data.id, parsed.data);
  }
  return found;
}

async function predictOne(inference: Inference, example: ChatExample, options: PredictOptions): Promise<Prediction> {
  const reference = referenceOf(example);
  const references = example.references ?? (reference === undefined ? [] : [reference]);
  const last = example.messages.at(-1);
  const messages = last?.role === "assistant" ? example.messages.slice(0, -1) : example.messages;
  const shared = {
    id: example.id,
    references,
    ...(example.slice && { slice: example.slice }),
    ...(example.title !== undefined && { title: example.title }),
  };
  try {
    const answer = await inference.chat(
      { messages, maxTokens: options.maxTokens, temperature: options.temperature },
      options.signal,
    );
    const likelihood =
      options.likelihood && reference !== undefined
        ? await inference.likelihood(messages, reference, options.signal)
        : undefined;
    return {
      ...shared,
      prediction: answer.content,
      latency_seconds: answer.latencySeconds,
      prompt_tokens: answer.promptTokens,
      completion_tokens: answer.completionTokens,
      finish_reason: answer.finishReason,
      ...(likelihood && { log_probability: likelihood.logProbability, reference_tokens: likelihood.tokens }),
    };
  } catch (error) {
    // one request that fails is a miss of this row; a server that is gone or refuses us is the end
    if (
      !(error instanceof ToolkitError) ||
      ["cancelled", "inference-unauthorized", "http-unreachable"].includes(error.code)
    )
      throw error;
    return { ...shared, prediction: null, error: `${error.code}: ${error.message}`.slice(0, 300) };
  }
}
