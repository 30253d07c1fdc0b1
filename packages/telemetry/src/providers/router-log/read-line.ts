import { type RequestLine, requestLineSchema, ToolkitError } from "#contracts";

/** What a look needs of a line. */
export type SeenLine = Pick<Extract<RequestLine, { kind: "request" }>, Field> | Extract<RequestLine, { kind: "score" }>;
type Field = "kind" | "time" | "variant" | "shadow" | "status" | "error" | "latencyMs";

const number = String.raw`\d+(?:\.\d+)?(?:e-?\d+)?`;
const plain = String.raw`[^"\\\n]*`;
/** A request as the router writes it, keys in order, no escapes: a tenth of the time that JSON and schema take. */
const written = new RegExp(
  [
    String.raw`\{"kind":"request","time":"(${plain})","requestId":"${plain}","variant":"(baseline|canary)"`,
    String.raw`,"shadow":(true|false),"status":(\d{1,3}),"error":(null|"${plain}"),"latencyMs":(${number})`,
    String.raw`,"firstTokenMs":(?:null|${number}),"promptTokens":(?:null|\d+),"completionTokens":(?:null|\d+)`,
    String.raw`,"weight":${number}(?:,"userBucket":\d+)?\}\n`,
  ].join(""),
  "y",
);

const lineFeed = 0x0a;

/**
 * Every line of a piece of the log that ends in a line feed.
 * @throws ToolkitError `telemetry-corrupt` and `telemetry-lost`: passing over what is damaged or gone would hide requests
 * from the gate
 */
export function readLines(bytes: Buffer, path: string, see: (line: SeenLine) => void): void {
  // one character a byte: places in the text are places in the bytes, and what is matched below is ASCII or unread
  const text = bytes.toString("latin1");
  for (let start = 0; start < bytes.length; ) {
    written.lastIndex = start;
    const match = written.exec(text);
    if (match) {
      start = written.lastIndex;
      const [, time, variant, shadow, status, error, latencyMs] = match;
      see({
        kind: "request",
        time: time as string,
        variant: variant as "baseline" | "canary",
        shadow: shadow === "true",
        status: Number(status),
        error: error === "null" ? null : (error as string).slice(1, -1),
        latencyMs: Number(latencyMs),
      });
      continue;
    }
    const end = bytes.indexOf(lineFeed, start);
    if (end > start) see(parse(bytes.toString("utf8", start, end), path));
    start = end + 1;
  }
}

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
