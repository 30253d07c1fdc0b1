import * as z from "zod";
import type { ActionDeps } from "#action-kit";
import { type ChatExample, chatExampleSchema, type Prediction, predictionSchema } from "#contracts";
import { referencesOf } from "./ask-row.ts";
import { metRows } from "./met-rows.ts";
import { type OrderedRow, orderedRows, type RowsFile } from "./ordered-rows.ts";
import type { TestSet } from "./test-set.ts";

/** One answer, with the example that it answers where there is a test set. */
export interface AnsweredRow {
  id: string;
  references: string[];
  row: Prediction;
  example: ChatExample | undefined;
  /** Where a person finds the row: of the test set, else of the answers. */
  place: { path: string; line: number };
}

/** What was measured of one answer outside. */
export const measuredRowSchema = z.strictObject({
  id: z.string(),
  measured: z.record(z.string(), z.number().nullable()),
});
export type MeasuredRow = z.infer<typeof measuredRowSchema>;

/** A predictions file may leave out what the test set says. */
const bareSchema = predictionSchema.extend({ references: predictionSchema.shape.references.optional() });

export interface RowsOptions {
  testSet: TestSet | undefined;
  /** Whether answers may be missing: the budget ended, which is told. */
  partial?: boolean | undefined;
  /** Only these ids, where they are given. */
  only?: { has(id: string): boolean } | undefined;
}

/**
 * Answers in the order of the hash of their ids, each with its example. Where there is a test set its references count,
 * never those of the answers: who answers does not say what is right.
 */
export async function* answeredRows(
  deps: ActionDeps,
  file: RowsFile<Prediction>,
  { testSet, partial = false, only }: RowsOptions,
): AsyncGenerator<OrderedRow<AnsweredRow>> {
  if (!testSet) {
    for await (const { key, line, row } of orderedRows(deps, file, deps.tempFolder)) {
      if (only && !only.has(row.id)) continue;
      yield {
        key,
        line,
        row: { id: row.id, references: row.references, row, example: undefined, place: { path: file.shown, line } },
      };
    }
    return;
  }
  const answers = orderedRows(deps, { ...file, schema: bareSchema }, deps.tempFolder);
  const source = { path: testSet.path, shown: testSet.shown, schema: chatExampleSchema, journal: false };
  const examples = orderedRows(deps, source, deps.tempFolder);
  const meeting = {
    where: file.shown,
    verb: "it answers",
    mend: `answer every row of ${testSet.shown}, and no other`,
    sameReferences: false,
    mayLack: partial,
  };
  for await (const [answer, { row: example, line }] of metRows(answers, examples, meeting)) {
    if (only && !only.has(example.id)) continue;
    const references = referencesOf(example);
    const { slice, title } = example;
    const row: Prediction = {
      ...answer.row,
      references,
      ...(slice && { slice }),
      ...(title !== undefined && { title }),
    };
    const place = { path: testSet.shown, line };
    yield { key: answer.key, line, row: { id: row.id, references, row, example, place } };
  }
}

/** The same with what was measured of them; a row that a measure says nothing of has no data there. */
export async function* withMeasures(
  deps: ActionDeps,
  rows: AsyncGenerator<OrderedRow<AnsweredRow>>,
  measures: readonly string[],
): AsyncGenerator<OrderedRow<AnsweredRow>> {
  const streams = measures.map((path) =>
    orderedRows(deps, { path, shown: path, schema: measuredRowSchema, journal: true }, deps.tempFolder),
  );
  const heads = await Promise.all(streams.map((stream) => stream.next()));
  try {
    for await (const ordered of rows) {
      for (const [at, stream] of streams.entries()) {
        let head = heads[at] as (typeof heads)[number];
        while (!head.done && head.value.key < ordered.key) head = await stream.next();
        heads[at] = head;
        if (!head.done && head.value.key === ordered.key)
          ordered.row.row.measured = { ...ordered.row.row.measured, ...head.value.row.measured };
      }
      yield ordered;
    }
  } finally {
    for (const stream of streams) await stream.return(undefined);
  }
}
