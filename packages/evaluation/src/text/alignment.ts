import { type EditMatrix, editOperation } from "./edit-matrix.ts";

/** Which words stand against each other on the cheapest path of edits, and which of them are wrong. */
export interface Alignment {
  /** Of each word of the reference, the place of its word in the hypothesis, or of the last one before; -1 for none. */
  places: Int32Array;
  /** Number of wrong words before each place of the hypothesis, and of the reference: one longer than the text. */
  wrongFound: Int32Array;
  wrongExpected: Int32Array;
}

/** Walks the matrix back from its end (`trace_to_alignment` of sacrebleu's metrics/lib_ter.py, the trace flipped). */
export function align(matrix: EditMatrix, foundLength: number, expectedLength: number): Alignment {
  const places = new Int32Array(expectedLength);
  const wrongFound = new Int32Array(foundLength + 1);
  const wrongExpected = new Int32Array(expectedLength + 1);
  let [row, column] = [foundLength, expectedLength];
  while (row > 0 || column > 0) {
    const operation = matrix.operationAt(row, column);
    const wrong = operation === editOperation.keep ? 0 : 1;
    if (operation !== editOperation.delete) {
      places[column - 1] = row - 1;
      wrongExpected[column] = wrong;
    }
    if (operation !== editOperation.insert) wrongFound[row] = wrong;
    if (operation !== editOperation.delete) column -= 1;
    if (operation !== editOperation.insert) row -= 1;
  }
  accumulate(wrongFound);
  accumulate(wrongExpected);
  return { places, wrongFound, wrongExpected };
}

function accumulate(counts: Int32Array): void {
  for (let place = 1; place < counts.length; place++)
    counts[place] = (counts[place] as number) + (counts[place - 1] as number);
}
