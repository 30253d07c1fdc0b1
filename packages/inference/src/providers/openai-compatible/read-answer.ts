import type * as z from "zod";
import { ToolkitError } from "#contracts";
import type { ChatAnswer, StreamArrival } from "../../inference.ts";
import { errorIn, failed, parseJson } from "./failures.ts";
import { chunkSchema, type completionSchema } from "./responses.ts";
import { eventData } from "./sse.ts";

/** What a body says; the rest of an answer is the exchange's. */
export type Read = Omit<ChatAnswer, "latencySeconds" | "requestId">;

export interface Answered {
  provider: string;
  status: number;
  body: AsyncIterable<Uint8Array>;
}

/** No answer of the token limits that we send is as long: what is longer is no answer, and must not fill the memory. */
const longestAnswerBytes = 2 * 1024 * 1024;

/** Seconds between two pieces that came by themselves; pieces of one read follow each other at once. */
const apart = 0.001;

/** The body as JSON of this shape. @throws ToolkitError `inference-failed` at an error body, `inference-garbled` */
export async function readJsonAnswer<Schema extends z.ZodType>(
  { provider, status, body }: Answered,
  schema: Schema,
  longest = longestAnswerBytes,
): Promise<z.output<Schema>> {
  const text = await textOf({ provider, status, body }, longest);
  const value = parseJson(text);
  const error = errorIn(value);
  if (error !== undefined) throw failed("inference-failed", { provider, status, said: error });
  const parsed = schema.safeParse(value);
  if (!parsed.success)
    throw failed("inference-garbled", { provider, status, said: `what came is no answer of this API: ${text}` });
  return parsed.data;
}

export function readCompletion(said: z.infer<typeof completionSchema>): Read {
  const [choice] = said.choices;
  return {
    content: choice?.message.content ?? "",
    finishReason: choice?.finish_reason ?? null,
    promptTokens: said.usage?.prompt_tokens ?? null,
    completionTokens: said.usage?.completion_tokens ?? null,
    model: said.model ?? null,
    firstTokenSeconds: null,
  };
}

/**
 * A streamed answer, put together.
 * @param seconds since the request was sent
 * @param events pieces as JSON, where the server frames them otherwise than as server-sent events
 */
export async function readStream(
  { provider, status, body }: Answered,
  seconds: () => number,
  events = eventData(body),
): Promise<Read> {
  const garbled = (said: string): ToolkitError => failed("inference-garbled", { provider, status, said });
  const arrival: StreamArrival = { pieces: 0, bursts: 0, done: false };
  const answer: Read = { ...readCompletion({ choices: [] }), arrival };
  let lastPiece = Number.NEGATIVE_INFINITY;
  try {
    for await (const data of events) {
      if (data === "[DONE]") {
        arrival.done = true;
        continue;
      }
      const value = parseJson(data);
      const error = errorIn(value);
      if (error !== undefined) throw failed("inference-failed", { provider, status, said: error });
      const chunk = chunkSchema.safeParse(value);
      if (!chunk.success) throw garbled(`a piece of the stream is none: ${data}`);
      const before = answer.content.length;
      add(answer, chunk.data, seconds);
      if (answer.content.length > before) {
        const now = seconds();
        arrival.pieces += 1;
        if (now - lastPiece >= apart) arrival.bursts += 1;
        lastPiece = now;
      }
      if (answer.content.length > longestAnswerBytes) throw garbled("the streamed answer has no end");
    }
  } catch (error) {
    if (error instanceof RangeError) throw garbled(error.message);
    // the connection broke: of the answer only a part is there
    if (error instanceof ToolkitError && error.code === "http-unreachable" && answer.content !== "") throw cut(answer);
    throw error;
  }
  if (!arrival.done && answer.finishReason === null) throw cut(answer);
  return answer;

  function cut({ content }: Read): ToolkitError {
    const said = `the stream ended in the middle, after ${content.length} characters`;
    return failed("inference-cut", { provider, status, said });
  }
}

function add(answer: Read, chunk: z.infer<typeof chunkSchema>, seconds: () => number): void {
  const [choice] = chunk.choices;
  const piece = choice?.delta?.content ?? "";
  if (piece !== "") answer.firstTokenSeconds ??= seconds();
  answer.content += piece;
  answer.finishReason = choice?.finish_reason ?? answer.finishReason;
  answer.model = chunk.model ?? answer.model;
  answer.promptTokens = chunk.usage?.prompt_tokens ?? answer.promptTokens;
  answer.completionTokens = chunk.usage?.completion_tokens ?? answer.completionTokens;
}

async function textOf({ provider, status, body }: Answered, longest: number): Promise<string> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of body) {
    size += chunk.length;
    if (size > longest) {
      const said = `the answer is longer than ${longest} bytes`;
      throw failed("inference-garbled", { provider, status, said });
    }
    chunks.push(chunk);
  }
  return new TextDecoder().decode(chunks.length === 1 ? chunks[0] : Buffer.concat(chunks));
}
