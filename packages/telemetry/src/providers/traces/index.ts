import { createHash } from "node:crypto";
import * as z from "zod";
import { InputError, type Problem, problemsOf } from "#contracts";
import { type Files, jsonLineBatches, listedProblems } from "#platform";
import type { AnswerSource } from "../../answers.ts";
import { noMark, parseMark } from "../../counters/mark.ts";
import { measuredOf, traceSchema } from "./trace.ts";

export interface TracesConfig {
  path: string;
  /** The path as the user gave it. */
  shown: string;
  /** What `variant` says of either arm; lines of others are passed over. */
  canary: string;
  baseline: string;
}

const provider = "traces";

/** How far the file was read, and what its last bytes until there were. */
const markSchema = z.strictObject({ offset: z.int().min(0), line: z.int().min(0), tail: z.string() });
type Mark = z.infer<typeof markSchema>;

const tailBytes = 1024;
const newline = 0x0a;

/**
 * Answers in a JSONL file that a tracer, or an export of one, adds lines to. A last line without its end waits for it. A
 * file that was rewritten before the mark is refused: who knows what of it was counted.
 * `since` throws InputError with all lines that are none.
 */
export function tracesFile({ files }: { files: Files }, config: TracesConfig): AnswerSource {
  const { path, shown } = config;

  async function* bytes(start: number, end: number): AsyncGenerator<Uint8Array> {
    let left = end - start;
    if (left <= 0) return;
    for await (const chunk of files.stream(path, { start })) {
      yield chunk.subarray(0, left);
      left -= chunk.length;
      if (left <= 0) return;
    }
  }

  async function tailAt(offset: number): Promise<string> {
    const hash = createHash("sha256");
    for await (const chunk of bytes(Math.max(0, offset - tailBytes), offset)) hash.update(chunk);
    return hash.digest("hex").slice(0, 16);
  }

  /** The place after the last whole line. */
  async function endAfter({ offset, line }: Pick<Mark, "offset" | "line">): Promise<Mark> {
    const size = (await files.stat(path))?.size ?? 0;
    let [place, end, lines] = [offset, offset, line];
    for await (const chunk of bytes(offset, size)) {
      for (let at = chunk.indexOf(newline); at !== -1; at = chunk.indexOf(newline, at + 1)) {
        lines += 1;
        end = place + at + 1;
      }
      place += chunk.length;
    }
    return { offset: end, line: lines, tail: await tailAt(end) };
  }

  return {
    now: async () => JSON.stringify(await endAfter({ offset: 0, line: 0 })),
    async since(text, take) {
      const mark = parseMark(text, markSchema, provider);
      const size = (await files.stat(path))?.size ?? 0;
      if (size < mark.offset || (await tailAt(mark.offset)) !== mark.tail)
        throw noMark(
          provider,
          `${shown} is not what was read before`,
          "add lines to its end, or begin the rollout again",
        );
      const end = await endAfter(mark);
      const problems: Problem[] = [];
      let bad = 0;
      for await (const batch of jsonLineBatches(bytes(mark.offset, end.offset))) {
        for (const item of batch) {
          const where = `${shown}:${mark.line + item.line}`;
          const trace = "value" in item ? traceSchema.safeParse(item.value) : undefined;
          if (!trace?.success) {
            bad += 1;
            if (bad > listedProblems) continue;
            if ("problem" in item) problems.push({ where, problem: item.problem });
            else if (trace) problems.push(...problemsOf(trace.error, where));
            continue;
          }
          const { id, variant, time, messages, answer } = trace.data;
          const arm = variant === config.canary ? "canary" : variant === config.baseline ? "baseline" : undefined;
          const said = answer === null ? undefined : { messages, answer };
          if (arm) take({ id, arm, time: Date.parse(time), said, measured: measuredOf(trace.data) });
        }
      }
      if (bad > listedProblems)
        problems.push({ where: shown, problem: `${bad} bad rows in all; the first ${listedProblems} are listed` });
      if (bad > 0) throw new InputError(problems, "bad-rows");
      return JSON.stringify(end);
    },
  };
}
