import { type Alignment, align } from "./alignment.ts";
import { EditMatrix } from "./edit-matrix.ts";

/** Limits of Tercom, and of sacrebleu on the whole search (metrics/lib_ter.py). */
const longestShift = 10;
const farthestShift = 50;
const mostCandidates = 1000;

interface Shift {
  gain: number;
  length: number;
  start: number;
  target: number;
}

/**
 * Least edits from a hypothesis to a reference when a run of words may move for the price of one edit: greedy, the
 * shift that gains most first (`translation_edit_rate` of sacrebleu's metrics/lib_ter.py, step by step, since its
 * heuristics decide the number). Gives whole numbers; arrays are used again from row to row.
 */
export class ShiftSearch {
  readonly #matrix = new EditMatrix();
  #candidates = 0;

  edits(hypothesis: Int32Array, reference: Int32Array): number {
    if (reference.length === 0) return hypothesis.length;
    this.#candidates = 0;
    this.#matrix.start(reference, hypothesis.length);
    let words = hypothesis;
    let distance = this.#matrix.distance(words);
    for (let shifts = 0; ; shifts++) {
      const shift = this.#bestShift(words, reference, distance);
      // a search that was cut short says nothing about its best shift
      if (this.#candidates >= mostCandidates || !shift || shift.gain <= 0) return shifts + distance;
      words = shifted(words, shift);
      distance = this.#matrix.distance(words);
    }
  }

  #bestShift(words: Int32Array, reference: Int32Array, distance: number): Shift | undefined {
    const alignment = align(this.#matrix, words.length, reference.length);
    let best: Shift | undefined;
    for (let start = 0; start < words.length; start++) {
      const lastTarget = Math.min(reference.length, start + farthestShift + 1);
      for (let target = Math.max(0, start - farthestShift); target < lastTarget; target++) {
        for (let length = 1; length <= longestShift; length++) {
          const [word, wanted] = [words[start + length - 1], reference[target + length - 1]];
          if (word === undefined || word !== wanted) break;
          if (!worthMoving(alignment, start, target, length)) continue;
          best = this.#tryTargets(words, distance, alignment, { start, target, length }, best);
          if (this.#candidates >= mostCandidates) return best;
        }
      }
    }
    return best;
  }

  /** Moves the run before each place that the words from just before the target on are aligned with. */
  #tryTargets(
    words: Int32Array,
    distance: number,
    { places }: Alignment,
    run: { start: number; target: number; length: number },
    best: Shift | undefined,
  ): Shift | undefined {
    let before = -1;
    let chosen = best;
    for (let offset = -1; offset < run.length; offset++) {
      const beside = run.target + offset;
      if (beside >= places.length) break;
      const target = beside < 0 ? 0 : (places[beside] as number) + 1;
      if (target === before) continue;
      before = target;
      this.#candidates += 1;
      const shift = { gain: 0, length: run.length, start: run.start, target };
      shift.gain = distance - this.#matrix.distance(shifted(words, shift));
      if (!chosen || isBetter(shift, chosen)) chosen = shift;
    }
    return chosen;
  }
}

/** Only a run with a wrong word, to a place with a wrong word, and not into itself. */
function worthMoving(alignment: Alignment, start: number, target: number, length: number): boolean {
  const { places, wrongFound, wrongExpected } = alignment;
  const wrongHere = (wrongFound[start + length] as number) - (wrongFound[start] as number);
  const wrongThere = (wrongExpected[target + length] as number) - (wrongExpected[target] as number);
  const place = places[target] as number;
  return wrongHere > 0 && wrongThere > 0 && !(start <= place && place < start + length);
}

/** Tercom's order of shifts: the largest gain, then the longest, then the earliest start, then the earliest target. */
function isBetter(shift: Shift, than: Shift): boolean {
  return (
    (shift.gain - than.gain || shift.length - than.length || than.start - shift.start || than.target - shift.target) > 0
  );
}

function shifted(words: Int32Array, { start, length, target }: Shift): Int32Array {
  const moved = new Int32Array(words.length);
  const run = words.subarray(start, start + length);
  const rest = new Int32Array(words.length - length);
  rest.set(words.subarray(0, start));
  rest.set(words.subarray(start + length), start);
  // a target within the run counts from the run's own start, as in sacrebleu
  const place = target > start + length ? target - length : Math.min(target, rest.length);
  moved.set(rest.subarray(0, place));
  moved.set(run, place);
  moved.set(rest.subarray(place), place + length);
  return moved;
}
