import type { ActionDeps } from "#action-kit";
import { type ChatExample, chatExampleSchema, InputError, type Problem } from "#contracts";
import { referenceOf } from "#datasets";
import { listedProblems, readRows } from "#platform";
import type { NamedFile } from "./bar.ts";
import { orderedRows } from "./ordered-rows.ts";

export interface TestSet {
  path: string;
  /** As the user gave it. */
  shown: string;
  rows: number;
  sha256: string;
}

/** Reads the whole test set once, before anything is asked or paid. @throws InputError with everything that is wrong in it */
export async function checkTestSet({ path, shown }: NamedFile, deps: ActionDeps): Promise<TestSet> {
  if ((await deps.files.stat(path))?.kind !== "file")
    throw new InputError([{ where: "test-set", problem: `${shown} does not exist` }], "missing-file");
  const problems: Problem[] = [];
  let [rows, without] = [0, 0];
  const file = { path, shown, schema: chatExampleSchema, journal: false };
  for await (const { row, line } of orderedRows(deps, file, deps.tempFolder)) {
    rows += 1;
    if (referenceOf(row) !== undefined) continue;
    without += 1;
    if (problems.length < listedProblems)
      problems.push({ where: `${shown}:${line}`, problem: `${row.id} has neither a reference nor an assistant turn` });
  }
  if (without > listedProblems)
    problems.push({
      where: shown,
      problem: `${without} rows without a reference in all; ${listedProblems} are listed`,
    });
  if (problems.length > 0) throw new InputError(problems, "bad-rows");
  if (rows === 0) throw new InputError([{ where: "test-set", problem: `${shown} holds no row` }], "dataset-empty");
  return { path, shown, rows, sha256: await deps.files.sha256(path) };
}

/** Its rows as they stand in the file, one in memory at a time. */
export async function* testSetRows(
  { path }: TestSet,
  { files }: Pick<ActionDeps, "files">,
): AsyncGenerator<ChatExample> {
  for await (const { row } of readRows(files, path, chatExampleSchema)) yield row;
}
