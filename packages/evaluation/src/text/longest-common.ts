let row = new Int32Array(64);
let table = new Int32Array(64);

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

/**
 * Places in `expected` of one longest common subsequence, last first: of several the one that rouge_score finds
 * (`_backtrack_norec` in rouge_scorer.py), since the union of several sentences depends on it.
 */
export function longestCommonPlaces(expected: Int32Array, found: Int32Array): number[] {
  const width = found.length + 1;
  const cells = (expected.length + 1) * width;
  if (table.length < cells) table = new Int32Array(2 * cells);
  table.fill(0, 0, width);
  for (let line = 1; line <= expected.length; line++) {
    table[line * width] = 0;
    for (let column = 1; column < width; column++) {
      const above = table[(line - 1) * width + column] as number;
      const left = table[line * width + column - 1] as number;
      const same = expected[line - 1] === found[column - 1];
      table[line * width + column] = same
        ? (table[(line - 1) * width + column - 1] as number) + 1
        : Math.max(above, left);
    }
  }
  const places: number[] = [];
  let [line, column] = [expected.length, found.length];
  while (line > 0 && column > 0) {
    if (expected[line - 1] === found[column - 1]) {
      places.push(line - 1);
      line -= 1;
      column -= 1;
    } else if ((table[line * width + column - 1] as number) > (table[(line - 1) * width + column] as number))
      column -= 1;
    else line -= 1;
  }
  return places;
}
