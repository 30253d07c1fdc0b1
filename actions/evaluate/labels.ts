import { resolve } from "node:path";
import * as z from "zod";
import type { ActionDeps } from "#action-kit";
import { InputError } from "#contracts";
import { readRows } from "#platform";

const labelSchema = z.strictObject({
  id: z.string().min(1),
  /** What a person gave, on the rubric's scale. */
  score: z.number(),
  /** Whether the person would let the answer pass. */
  passed: z.boolean().optional(),
});

/** People's labels by the id of the row. As many as people wrote: they fit into memory. */
export type Labels = ReadonlyMap<string, { score: number; passed: boolean | undefined }>;

/** @throws InputError for bad rows, ids that come twice, and a file without a label */
export async function readLabels(shown: string, { files, workspace }: ActionDeps): Promise<Labels> {
  const path = resolve(workspace, shown);
  if ((await files.stat(path))?.kind !== "file")
    throw new InputError([{ where: "labels", problem: `${shown} does not exist` }], "missing-file");
  const labels = new Map<string, { score: number; passed: boolean | undefined }>();
  for await (const { row, line } of readRows(files, path, labelSchema, { shown })) {
    if (labels.has(row.id))
      throw new InputError([{ where: `${shown}:${line}`, problem: `the id ${row.id} is given twice` }], "bad-rows");
    labels.set(row.id, { score: row.score, passed: row.passed });
  }
  if (labels.size === 0) throw new InputError([{ where: "labels", problem: `${shown} holds no label` }], "bad-labels");
  return labels;
}
