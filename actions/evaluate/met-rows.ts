import { InputError } from "#contracts";
import type { OrderedRow } from "./ordered-rows.ts";

interface Referenced {
  id: string;
  references?: readonly string[] | undefined;
}

/** How two files of the same rows are told of when they are not. */
export interface Meeting {
  where: string;
  /** What the other file does with the rows, such as "it answers". */
  verb: string;
  mend: string;
  /** Whether both have to hold the same references. */
  sameReferences: boolean;
  /** Whether the first may lack rows of the second. */
  mayLack?: boolean | undefined;
}

/**
 * Two ordered streams met row by row.
 * @throws InputError `other-test-set`, after the last row, unless both hold the same ids
 */
export async function* metRows<Left extends Referenced, Right extends Referenced>(
  left: AsyncIterable<OrderedRow<Left>>,
  right: AsyncIterable<OrderedRow<Right>>,
  meeting: Meeting,
): AsyncGenerator<[OrderedRow<Left>, OrderedRow<Right>]> {
  const others = right[Symbol.asyncIterator]();
  const differences = { rows: 0, missing: 0, extra: 0, changed: 0, first: undefined as string | undefined };
  const differs = (kind: "missing" | "extra" | "changed", id: string): void => {
    differences[kind] += 1;
    differences.first ??= id;
  };
  try {
    let other = await others.next();
    for await (const row of left) {
      differences.rows += 1;
      for (; !other.done && other.value.key < row.key; other = await others.next())
        differs("extra", other.value.row.id);
      if (other.done || other.value.key !== row.key) {
        differs("missing", row.row.id);
        continue;
      }
      if (meeting.sameReferences && !sameReferences(row.row, other.value.row)) differs("changed", row.row.id);
      else yield [row, other.value];
      other = await others.next();
    }
    for (; !other.done; other = await others.next()) differs("extra", other.value.row.id);
  } finally {
    await others.return?.();
  }
  const { rows, missing, extra, changed, first } = differences;
  const facts = [
    missing > 0 && `${missing} of ${rows} rows are not in it`,
    extra > 0 && !meeting.mayLack && `it has ${extra} rows more`,
    changed > 0 && `${changed} rows have other references`,
  ].filter(Boolean);
  if (facts.length === 0) return;
  const problem = `${meeting.verb} another test set: ${facts.join(", ")}; first ${first}`;
  throw new InputError([{ where: meeting.where, problem, mend: meeting.mend }], "other-test-set");
}

const sameReferences = (left: Referenced, right: Referenced): boolean =>
  JSON.stringify(left.references) === JSON.stringify(right.references);
