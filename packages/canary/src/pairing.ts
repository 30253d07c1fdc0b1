/** Values of one arm each, or means of as many as the other arm asks for. */
export type OnPair = (baseline: number, canary: number) => void;

/** Means that an arm holds at most. */
const capacity = 8192;
/** Of a full arm, how small a part the other one may be so that they are paired: values under it are too few to wait for. */
const smallestPart = 1 / 64;

/**
 * Pairs the arms in order of arrival: each value of the smaller arm with the mean of k = floor(larger / smaller) of the
 * larger.
 */
export function pairInOrder(canary: ArrayLike<number>, baseline: ArrayLike<number>, onPair: OnPair): void {
  if (canary.length === 0 || baseline.length === 0) return;
  const [few, many] = canary.length <= baseline.length ? [canary, baseline] : [baseline, canary];
  const k = Math.floor(many.length / few.length);
  for (let index = 0; index < few.length; index++) {
    let sum = 0;
    for (let at = index * k; at < (index + 1) * k; at++) sum += many[at] as number;
    const [one, mean] = [few[index] as number, sum / k];
    if (few === canary) onPair(mean, one);
    else onPair(one, mean);
  }
}

class Arm {
  readonly #means = new Float64Array(capacity);
  #held = 0;
  /** Values that a mean is of. */
  #size = 1;
  #sum = 0;
  #count = 0;

  get held(): number {
    return this.#held;
  }

  get means(): Float64Array {
    return this.#means.subarray(0, this.#held);
  }

  /** @returns whether the arm is full */
  add(value: number): boolean {
    this.#sum += value;
    this.#count += 1;
    if (this.#count < this.#size) return false;
    this.#means[this.#held++] = this.#sum / this.#count;
    this.#sum = 0;
    this.#count = 0;
    return this.#held === capacity;
  }

  /** Half as many means, each of twice as many values. */
  coarsen(): void {
    for (let index = 0; index < this.#held / 2; index++)
      this.#means[index] = ((this.#means[2 * index] as number) + (this.#means[2 * index + 1] as number)) / 2;
    this.#held /= 2;
    this.#size *= 2;
  }

  clear(): void {
    this.#held = 0;
    this.#size = 1;
    this.#sum = 0;
    this.#count = 0;
  }
}

/**
 * The same while values stream by, in bounded memory. k is known at a stretch's end only, so all of it would have to be
 * held; instead it is paired as several stretches, one whenever an arm is full, and where one arm comes alone for long its
 * neighbours are merged into their means. Neither looks at the values, so that the differences of pairs stay bets on a
 * mean (STATISTICS 3); up to 8,191 values an arm it is the very pairing of a whole stretch.
 */
export function newPairing(onPair: OnPair): { add(arm: "canary" | "baseline", value: number): void; end(): void } {
  const arms = { canary: new Arm(), baseline: new Arm() };
  function end(): void {
    pairInOrder(arms.canary.means, arms.baseline.means, onPair);
    arms.canary.clear();
    arms.baseline.clear();
  }
  return {
    add(name, value) {
      const arm = arms[name];
      if (!arm.add(value)) return;
      const other = name === "canary" ? arms.baseline : arms.canary;
      if (other.held >= capacity * smallestPart) end();
      else arm.coarsen();
    },
    end,
  };
}
