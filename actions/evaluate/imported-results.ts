import { basename, join } from "node:path";
import * as z from "zod";
import type { ActionDeps } from "#action-kit";
import { InputError, type Prediction, predictionSchema } from "#contracts";
import {
  type Imported,
  importInspect,
  importLmEvaluationHarness,
  importLmEvaluationSample,
  importPromptfoo,
} from "#evaluation";
import { readRows } from "#platform";
import type { RowsFile } from "./ordered-rows.ts";

/** A row of another tool may have no reference: its scores are that tool's own. */
const importedRowSchema: z.ZodType<Prediction> = predictionSchema.extend({ references: z.array(z.string()) });

export interface ImportedResults {
  file: RowsFile<Prediction>;
  /** Names of the scores that rows have; all of them are of the tool. */
  metrics: string[];
  tool: string;
  model: string | null;
}

/**
 * Results of lm-evaluation-harness (`results_*.json` with its `samples_*.jsonl`), promptfoo or Inspect as rows.
 * @throws InputError for what is none of these, and for a file without rows: scores alone cannot be judged again
 */
export async function importedResults(paths: readonly string[], deps: ActionDeps): Promise<ImportedResults> {
  const { files, tempFolder, random } = deps;
  const samples = paths.filter((path) => path.endsWith(".jsonl"));
  const [summary, ...more] = paths.filter((path) => !path.endsWith(".jsonl"));
  if (summary === undefined || more.length > 0)
    throw new InputError(
      [{ where: "results", problem: "give one result file, and the samples of lm-evaluation-harness beside it" }],
      "bad-results",
    );
  if ((await files.stat(summary))?.kind !== "file")
    throw new InputError([{ where: "results", problem: `${basename(summary)} does not exist` }], "missing-file");
  const imported = readResults(await files.readText(summary), basename(summary));
  const path = join(tempFolder, `results-${random.uuid()}.jsonl`);
  const metrics = new Set<string>();
  let rows = 0;
  async function* lines(): AsyncGenerator<Uint8Array> {
    for await (const row of rowsOf(imported, samples, deps)) {
      rows += 1;
      for (const name of Object.keys(row.measured ?? {})) metrics.add(name);
      yield Buffer.from(`${JSON.stringify(row)}\n`);
    }
  }
  await files.writeStream(path, lines());
  if (rows === 0)
    throw new InputError(
      [
        {
          where: "results",
          problem: `${basename(summary)} holds no rows`,
          mend: "lm-evaluation-harness writes them with --log_samples; give its samples_*.jsonl too",
        },
      ],
      "bad-results",
    );
  const file = { path, shown: basename(summary), schema: importedRowSchema, journal: false };
  return { file, metrics: [...metrics], tool: imported.tool, model: imported.model };
}

async function* rowsOf(
  { rows }: Imported,
  samples: readonly string[],
  { files }: ActionDeps,
): AsyncGenerator<Prediction> {
  yield* rows;
  for (const path of samples) {
    const task = /^samples_(.+?)_\d{4}-/.exec(basename(path))?.[1] ?? basename(path, ".jsonl");
    for await (const { row, line } of readRows(files, path, z.unknown(), { shown: basename(path) }))
      yield importLmEvaluationSample(row, task, `${basename(path)}:${line}`);
  }
}

/** Each tool's file has a shape of its own, so that only one can read it. */
function readResults(text: string, where: string): Imported {
  const problems: string[] = [];
  for (const read of [importPromptfoo, importInspect, importLmEvaluationHarness]) {
    try {
      return read(text, where);
    } catch (error) {
      if (!(error instanceof InputError)) throw error;
      problems.push(...error.problems.map(({ problem }) => problem));
    }
  }
  const legal = "the JSON of lm-evaluation-harness, of promptfoo (--output results.json) or of Inspect (log convert)";
  throw new InputError([{ where, problem: [...new Set(problems)].join("; "), legal }], "bad-results");
}
