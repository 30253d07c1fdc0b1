import { seededUniform } from "./random.ts";

/** A uniform sample of a stream of unknown length, in constant memory (Vitter 1985, algorithm R). Whole while it fits. */
export interface Reservoir<Item> {
  add(item: Item): void;
  /** Items offered so far. */
  readonly seen: number;
  readonly sample: readonly Item[];
}

export function newReservoir<Item>(capacity: number, seed = 1): Reservoir<Item> {
  const uniform = seededUniform(seed);
  const sample: Item[] = [];
  let seen = 0;
  return {
    add(item) {
      seen += 1;
      if (sample.length < capacity) sample.push(item);
      else {
        const place = Math.floor(uniform() * seen);
        if (place < capacity) sample[place] = item;
      }
    },
    get seen() {
      return seen;
    },
    sample,
  };
}
