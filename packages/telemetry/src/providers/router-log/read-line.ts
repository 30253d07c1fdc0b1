import { type RequestLine, requestLineSchema, ToolkitError } from "#contracts";

/** What a look needs of a line. */
export type SeenLine =
  | Pick<Extract<RequestLine, { kind: "request" }>, RequestField>
  | Pick<Extract<RequestLine, { kind: "score" }>, ScoreField>;
type RequestField =
  | "kind"
  | "time"
  | "variant"
  | "shadow"
  | "status"
  | "error"
  | "latencyMs"
  | "firstTokenMs"
  | "promptTokens"
  | "completionTokens";
type ScoreField = "kind" | "time" | "variant" | "metric" | "value" | "requestTime";

const number = String.raw`\d+(?:\.\d+)?(?:e-?\d+)?`;
const plain = String.raw`[^"\\\n]*`;
/** Lines as the router writes them, keys in order, no escapes: a tenth of the time that JSON and schema take. */
const request = new RegExp(
  [
    String.raw`\{"kind":"request","time":"(${plain})","requestId":"${plain}","variant":"(baseline|canary)"`,
    String.raw`,"shadow":(true|false),"status":(\d{1,3}),"error":(null|"${plain}"),"latencyMs":(${number})`,
    String.raw`,"firstTokenMs":(null|${number}),"promptTokens":(null|\d+),"completionTokens":(null|\d+)`,
    String.raw`,"weight":${number}(?:,"userBucket":\d+)?\}\n`,
  ].join(""),
  "y",
);
const score = new RegExp(
  [
    String.raw`\{"kind":"score","time":"(${plain})","requestId":"${plain}","variant":"(baseline|canary)"`,
    String.raw`,"metric":"(${plain})","value":(-?${number})(?:,"requestTime":"(${plain})")?\}\n`,
  ].join(""),
  "y",
);

const lineFeed = 0x0a;
/** A longer text is memory that the system gives and takes back each time. */
const pieceBytes = 64 * 1024;

/**
 * Every line of a piece of the log that ends in a line feed.
 * @throws ToolkitError `telemetry-corrupt` and `telemetry-lost`: passing over what is damaged or gone would hide requests
 * from the gate
 */
export function readLines(bytes: Buffer, path: string, see: (line: SeenLine) => void): void {
  for (let start = 0; start < bytes.length; ) {
    const end = pieceEnd(bytes, start);
    readPiece(bytes.subarray(start, end), path, see);
    start = end;
  }
}

/** The end of the last line that fits, or of a line that is longer. */
function pieceEnd(bytes: Buffer, start: number): number {
  if (bytes.length - start <= pieceBytes) return bytes.length;
  const last = bytes.lastIndexOf(lineFeed, start + pieceBytes - 1);
  return (last >= start ? last : bytes.indexOf(lineFeed, start)) + 1;
}

function readPiece(bytes: Buffer, path: string, see: (line: SeenLine) => void): void {
  // one character a byte: places in the text are places in the bytes, and what is matched below is ASCII or unread
  const text = bytes.toString("latin1");
  for (let start = 0; start < bytes.length; ) {
    const next = readRequest(text, start, see) || readScore(text, start, see);
    if (next > 0) {
      start = next;
      continue;
    }
    const end = bytes.indexOf(lineFeed, start);
    if (end > start) see(parse(bytes.toString("utf8", start, end), path));
    start = end + 1;
  }
}

/** @returns where the next line begins, 0 where this one is no plain request */
function readRequest(text: string, start: number, see: (line: SeenLine) => void): number {
  request.lastIndex = start;
  const match = request.exec(text);
  if (!match) return 0;
  const [, time, variant, shadow, status, error, latencyMs, firstTokenMs, promptTokens, completionTokens] = match;
  see({
    kind: "request",
    time: time as string,
    variant: variant as "baseline" | "canary",
    shadow: shadow === "true",
    status: Number(status),
    error: error === "null" ? null : (error as string).slice(1, -1),
    latencyMs: Number(latencyMs),
    firstTokenMs: orNull(firstTokenMs),
    promptTokens: orNull(promptTokens),
    completionTokens: orNull(completionTokens),
  });
  return request.lastIndex;
}

function readScore(text: string, start: number, see: (line: SeenLine) => void): number {
  score.lastIndex = start;
  const match = score.exec(text);
  if (!match) return 0;
  const [, time, variant, metric, value, requestTime] = match;
  see({
    kind: "score",
    time: time as string,
    variant: variant as "baseline" | "canary",
    metric: metric as string,
    value: Number(value),
    ...(requestTime !== undefined && { requestTime }),
  });
  return score.lastIndex;
}

const orNull = (text: string | undefined): number | null => (text === "null" ? null : Number(text));

function parse(text: string, path: string): SeenLine {
  const line = lineOf(text, path);
  if (line.kind !== "lost") return line;
  throw new ToolkitError({
    code: "telemetry-lost",
    provider: "router-log",
    message: `${path}: ${line.requests} or more requests before ${line.time} were not written down`,
    hint: "whatever they were, nothing can be decided over this stretch; begin the rollout again",
  });
}

function lineOf(text: string, path: string): RequestLine {
  try {
    return requestLineSchema.parse(JSON.parse(text));
  } catch (cause) {
    throw new ToolkitError({
      code: "telemetry-corrupt",
      provider: "router-log",
      message: `${path} has a line that is none: ${text.slice(0, 80)}`,
      cause,
    });
  }
}
