/** How a cell of the matrix was reached. */
export const editOperation = { keep: 1, substitute: 2, delete: 3, insert: 4 } as const;

const beamWidth = 25;
const infinity = 1e9;

/**
 * Edit distances of the prefixes of a hypothesis to those of a reference, near the diagonal only, as
 * `BeamEditDistance` of sacrebleu (metrics/lib_ter.py). Hypotheses of one length have the same beam, so that the rows
 * of a common beginning can stay: this is what sacrebleu keeps in a cache of prefixes. A row holds its beam alone.
 */
export class EditMatrix {
  #reference: Int32Array = new Int32Array(0);
  /** The words that the rows are of, as many of them as are filled. */
  #words: Int32Array = new Int32Array(0);
  #filled = 0;
  #width = 0;
  /** Of each row, the first column of its beam, and the one after its last. */
  #first = new Int32Array(0);
  #end = new Int32Array(0);
  #cost = new Int32Array(0);
  #operation = new Uint8Array(0);

  /** Begins anew, for hypotheses of this length. */
  start(reference: Int32Array, hypothesisLength: number): void {
    this.#reference = reference;
    this.#words = new Int32Array(hypothesisLength);
    this.#filled = 0;
    const columns = reference.length + 1;
    const ratio = hypothesisLength > 0 ? reference.length / hypothesisLength : 1;
    // where the lengths differ much, the beams of two rows would not touch
    const beam = beamWidth < ratio / 2 ? Math.ceil(ratio / 2 + beamWidth) : beamWidth;
    this.#width = 0;
    if (this.#first.length <= hypothesisLength) {
      this.#first = new Int32Array(2 * hypothesisLength + 1);
      this.#end = new Int32Array(2 * hypothesisLength + 1);
    }
    for (let row = 0; row <= hypothesisLength; row++) {
      const diagonal = Math.floor(row * ratio);
      this.#first[row] = row === 0 ? 0 : Math.max(0, diagonal - beam);
      this.#end[row] = row === 0 || row === hypothesisLength ? columns : Math.min(columns, diagonal + beam);
    }
    // one width for all: only the first row may be wider than the beam, and the last
    for (let row = 1; row <= hypothesisLength; row++)
      this.#width = Math.max(this.#width, (this.#end[row] as number) - (this.#first[row] as number));
    const cells = columns + hypothesisLength * this.#width;
    if (this.#cost.length < cells) {
      this.#cost = new Int32Array(2 * cells);
      this.#operation = new Uint8Array(2 * cells);
    }
    for (let column = 0; column < columns; column++) {
      this.#cost[column] = column;
      this.#operation[column] = editOperation.insert;
    }
  }

  /** Distance of the hypothesis; works out only the rows from the first word that differs from the one before. */
  distance(hypothesis: Int32Array): number {
    const length = this.#words.length;
    let row = 0;
    while (row < this.#filled && hypothesis[row] === this.#words[row]) row += 1;
    for (; row < length; row++) this.#fillRow(row + 1, hypothesis[row] as number);
    this.#words.set(hypothesis);
    this.#filled = length;
    return this.#cost[this.#cell(length, this.#reference.length)] as number;
  }

  /** How the cell on the path of edits was reached. */
  operationAt(row: number, column: number): number {
    const inBeam = column >= (this.#first[row] as number) && column < (this.#end[row] as number);
    const operation = inBeam ? (this.#operation[this.#cell(row, column)] as number) : 0;
    if (operation === 0) throw new Error("the path of edits left the beam");
    return operation;
  }

  #cell(row: number, column: number): number {
    if (row === 0) return column;
    return this.#reference.length + 1 + (row - 1) * this.#width + column - (this.#first[row] as number);
  }

  #fillRow(row: number, word: number): void {
    const [cost, operation, reference] = [this.#cost, this.#operation, this.#reference];
    const [first, end] = [this.#first[row] as number, this.#end[row] as number];
    const [firstAbove, endAbove] = [this.#first[row - 1] as number, this.#end[row - 1] as number];
    const here = this.#cell(row, 0);
    const above = this.#cell(row - 1, 0);
    let left = infinity;
    for (let column = first; column < end; column++) {
      let least = infinity;
      let how = 0;
      // of equal costs the first wins: keep or substitute, then delete, then insert
      if (column > firstAbove && column <= endAbove) {
        const same = reference[column - 1] === word;
        least = (cost[above + column - 1] as number) + (same ? 0 : 1);
        how = same ? editOperation.keep : editOperation.substitute;
      }
      if (column >= firstAbove && column < endAbove && (cost[above + column] as number) + 1 < least) {
        least = (cost[above + column] as number) + 1;
        how = editOperation.delete;
      }
      if (left + 1 < least) {
        least = left + 1;
        how = editOperation.insert;
      }
      cost[here + column] = least;
      operation[here + column] = how;
      left = least;
    }
  }
}
