import * as z from "zod";
import type { Answer } from "../../answers.ts";
import { answerIn, questionIn, usageIn } from "./chat-body.ts";

const sideSchema = z.looseObject({ data: z.string(), encoding: z.string() });

/** A line of a captured file: docs.aws.amazon.com/sagemaker/latest/dg/model-monitor-data-capture-endpoint.html */
const capturedSchema = z.looseObject({
  captureData: z.looseObject({ endpointInput: sideSchema.optional(), endpointOutput: sideSchema.optional() }),
  eventMetadata: z.looseObject({ eventId: z.string().min(1).max(200), inferenceTime: z.string() }),
});

/**
 * One request and its answer as SageMaker captured them. Whatever cannot be read is an answer all the same, of which nothing
 * is known: leaving it out would hide what a broken canary says.
 * @param unless id and time where the line has none
 */
export function capturedAnswer(line: unknown, arm: Answer["arm"], unless: { id: string; time: number }): Answer {
  const captured = capturedSchema.safeParse(line);
  if (!captured.success) return { ...unless, arm, said: undefined, measured: measuredIn("") };
  const { captureData, eventMetadata } = captured.data;
  const time = Date.parse(eventMetadata.inferenceTime);
  const messages = questionIn(textOf(captureData.endpointInput));
  const output = textOf(captureData.endpointOutput);
  const answer = answerIn(output);
  return {
    id: eventMetadata.eventId,
    arm,
    time: Number.isFinite(time) ? time : unless.time,
    said: messages && answer !== undefined ? { messages, answer } : undefined,
    measured: measuredIn(output),
  };
}

/** Bodies tell tokens; the capture has one time alone, and no scores. */
const measuredIn = (output: string): NonNullable<Answer["measured"]> => ({
  latencyMs: null,
  firstTokenMs: null,
  ...usageIn(output),
  scores: {},
});

/** Content types that the endpoint's configuration does not list are captured in base64. */
function textOf(side: z.infer<typeof sideSchema> | undefined): string {
  if (side?.encoding === "JSON") return side.data;
  return side?.encoding === "BASE64" ? Buffer.from(side.data, "base64").toString("utf8") : "";
}
