import type { ChatMessage } from "#contracts";

/** What its source tells of one request; null where it does not. */
export interface Measured {
  latencyMs: number | null;
  /** First token of a streamed answer. */
  firstTokenMs: number | null;
  promptTokens: number | null;
  completionTokens: number | null;
  /** Users' feedback and other scores that the source keeps with it. */
  scores: Readonly<Record<string, number>>;
}

/** An answer that somebody got. */
export interface Answer {
  /** The source's own. */
  id: string;
  arm: "canary" | "baseline";
  /** Milliseconds since 1970 when it was asked for. */
  time: number;
  /** Undefined where it cannot be read as a question and its answer: then nobody can judge it. */
  said: { messages: ChatMessage[]; answer: string } | undefined;
  /** Undefined where there was no answer: what failed is not cheap or fast. */
  measured: Measured | undefined;
}

/**
 * Where the answers of both arms are kept word for word. A mark is a place that can be stored: what comes between two marks
 * is in one stretch, once, also what comes late.
 * `since` throws ToolkitError `telemetry-mark` for what is no mark of this source.
 */
export interface AnswerSource {
  /** The place after all that is kept now. */
  now(): Promise<string>;
  /** Hands over every answer since the mark, one after another; what is not kept by the taker is in no memory. */
  since(mark: string, take: (answer: Answer) => void): Promise<string>;
}
