import * as z from "zod";
import { variantNameSchema } from "./router.ts";

/** Ids the router takes from `x-request-id`; for any other it makes one. No character of them needs escaping in JSON. */
export const requestIdPattern = /^[A-Za-z0-9._:~+/=@-]{1,128}$/;

const time = z.iso.datetime({ precision: 3 });
const milliseconds = z.number().min(0);

/** A finished POST request. Its keys are written in this order. */
export const requestLineSchema = z.strictObject({
  kind: z.literal("request"),
  /** When it ended; never before the line above. */
  time,
  requestId: z.string().regex(requestIdPattern),
  variant: variantNameSchema,
  /** A copy for the canary whose answer nobody saw. */
  shadow: z.boolean(),
  /** 499 when the client left before the answer was whole. */
  status: z.int(),
  /** upstream-unreachable, upstream-timeout, upstream-aborted, stream-error, client-disconnected, or null. */
  error: z.string().nullable(),
  /** From the request's head to the answer's last byte. */
  latencyMs: milliseconds,
  /** To the first bytes of a streamed answer. */
  firstTokenMs: milliseconds.nullable(),
  promptTokens: z.int().min(0).nullable(),
  completionTokens: z.int().min(0).nullable(),
  /** Canary's share when the request was routed. */
  weight: z.number().min(0).max(1),
  /** 0 to 9999, from a hash of the user key, when the request named one. */
  userBucket: z.int().min(0).max(9999).optional(),
});
export type RequestLine = z.infer<typeof requestLineSchema>;

/** Quality of an answer, told afterwards. */
export const scoreLineSchema = z.strictObject({
  kind: z.literal("score"),
  time,
  requestId: z.string().regex(requestIdPattern),
  variant: variantNameSchema,
  metric: z.string(),
  /** null: it could not be told. */
  value: z.number().nullable(),
  /** When the scored request ended: by it a reader tells the score's block without remembering ids. */
  requestTime: time,
});
export type ScoreLine = z.infer<typeof scoreLineSchema>;

/** Which models the variants are from here on: written at each start and each change. */
export const variantsLineSchema = z.strictObject({
  kind: z.literal("variants"),
  time,
  baseline: z.string(),
  canary: z.string().nullable(),
});
export type VariantsLine = z.infer<typeof variantsLineSchema>;

export const requestLogLineSchema = z.discriminatedUnion("kind", [
  requestLineSchema,
  scoreLineSchema,
  variantsLineSchema,
]);
export type RequestLogLine = z.infer<typeof requestLogLineSchema>;

/**
 * Path of a segment of the log: the configured path is number 0, `requests.jsonl` is followed by `requests.000001.jsonl`.
 * Segments are only ever appended to, one after the other, so that a segment and an offset name a place for good.
 */
export function requestLogSegment(requestLog: string, segment: number): string {
  if (segment === 0) return requestLog;
  const number = String(segment).padStart(6, "0");
  return /\.jsonl$/.test(requestLog) ? requestLog.replace(/jsonl$/, `${number}.jsonl`) : `${requestLog}.${number}`;
}

/** Whether a finished request counts as an error of its variant: refused or failed, but not left by its client. */
export function isErrorRequest({ status, error }: Pick<RequestLine, "status" | "error">): boolean {
  return error === "client-disconnected" ? false : error !== null || status >= 400;
}
