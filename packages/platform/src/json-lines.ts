import type * as z from "zod";
import { InputError, type Problem, problemsOf } from "#contracts";
import type { Files } from "./files.ts";

/** One line of a JSONL file: its value, or what is wrong with it. Lines count from 1. */
export type JsonLine = { line: number; value: unknown } | { line: number; problem: string };

/** What a line may have unless told: whoever writes more cannot read it again. */
export const longestLineBytes = 4 * 1024 * 1024;
const newline = 0x0a;

/**
 * A JSONL file line by line, in memory for one line at a time. A byte order mark at the start and CRLF are accepted,
 * blank lines are passed over; NUL, invalid UTF-8, broken JSON and lines over `maxLineBytes` are problems of their line.
 */
export async function* jsonLines(
  files: Pick<Files, "stream">,
  path: string,
  options: { maxLineBytes?: number } = {},
): AsyncGenerator<JsonLine> {
  for await (const batch of jsonLineBatches(files.stream(path), options)) yield* batch;
}

/**
 * The same of any bytes, the lines of a piece together: for millions of them, since an asynchronous turn for each costs as
 * much as its parsing. A line is parsed when it is drawn, so that not all of a piece is held as values.
 */
export async function* jsonLineBatches(
  chunks: AsyncIterable<Uint8Array>,
  { maxLineBytes = longestLineBytes }: { maxLineBytes?: number } = {},
): AsyncGenerator<Iterable<JsonLine>> {
  const lines = lineSplitter(maxLineBytes);
  let line = 0;
  function* parsed(found: (Uint8Array | "too-long")[]): Generator<JsonLine> {
    for (const bytes of found) {
      line += 1;
      if (bytes === "too-long") yield { line, problem: `is longer than ${maxLineBytes} bytes` };
      else {
        const value = parseLine(line === 1 ? withoutMark(bytes) : bytes);
        if (value) yield { line, ...value };
      }
    }
  }
  for await (const chunk of chunks) yield parsed(lines.take(chunk));
  yield parsed(lines.rest());
}

/** Lines as bytes, without their ends; a line over the limit is passed over without being held. */
function lineSplitter(limit: number): {
  take(chunk: Uint8Array): (Uint8Array | "too-long")[];
  rest(): (Uint8Array | "too-long")[];
} {
  let held: Uint8Array[] = [];
  let size = 0;
  const keep = (part: Uint8Array): void => {
    size += part.length;
    if (size > limit) held = [];
    else held.push(part);
  };
  const line = (): Uint8Array | "too-long" => {
    const whole = size > limit ? "too-long" : held.length === 1 ? (held[0] as Uint8Array) : Buffer.concat(held);
    held = [];
    size = 0;
    return whole;
  };
  return {
    take(chunk) {
      const found: (Uint8Array | "too-long")[] = [];
      let start = 0;
      for (let end = chunk.indexOf(newline); end !== -1; end = chunk.indexOf(newline, start)) {
        keep(chunk.subarray(start, end));
        found.push(line());
        start = end + 1;
      }
      keep(chunk.subarray(start));
      return found;
    },
    rest: () => (size > 0 ? [line()] : []),
  };
}

function withoutMark(bytes: Uint8Array): Uint8Array {
  return bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf ? bytes.subarray(3) : bytes;
}

const decoder = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });

function parseLine(bytes: Uint8Array): { value: unknown } | { problem: string } | undefined {
  if (bytes.includes(0)) return { problem: "holds a NUL byte" };
  let text: string;
  try {
    text = decoder.decode(bytes).trim();
  } catch {
    return { problem: "is not valid UTF-8" };
  }
  if (text === "") return undefined;
  try {
    return { value: JSON.parse(text) };
  } catch {
    return { problem: "is not JSON" };
  }
}

/** As many bad rows as an error lists; the rest is counted. */
export const listedProblems = 20;

/**
 * The rows of a JSONL file, each checked against the schema, one in memory at a time.
 * @param options.shown the path as the user gave it
 * @throws InputError after the last row when any was bad: the first 20 with file, line and reason, and a count of all
 */
export async function* readRows<Schema extends z.ZodType>(
  files: Pick<Files, "stream">,
  path: string,
  schema: Schema,
  { shown = path, ...options }: { maxLineBytes?: number; shown?: string } = {},
): AsyncGenerator<{ line: number; row: z.output<Schema> }> {
  const problems: Problem[] = [];
  let bad = 0;
  for await (const batch of jsonLineBatches(files.stream(path), options)) {
    for (const item of batch) {
      const parsed = "value" in item ? schema.safeParse(item.value) : undefined;
      if (parsed?.success) {
        yield { line: item.line, row: parsed.data };
        continue;
      }
      bad += 1;
      if (bad > listedProblems) continue;
      const where = `${shown}:${item.line}`;
      if ("problem" in item) problems.push({ where, problem: item.problem });
      else if (parsed) problems.push(...problemsOf(parsed.error, where));
    }
  }
  if (bad > listedProblems)
    problems.push({ where: shown, problem: `${bad} bad rows in all; the first ${listedProblems} are listed` });
  if (bad > 0) throw new InputError(problems, "bad-rows");
}
