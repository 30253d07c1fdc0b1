import * as z from "zod";
import type { RequestLine } from "#contracts";

/** A line of HAProxy's log, as `config.ts` words it: of a request that was given to a variant. */
const lineSchema = z.object({
  time: z.coerce.number().int(),
  requestId: z.string(),
  variant: z.enum(["baseline", "canary"]),
  server: z.string(),
  status: z.coerce.number().int(),
  /** Who ended it (client, server, HAProxy, or - for nobody before its end), and in which phase. */
  ended: z.string().length(2),
  latencyMs: z.coerce.number(),
  weight: z.coerce.number().min(0).max(1),
  bucket: z.coerce.number().int().min(0).max(9999),
  sticky: z.string().optional(),
});
type Line = z.output<typeof lineSchema>;
type Request = Extract<RequestLine, { kind: "request" }>;

/**
 * What HAProxy says of a request, in the words of our own log. One that the canary could not answer and the baseline did
 * in its stead is two lines: the canary failed, however little the user saw of it. Token counts lie in the body, which
 * HAProxy does not read.
 * @returns nothing for a request that reached no variant; undefined for what is no line
 */
export function linesOf(text: string, stamp: (milliseconds: number) => string): Request[] | undefined {
  const found = parsed(text);
  // what HAProxy could not read as HTTP has no variables
  if (found?.variant === "" || found?.variant === "-") return [];
  const line = lineSchema.safeParse(found).data;
  if (!line) return undefined;
  const asked = requestOf(line, stamp(line.time));
  if (line.server !== "other") return [asked];
  const failed = { ...asked, status: 502, error: "upstream-unreachable" };
  return [failed, { ...asked, variant: line.variant === "canary" ? "baseline" : "canary" }];
}

/** How many lines HAProxy says it had no room for. */
export function droppedBy(text: string): number {
  return Number(/^(\d+) events? dropped$/.exec(text)?.[1] ?? 0);
}

function requestOf(line: Line, time: string): Request {
  const { requestId, variant, status, ended, latencyMs, weight, bucket, sticky } = line;
  const left = /^[Cc]/.test(ended);
  return {
    kind: "request",
    time,
    requestId,
    variant,
    shadow: false,
    status: left ? 499 : status,
    error: left ? "client-gone" : errorOf(ended),
    latencyMs: Math.max(0, latencyMs),
    firstTokenMs: null,
    promptTokens: null,
    completionTokens: null,
    weight,
    ...(sticky === "yes" && { userBucket: bucket }),
  };
}

/** "Session state at disconnection" in HAProxy's manual. What is not known to be harmless is an error. */
function errorOf(ended: string): string | null {
  if (ended === "--") return null;
  const [by, phase] = ended;
  if (by === "s" && phase !== "C") return "upstream-timeout";
  if (by === "S" || by === "s") return phase === "D" || phase === "L" ? "upstream-cut" : "upstream-unreachable";
  return `haproxy-${ended}`;
}

function parsed(text: string): { variant?: unknown } | undefined {
  try {
    return JSON.parse(text) as { variant?: unknown };
  } catch {
    return undefined;
  }
}
