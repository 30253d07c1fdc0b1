import { createHash } from "node:crypto";
import { join } from "node:path";
import type * as z from "zod";
import { InputError } from "#contracts";
import { listedProblems, type Platform, readRows } from "#platform";

type Ports = Pick<Platform, "files" | "random">;

type Identified = { id: string };

export interface OrderedRow<Row extends Identified> {
  /** SHA-256 of the id: what rows are ordered by. */
  key: string;
  /** Line in the file, from 1. */
  line: number;
  row: Row;
}

export interface RowsFile<Row extends Identified> {
  path: string;
  schema: z.ZodType<Row>;
  /** As the user gave it, for errors. */
  shown: string;
  /** A journal may hold an answer to a row after an earlier failure: the last one counts. Elsewhere an id comes once. */
  journal: boolean;
}

/** About as many bytes as are sorted in memory at once. */
const bytesAtOnce = 4 * 1024 * 1024;
/** As many as the first three digits of a hash tell apart. */
const mostParts = 4096;

/**
 * Rows of a file in the order of the hash of their ids, so that two files can be met row by row and a digest does not
 * depend on who answered first. A file too large to sort at once is split by hash on the disk: memory does not grow.
 * @throws InputError `bad-rows` for bad lines and for ids that come twice
 */
export async function* orderedRows<Row extends Identified>(
  ports: Ports,
  file: RowsFile<Row>,
  tempFolder: string,
  atOnce = bytesAtOnce,
): AsyncGenerator<OrderedRow<Row>> {
  const size = (await ports.files.stat(file.path))?.size ?? 0;
  const parts = Math.min(mostParts, Math.max(1, 2 ** Math.ceil(Math.log2(size / atOnce))));
  if (parts === 1) {
    const rows: OrderedRow<Row>[] = [];
    for await (const row of keyed(ports, file)) rows.push(row);
    yield* inOrder(rows, file);
    return;
  }
  const folder = join(tempFolder, `rows-${ports.random.uuid()}`);
  try {
    await split(ports, file, folder, parts);
    for (let part = 0; part < parts; part++) {
      const rows: OrderedRow<Row>[] = [];
      for await (const { line, row } of spilled<Row>(ports, join(folder, String(part))))
        rows.push({ key: keyOf(row.id), line, row });
      yield* inOrder(rows, file);
    }
  } finally {
    await ports.files.remove(folder);
  }
}

async function* keyed<Row extends Identified>(
  { files }: Ports,
  { path, shown, schema }: RowsFile<Row>,
): AsyncGenerator<OrderedRow<Row>> {
  for await (const { line, row } of readRows(files, path, schema, { shown })) yield { key: keyOf(row.id), line, row };
}

/** The first bits of the hash choose the part, so that parts one after another are in order. */
async function split<Row extends Identified>(
  ports: Ports,
  file: RowsFile<Row>,
  folder: string,
  parts: number,
): Promise<void> {
  const buffers = Array.from({ length: parts }, (): string[] => []);
  let held = 0;
  const flush = async (): Promise<void> => {
    for (const [part, lines] of buffers.entries()) {
      if (lines.length > 0) await ports.files.append(join(folder, String(part)), lines.join(""));
      buffers[part] = [];
    }
    held = 0;
  };
  for await (const { key, line, row } of keyed(ports, file)) {
    const text = `${JSON.stringify([line, row])}\n`;
    buffers[Math.floor((Number.parseInt(key.slice(0, 3), 16) * parts) / mostParts)]?.push(text);
    held += text.length;
    if (held > 4 * 1024 * 1024) await flush();
  }
  await flush();
}

async function* spilled<Row extends Identified>(
  { files }: Ports,
  path: string,
): AsyncGenerator<{ line: number; row: Row }> {
  if (!(await files.stat(path))) return;
  for (const text of (await files.readText(path)).split("\n")) {
    if (text === "") continue;
    const [line, row] = JSON.parse(text) as [number, Row];
    yield { line, row };
  }
}

function* inOrder<Row extends Identified>(
  rows: OrderedRow<Row>[],
  { shown, journal }: RowsFile<Row>,
): Generator<OrderedRow<Row>> {
  rows.sort((left, right) => (left.key < right.key ? -1 : left.key > right.key ? 1 : left.line - right.line));
  const last = rows.filter((row, index) => row.key !== rows[index + 1]?.key);
  if (!journal && last.length < rows.length) {
    const twice = rows.filter((row, index) => row.key === rows[index + 1]?.key);
    const listed = twice
      .slice(0, listedProblems)
      .map(({ row, line }) => ({ where: `${shown}:${line}`, problem: `the id ${row.id} is given twice` }));
    throw new InputError(listed, "bad-rows");
  }
  yield* last;
}

const keyOf = (id: string): string => createHash("sha256").update(id).digest("hex");
