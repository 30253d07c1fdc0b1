import { type ChatExample, type ChatMessage, type Prediction, ToolkitError } from "#contracts";
import { referenceOf } from "#datasets";
import type { ChatAnswer, Inference } from "#inference";

/** How every row is asked. */
export interface Asking {
  maxTokens: number;
  temperature: number;
  seed?: number | undefined;
  stop?: readonly string[] | undefined;
  /** Instead of the system turns of the test set. */
  system?: string | undefined;
  /** Stream, so that the time to the first token is known. */
  firstToken: boolean;
  /** Also how likely the model holds the reference. */
  likelihood: boolean;
  /** What an answer cost; null where the price is unknown. */
  usdOf?: ((answer: ChatAnswer) => number | null) | undefined;
}

/** A row of the test set at its place; places count from 0. */
export interface PlacedRow {
  index: number;
  example: ChatExample;
}

/** The model's answer to one row. @throws ToolkitError as the port of inference says */
export async function askRow(
  inference: Inference,
  { index, example }: PlacedRow,
  asking: Asking,
  signal: AbortSignal,
): Promise<Prediction & { model?: string | null }> {
  const { maxTokens, temperature, seed, stop, firstToken: stream } = asking;
  const messages = promptOf(example, asking.system);
  const answer = await inference.chat({ messages, maxTokens, temperature, seed, stop, stream }, signal);
  const reference = referenceOf(example);
  const likelihood =
    asking.likelihood && reference !== undefined ? await inference.likelihood(messages, reference, signal) : undefined;
  const usd = asking.usdOf?.(answer);
  return {
    ...rowOf({ index, example }),
    prediction: answer.content,
    latency_seconds: answer.latencySeconds,
    ...(answer.firstTokenSeconds !== null && { first_token_seconds: answer.firstTokenSeconds }),
    prompt_tokens: answer.promptTokens,
    completion_tokens: answer.completionTokens,
    finish_reason: answer.finishReason,
    ...(answer.model !== null && { model: answer.model }),
    ...(usd !== undefined && { usd }),
    ...(likelihood && { log_probability: likelihood.logProbability, reference_tokens: likelihood.tokens }),
  };
}

/** A row whose request failed: a miss, with the reason beside it. */
export function failedRow(row: PlacedRow, error: ToolkitError, redact: (text: string) => string): Prediction {
  return { ...rowOf(row), prediction: null, error: redact(`${error.code}: ${error.message}`).slice(0, 300) };
}

/** A canary behind the same address, or a model that was replaced under way: rows of two models make no score. */
export function otherModel(said: string, first: string): ToolkitError {
  const message = `the answer is of the model "${said.slice(0, 100)}", the answers before are of "${first.slice(0, 100)}"`;
  return new ToolkitError({ code: "inference-other-model", message });
}

/** An answer that, with its row, is longer than a line may be. */
export function tooLong(): ToolkitError {
  return new ToolkitError({ code: "inference-garbled", message: "the answer is too long to be kept" });
}

function rowOf({ index, example }: PlacedRow): Pick<Prediction, "id" | "index" | "references" | "slice" | "title"> {
  return {
    id: example.id,
    index,
    references: referencesOf(example),
    ...(example.slice && { slice: example.slice }),
    ...(example.title !== undefined && { title: example.title }),
  };
}

/** What is right: as the example says, else its last assistant turn. */
export function referencesOf(example: ChatExample): string[] {
  const reference = referenceOf(example);
  return example.references ?? (reference === undefined ? [] : [reference]);
}

/** What the model is shown: without the turn that it has to give. */
export function promptOf({ messages }: ChatExample, system: string | undefined): ChatMessage[] {
  const asked = messages.at(-1)?.role === "assistant" ? messages.slice(0, -1) : messages;
  if (system === undefined) return asked;
  return [{ role: "system", content: system }, ...asked.filter(({ role }) => role !== "system")];
}
