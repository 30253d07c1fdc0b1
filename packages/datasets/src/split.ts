import { createHash } from "node:crypto";
import { type DatasetConfig, InputError, type SplitName } from "#contracts";
import { unlabelled } from "./label-of.ts";

export interface SplitRow {
  id: string;
  label: string;
  /** Rows of one group never part: they are (near) duplicates of each other. */
  group: number;
}

/** Splits are filled in this order, so that a larger training set never changes the frozen test set. */
const fillOrder: readonly SplitName[] = ["test", "validation", "replay", "train"];

/**
 * Assigns rows to splits by the hash of their ids, the same number of each class in every split, groups kept whole (of a
 * group only its first row is used: its duplicates would only repeat it).
 * @throws InputError for an empty dataset, one class alone, or too few rows
 */
export function splitRows(
  rows: readonly SplitRow[],
  config: DatasetConfig["split"],
  where: string,
): Map<SplitName, SplitRow[]> {
  const labels = [...new Set(rows.map(({ label }) => label))].sort();
  if (rows.length === 0) throw new InputError([{ where, problem: "the dataset is empty" }], "dataset-empty");
  if (labels.length === 1 && labels[0] !== unlabelled) {
    throw new InputError(
      [{ where, problem: `every row has the class ${labels[0]}`, legal: "two classes or more" }],
      "dataset-one-class",
    );
  }
  const queues = new Map(labels.map((label) => [label, queueOf(rows, label, config.seed)]));
  const splits = new Map<SplitName, SplitRow[]>();
  const short: string[] = [];
  for (const name of fillOrder) {
    const each = Math.floor(config[name] / labels.length);
    const chosen = labels.flatMap((label) => queues.get(label)?.splice(0, each) ?? []);
    if (name !== "train" && chosen.length < each * labels.length)
      short.push(`${name} wants ${each} of each class, got ${chosen.length} rows`);
    splits.set(name, order(chosen, config.seed));
  }
  const trained = new Set(splits.get("train")?.map(({ label }) => label));
  for (const label of labels) if (!trained.has(label)) short.push(`no row of the class ${label} is left for train`);
  if (short.length > 0)
    throw new InputError(
      short.map((problem) => ({ where, problem })),
      "dataset-too-small",
    );
  return splits;
}

function queueOf(rows: readonly SplitRow[], label: string, seed: number): SplitRow[] {
  const firsts = new Map<number, SplitRow>();
  for (const row of rows) if (!firsts.has(row.group)) firsts.set(row.group, row);
  return order(
    [...firsts.values()].filter((row) => row.label === label),
    seed,
  );
}

function order(rows: readonly SplitRow[], seed: number): SplitRow[] {
  const key = new Map(rows.map((row) => [row, createHash("sha256").update(`${seed}:${row.id}`).digest("hex")]));
  return [...rows].sort((left, right) => ((key.get(left) as string) < (key.get(right) as string) ? -1 : 1));
}
