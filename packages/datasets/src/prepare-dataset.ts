import { createHash } from "node:crypto";
import { join } from "node:path";
import {
  type ChatExample,
  chatExampleSchema,
  type DatasetConfig,
  type DatasetLock,
  InputError,
  type SplitName,
  splitNames,
} from "#contracts";
import { type Files, type Log, readRows } from "#platform";
import type { PinnedSource } from "./dataset-source.ts";
import { labelOf, promptOf, referenceOf } from "./label-of.ts";
import { clusterNearDuplicates, type Signature, signatureOf } from "./near-duplicates.ts";
import { readMails } from "./read-mails.ts";
import { type SplitRow, splitRows } from "./split.ts";

export interface Prepared {
  lock: DatasetLock;
  /** Split to a few rows, for a report. */
  examples: ReadonlyMap<SplitName, ChatExample[]>;
}

/**
 * Turns the raw source into JSONL splits and says exactly what they hold. The rows pass twice: once for their ids and
 * signatures, once to be written, so that texts are never held all at once.
 * @throws InputError with every bad row, for an empty or one-class dataset, and for overlaps between splits
 */
export async function prepareDataset(
  { files, log }: { files: Files; log: Log },
  source: { path: string; pinned: PinnedSource },
  config: DatasetConfig,
  outputFolder: string,
): Promise<Prepared> {
  const rows: SplitRow[] = [];
  const signatures: Signature[] = [];
  const problems: { where: string; problem: string }[] = [];
  const ids = new Set<string>();
  for await (const example of examplesOf(files, source.path, config)) {
    if (ids.has(example.id)) problems.push({ where: example.id, problem: "the id is given twice" });
    if (referenceOf(example) === undefined)
      problems.push({ where: example.id, problem: "has neither a reference nor an assistant turn" });
    ids.add(example.id);
    rows.push({ id: example.id, label: labelOf(example), group: 0 });
    signatures.push(signatureOf(promptOf(example)));
    if (rows.length % 2000 === 0) log.info(`${rows.length} rows read`);
  }
  if (problems.length > 0)
    throw new InputError(
      [...problems.slice(0, 20), { where: source.pinned.name, problem: `${problems.length} bad rows in all` }],
      "bad-rows",
    );
  const groups = clusterNearDuplicates(signatures, config.nearDuplicate);
  for (const [index, row] of rows.entries()) row.group = groups[index] as number;
  const duplicatesDropped = groups.filter((group, index) => group !== index).length;
  log.info(`${rows.length} rows, ${duplicatesDropped} near-duplicates dropped`);

  const chosen = splitRows(rows, config.split, source.pinned.name);
  const written = await writeSplits(files, source.path, config, chosen, outputFolder);
  const lock: DatasetLock = {
    schemaVersion: 1,
    source: source.pinned as DatasetLock["source"],
    configDigest: digest(JSON.stringify(config)),
    digest: digest(JSON.stringify(splitNames.map((name) => written.splits[name]?.digest ?? ""))),
    rows: rows.length,
    duplicatesDropped,
    splits: written.splits,
  };
  return { lock, examples: written.examples };
}

async function* examplesOf(files: Files, path: string, config: DatasetConfig): AsyncGenerator<ChatExample> {
  if (config.task) yield* readMails(files, path, config.task);
  else for await (const { row } of readRows(files, path, chatExampleSchema)) yield row;
}

async function writeSplits(
  files: Files,
  sourcePath: string,
  config: DatasetConfig,
  chosen: ReadonlyMap<SplitName, SplitRow[]>,
  folder: string,
) {
  const home = new Map(
    [...chosen].flatMap(([split, rows]) => rows.map((row, index) => [row.id, { split, index }] as const)),
  );
  const lines = new Map<SplitName, string[]>(
    [...chosen].map(([split, rows]) => [split, new Array<string>(rows.length)]),
  );
  const examples = new Map<SplitName, ChatExample[]>([...chosen.keys()].map((split) => [split, []]));
  for await (const example of examplesOf(files, sourcePath, config)) {
    const place = home.get(example.id);
    if (!place) continue;
    (lines.get(place.split) as string[])[place.index] = `${JSON.stringify(example)}\n`;
    if (place.index < 3) examples.get(place.split)?.push(example);
  }
  const splits: DatasetLock["splits"] = {};
  for (const [split, rows] of chosen) {
    if (rows.length === 0) continue;
    const content = (lines.get(split) as string[]).join("");
    const path = `${split}.jsonl`;
    await files.writeAtomic(join(folder, path), content);
    splits[split] = {
      path,
      digest: digest(content),
      rows: rows.length,
      bytes: Buffer.byteLength(content),
      labels: countLabels(rows),
    };
  }
  return { splits, examples };
}

function countLabels(rows: readonly SplitRow[]): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const { label } of [...rows].sort((left, right) => (left.label < right.label ? -1 : 1)))
    counts[label] = (counts[label] ?? 0) + 1;
  return counts;
}

export function digest(content: string | Uint8Array): string {
  return `sha256:${createHash("sha256").update(content).digest("hex")}`;
}
