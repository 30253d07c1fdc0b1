import { seededUniform } from "./random.ts";

export interface Resampling {
  /** Numbers a row. */
  width: number;
  draws?: number;
  seed?: number;
}

/**
 * The bootstrap of a statistic of sums (Efron 1979; Koehn 2004 for BLEU): draws as many rows as there are, with
 * repetition, and sums their numbers. Two systems over the same rows are drawn alike, so that pairs stay pairs; where
 * rows come in clusters, give the sums of each cluster as a row.
 *
 * @param systems of each system its rows, one after another: rows x width numbers
 * @param each called once a draw with the sums of each system, `width` numbers; the arrays are those of the next draw too
 * @throws RangeError when there are no rows, or the systems are not of the same whole rows
 */
export function resampleSums(
  systems: readonly Float64Array[],
  { width, draws = 1000, seed = 1 }: Resampling,
  each: (sums: readonly Float64Array[]) => void,
): void {
  const rows = (systems[0]?.length ?? 0) / width;
  if (!(rows > 0) || !Number.isInteger(rows)) throw new RangeError(`${rows} rows of ${width} numbers cannot be drawn`);
  if (systems.some(({ length }) => length !== rows * width)) throw new RangeError("the systems have different rows");
  const columns = systems.map((values) => byColumn(values, width));
  const sums = systems.map(() => new Float64Array(width));
  const times = new Float64Array(rows);
  const uniform = seededUniform(seed);
  for (let draw = 0; draw < draws; draw++) {
    times.fill(0);
    for (let drawn = 0; drawn < rows; drawn++) {
      const row = Math.floor(uniform() * rows);
      times[row] = (times[row] as number) + 1;
    }
    for (const [system, values] of columns.entries()) weigh(values, times, sums[system] as Float64Array);
    each(sums);
  }
}

function byColumn(values: Float64Array, width: number): Float64Array {
  const rows = values.length / width;
  const columns = new Float64Array(values.length);
  for (let row = 0; row < rows; row++)
    for (let column = 0; column < width; column++)
      columns[column * rows + row] = values[row * width + column] as number;
  return columns;
}

/**
 * Each column times how often its row was drawn. Column by column, in four sums at once: a quarter less time than to
 * gather drawn rows one by one, because memory is read in order and no addition waits for the one before.
 */
function weigh(columns: Float64Array, times: Float64Array, into: Float64Array): void {
  const rows = times.length;
  const even = rows - (rows % 4);
  for (let column = 0; column < into.length; column++) {
    const from = column * rows;
    let [first, second, third, fourth] = [0, 0, 0, 0];
    for (let row = 0; row < even; row += 4) {
      const at = from + row;
      first += (times[row] as number) * (columns[at] as number);
      second += (times[row + 1] as number) * (columns[at + 1] as number);
      third += (times[row + 2] as number) * (columns[at + 2] as number);
      fourth += (times[row + 3] as number) * (columns[at + 3] as number);
    }
    for (let row = even; row < rows; row++) first += (times[row] as number) * (columns[from + row] as number);
    into[column] = first + second + (third + fourth);
  }
}
