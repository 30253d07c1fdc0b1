// used again from call to call
let row = new Int32Array(64);
let moves = new Uint8Array(64);

/** Length of the longest common subsequence: one row of the table is enough for the length alone. */
export function longestCommonLength(expected: Int32Array, found: Int32Array): number {
  const columns = found.length;
  if (row.length <= columns) row = new Int32Array(2 * columns);
  row.fill(0, 0, columns + 1);
  for (let line = 0; line < expected.length; line++) {
    const symbol = expected[line];
    let diagonal = 0;
    let left = 0;
    for (let column = 0; column < columns; column++) {
      const above = row[column + 1] as number;
      if (found[column] === symbol) left = diagonal + 1;
      else if (above > left) left = above;
      row[column + 1] = left;
      diagonal = above;
    }
  }
  return row[columns] as number;
}

/** How a cell of the table was come to: from above, from the left, or by a token in common. */
const move = { up: 0, left: 1, common: 2 } as const;

/**
 * Places in `expected` of one longest common subsequence, last first: of several the one that rouge_score finds
 * (`_backtrack_norec` in rouge_scorer.py), since the union of several sentences depends on it. Takes a byte of memory
 * for each pair of tokens.
 */
export function longestCommonPlaces(expected: Int32Array, found: Int32Array): number[] {
  const columns = found.length;
  const cells = expected.length * columns;
  if (row.length <= columns) row = new Int32Array(2 * columns);
  if (moves.length < cells) moves = new Uint8Array(2 * cells);
  row.fill(0, 0, columns + 1);
  for (let line = 0, cell = 0; line < expected.length; line++) {
    let diagonal = 0;
    let left = 0;
    for (let column = 0; column < columns; column++, cell++) {
      const above = row[column + 1] as number;
      const same = expected[line] === found[column];
      moves[cell] = same ? move.common : left > above ? move.left : move.up;
      left = same ? diagonal + 1 : Math.max(left, above);
      row[column + 1] = left;
      diagonal = above;
    }
  }
  const places: number[] = [];
  let [line, column] = [expected.length - 1, columns - 1];
  while (line >= 0 && column >= 0) {
    const how = moves[line * columns + column];
    if (how === move.common) places.push(line);
    if (how !== move.up) column -= 1;
    if (how !== move.left) line -= 1;
  }
  return places;
}
