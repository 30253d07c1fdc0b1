import * as z from "zod";
import { chatMessageSchema, metricNameSchema } from "#contracts";
import type { Measured } from "../../answers.ts";

const time = z.iso.datetime({ offset: true });
const milliseconds = z.number().min(0);
const tokens = z.int().min(0);

/** Attributes of a span, flat as OpenTelemetry writes them: OpenInference's names, and the GenAI conventions'. */
const attributesSchema = z.looseObject({
  "llm.token_count.prompt": tokens.optional(),
  "llm.token_count.completion": tokens.optional(),
  "gen_ai.usage.input_tokens": tokens.optional(),
  "gen_ai.usage.output_tokens": tokens.optional(),
});

/** OpenInference's instrumentations write this event when the first piece of a stream comes. */
const firstTokenEvent = "First Token Stream Event";
const eventSchema = z.looseObject({ name: z.string(), timestamp: time.optional() });

/**
 * A line of the file: the fields of an exported span, where it is one, and plain ones beside them. Whatever else a tracer
 * writes is passed over.
 */
export const traceSchema = z
  .looseObject({
    id: z.string().min(1).max(200),
    variant: z.string().min(1),
    time,
    messages: z.array(chatMessageSchema).min(1),
    /** Null where there was none. */
    answer: z.string().nullable(),
    start_time: time.optional(),
    end_time: time.optional(),
    latency_ms: milliseconds.optional(),
    first_token_ms: milliseconds.optional(),
    prompt_tokens: tokens.optional(),
    completion_tokens: tokens.optional(),
    attributes: attributesSchema.optional(),
    events: z.array(eventSchema).optional(),
    /** Users' feedback: what it is about, and how much. */
    scores: z.record(metricNameSchema, z.number()).optional(),
  })
  .superRefine((trace, context) => {
    for (const [path, end] of [["end_time", trace.end_time] as const, ["events", firstTokenAt(trace)] as const])
      if (end !== undefined && Date.parse(end) < Date.parse(startOf(trace)))
        context.addIssue({ code: "custom", path: [path], message: `${end} is before the request began` });
  });
type Trace = z.output<typeof traceSchema>;

const startOf = ({ start_time, time: told }: Pick<Trace, "start_time" | "time">): string => start_time ?? told;
const firstTokenAt = ({ events = [] }: Pick<Trace, "events">): string | undefined =>
  events.find(({ name }) => name === firstTokenEvent)?.timestamp;

/** What the line tells of its request; undefined where nothing was answered. */
export function measuredOf(trace: Trace): Measured | undefined {
  if (trace.answer === null) return undefined;
  const { attributes = {} } = trace;
  const since = (end: string | undefined): number | null =>
    end === undefined ? null : Date.parse(end) - Date.parse(startOf(trace));
  return {
    latencyMs: trace.latency_ms ?? since(trace.end_time),
    firstTokenMs: trace.first_token_ms ?? since(firstTokenAt(trace)),
    promptTokens:
      trace.prompt_tokens ?? attributes["llm.token_count.prompt"] ?? attributes["gen_ai.usage.input_tokens"] ?? null,
    completionTokens:
      trace.completion_tokens ??
      attributes["llm.token_count.completion"] ??
      attributes["gen_ai.usage.output_tokens"] ??
      null,
    scores: trace.scores ?? {},
  };
}
