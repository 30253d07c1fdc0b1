import { InputError, type Prediction } from "#contracts";
import type { OrderedRow } from "./ordered-rows.ts";

export interface PairedRow {
  candidate: OrderedRow<Prediction>;
  baseline: OrderedRow<Prediction> | undefined;
}

/**
 * Two ordered streams met row by row.
 * @throws InputError `other-test-set` unless both hold the same ids with the same references
 */
export async function* pairedRows(
  candidate: AsyncIterable<OrderedRow<Prediction>>,
  baseline: AsyncIterable<OrderedRow<Prediction>> | undefined,
): AsyncGenerator<PairedRow> {
  if (!baseline) {
    for await (const row of candidate) yield { candidate: row, baseline: undefined };
    return;
  }
  const others = baseline[Symbol.asyncIterator]();
  let [rows, missing, extra, changed] = [0, 0, 0, 0];
  let first: string | undefined;
  try {
    let other = await others.next();
    for await (const row of candidate) {
      rows += 1;
      while (!other.done && other.value.key < row.key) {
        extra += 1;
        first ??= other.value.row.id;
        other = await others.next();
      }
      if (other.done || other.value.key !== row.key) {
        missing += 1;
        first ??= row.row.id;
        continue;
      }
      if (JSON.stringify(other.value.row.references) !== JSON.stringify(row.row.references)) {
        changed += 1;
        first ??= row.row.id;
      } else if (missing + extra + changed === 0) yield { candidate: row, baseline: other.value };
      other = await others.next();
    }
    for (; !other.done; other = await others.next()) {
      extra += 1;
      first ??= other.value.row.id;
    }
  } finally {
    await others.return?.();
  }
  if (missing + extra + changed === 0) return;
  const facts = [
    missing > 0 && `${missing} of ${rows} rows are not in it`,
    extra > 0 && `it has ${extra} rows more`,
    changed > 0 && `${changed} rows have other references`,
  ].filter(Boolean);
  throw new InputError(
    [
      {
        where: "baseline",
        problem: `it answers another test set: ${facts.join(", ")}; first ${first}`,
        mend: "evaluate the baseline on the same test set",
      },
    ],
    "other-test-set",
  );
}
