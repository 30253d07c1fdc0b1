import type { ChatMessage } from "#contracts";

export interface ChatRequest {
  messages: readonly ChatMessage[];
  maxTokens: number;
  temperature?: number | undefined;
  seed?: number | undefined;
  /** The answer ends before the first of these; it holds none of them. */
  stop?: readonly string[] | undefined;
  /** Answer in pieces, so that the time of the first token is known. */
  stream?: boolean | undefined;
  /** JSON Schema that the answer has to be written by, where the provider can hold a model to one. */
  responseSchema?: { name: string; schema: Record<string, unknown> } | undefined;
  /** Sent as `x-request-id`, by which a router splits. */
  requestId?: string | undefined;
}

export interface ChatAnswer {
  content: string;
  /** As the server says it: stop, length, content_filter … */
  finishReason: string | null;
  promptTokens: number | null;
  completionTokens: number | null;
  latencySeconds: number;
  /** Only of a streamed answer. */
  firstTokenSeconds: number | null;
  /** The model that the server says it is. */
  model: string | null;
  /** As answered; routers make one where none was sent. */
  requestId: string | null;
  /** Of the prompt's tokens, those that the provider had cached; absent where it does not say. */
  cachedTokens?: number | null | undefined;
  /** Parameters of the request that this model does not take, and that were left out. */
  ignored?: readonly string[] | undefined;
  /** The answer was paid for before, and taken from a cache. */
  fromCache?: boolean | undefined;
  /** Of an answer that came as a stream. */
  arrival?: StreamArrival | undefined;
}

/** How a stream came. */
export interface StreamArrival {
  /** Parts with text. */
  pieces: number;
  /** Groups of pieces with a millisecond or more between them: one where something held the answer back. */
  bursts: number;
  /** `[DONE]` came. */
  done: boolean;
}

/** A model as its server lists it. */
export interface ServedModel {
  id: string;
  /** Whatever else the server calls it: aliases, tags, where it was read from. */
  names: string[];
  /** Tokens of one request; null where the server does not say. */
  contextLength: number | null;
}

/** How likely the model holds a given answer. */
export interface AnswerLikelihood {
  /** Sum of the natural logarithms of the tokens' probabilities, the end of the answer included. */
  logProbability: number;
  tokens: number;
}

/**
 * A model that answers. Every method throws ToolkitError: `inference-unauthorized`, `inference-refused` (4xx, with what
 * the server said), `inference-failed` (5xx after retries), `inference-garbled` (an answer that is none),
 * `inference-cut` (a stream that ended in the middle), `http-timeout`, `http-unreachable`, `cancelled`. What may succeed
 * later is marked retryable, and is a RetryAfterError where the server said when.
 */
export interface Inference {
  chat(request: ChatRequest, signal?: AbortSignal): Promise<ChatAnswer>;
  /** Undefined where the server cannot say it. */
  likelihood(
    messages: readonly ChatMessage[],
    answer: string,
    signal?: AbortSignal,
  ): Promise<AnswerLikelihood | undefined>;
  /** Ids of the models that are served. */
  models(signal?: AbortSignal): Promise<string[]>;
  /** The same with what the server says of each; absent where it lists none. */
  served?(signal?: AbortSignal): Promise<ServedModel[]>;
  /** Names of the LoRA adapters that are loaded; undefined, or absent, where the server does not say. */
  adapters?(signal?: AbortSignal): Promise<string[] | undefined>;
  /** A vector for each text, all of one length; the method is absent, or answers undefined, where the server cannot. */
  embed?(texts: readonly string[], signal?: AbortSignal): Promise<number[][] | undefined>;
  /** Ids of the tokens of a text, without those that a server adds around it. As above where the server cannot. */
  tokenize?(text: string, signal?: AbortSignal): Promise<number[] | undefined>;
  detokenize?(tokens: readonly number[], signal?: AbortSignal): Promise<string | undefined>;
}
