import { createHash } from "node:crypto";
import * as z from "zod";
import type { Prediction } from "#contracts";
import { type JsonLine, jsonLineBatches, longestLineBytes, type Platform } from "#platform";
import { type AnsweredRows, answeredRows } from "./answered-rows.ts";

/** What of a row says that it was answered; a failed row is asked again. */
const answeredSchema = z.looseObject({
  index: z.int().min(0),
  id: z.string().min(1),
  prediction: z.string(),
  model: z.string().nullish(),
});

const newline = 0x0a;

/** Everything that changes an answer: another value is another journal. */
export interface JournalKey {
  /** Digest of the model that is served, or provider and address of an endpoint. */
  source: string;
  model: string;
  testSetSha256: string;
  /** Sampling, limits, system prompt, context, and what is measured beside the answer. */
  parameters: Readonly<Record<string, string | number | boolean | null | undefined>>;
}

/** Part of the journal's file name. */
export function journalKey({ source, model, testSetSha256, parameters }: JournalKey): string {
  const sorted = Object.entries(parameters).sort(([left], [right]) => (left < right ? -1 : 1));
  const said = JSON.stringify([1, source, model, testSetSha256, sorted]);
  return createHash("sha256").update(said).digest("hex").slice(0, 16);
}

export interface Journal {
  /** Rows that need not be asked. */
  known: AnsweredRows;
  /** The model that gave the known answers, as the server named it. */
  model: string | undefined;
  /**
   * In the file when the call returns; false, and not in it, when the row is too long to be read again.
   * @throws ToolkitError such as `disk-full`
   */
  append(row: Prediction): boolean;
  close(): void;
}

/**
 * The answers of a run, one a line, appended as they come: what a killed run was answered, the next one does not ask
 * again. A torn last line, failed rows and second answers are swept out first, so that the file never holds a row twice.
 */
export async function openJournal(files: Platform["files"], path: string): Promise<Journal> {
  const known = answeredRows();
  let model: string | undefined;
  let swept = false;
  for await (const batch of answersIn(files, path)) {
    for (const row of batch) {
      if (row === undefined || !known.add(row.index, row.id)) swept = true;
      else model ??= row.model ?? undefined;
    }
  }
  if (swept) await sweep(files, path);

  const end = await files.appender(path);
  return {
    known,
    model,
    append(row) {
      const line = JSON.stringify(row);
      if (Buffer.byteLength(line) > longestLineBytes) return false;
      end.append(`${line}\n`);
      return true;
    },
    close: () => end.close(),
  };
}

type Answered = z.infer<typeof answeredSchema>;

/** In batches; undefined for a line that is no answer. */
async function* answersIn(files: Platform["files"], path: string): AsyncGenerator<Iterable<Answered | undefined>> {
  const size = (await files.stat(path))?.size ?? 0;
  if (size === 0) return;
  for await (const batch of jsonLineBatches(files.stream(path))) yield answers(batch);
  // a last line that was torn exactly at its end would join the next one
  for await (const last of files.stream(path, { start: size - 1 })) if (last[0] !== newline) yield [undefined];
}

function* answers(batch: Iterable<JsonLine>): Generator<Answered | undefined> {
  for (const item of batch) yield "value" in item ? answeredSchema.safeParse(item.value).data : undefined;
}

async function sweep(files: Platform["files"], path: string): Promise<void> {
  const seen = answeredRows();
  async function* kept(): AsyncGenerator<Uint8Array> {
    for await (const batch of answersIn(files, path)) {
      let lines = "";
      for (const row of batch) if (row && seen.add(row.index, row.id)) lines += `${JSON.stringify(row)}\n`;
      if (lines !== "") yield Buffer.from(lines);
    }
  }
  await files.writeStream(path, kept());
}
