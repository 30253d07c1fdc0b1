import { seededUniform } from "#statistics";

/** As many independent pieces as intervals are made of; more rows share them, so that memory does not grow. */
export const mostGroups = 4096;

/**
 * The group of a row. Without clusters each row is its own until `limit`, and then joins one at random; with clusters
 * all rows of a cluster are one, so that what is resampled stays independent. Sums of groups have the variance of sums
 * of rows, so that intervals stay what they are.
 */
export function groupAssigner(limit = mostGroups, seed = 1): (cluster: string | undefined) => number {
  const uniform = seededUniform(seed);
  const known = new Map<string, number>();
  let rows = 0;
  return (cluster) => {
    if (cluster === undefined) return rows < limit ? rows++ : Math.floor(uniform() * limit);
    const group = known.get(cluster);
    if (group !== undefined) return group;
    if (known.size < limit) {
      known.set(cluster, known.size);
      return known.size - 1;
    }
    return hashOf(cluster) % limit;
  };
}

/** FNV-1a: the same cluster is the same group, however many there are. */
function hashOf(text: string): number {
  let hash = 0x811c9dc5;
  for (let at = 0; at < text.length; at++) hash = Math.imul(hash ^ text.charCodeAt(at), 0x01000193);
  return hash >>> 0;
}

/** Sums of vectors by group. Grows with the number of groups and the length of a vector, never with rows. */
export interface GroupSums {
  add(group: number, vector: ArrayLike<number>, offset?: number): void;
  readonly count: number;
  readonly width: number;
  /** count x width, group after group; of another width, where vectors of several are laid side by side. */
  rows(width?: number): Float64Array;
  totals(): Float64Array;
}

export function newGroupSums(firstWidth: number): GroupSums {
  let [width, capacity, count] = [Math.max(1, firstWidth), 16, 0];
  let data = new Float64Array(width * capacity);
  const layOut = (newWidth: number, newCapacity: number): void => {
    const next = new Float64Array(newWidth * newCapacity);
    for (let group = 0; group < count; group++)
      next.set(data.subarray(group * width, (group + 1) * width), group * newWidth);
    [data, width, capacity] = [next, newWidth, newCapacity];
  };
  return {
    add(group, vector, offset = 0) {
      if (vector.length + offset > width) layOut(Math.max(width * 2, vector.length + offset), capacity);
      if (group >= capacity) layOut(width, Math.max(capacity * 2, group + 1));
      count = Math.max(count, group + 1);
      const at = group * width + offset;
      for (let column = 0; column < vector.length; column++)
        data[at + column] = (data[at + column] as number) + (vector[column] as number);
    },
    get count() {
      return count;
    },
    get width() {
      return width;
    },
    rows(wanted = width) {
      if (wanted > width) layOut(wanted, capacity);
      return data.subarray(0, count * width);
    },
    totals() {
      const sums = new Float64Array(width);
      for (let at = 0; at < count * width; at++) sums[at % width] = (sums[at % width] as number) + (data[at] as number);
      return sums;
    },
  };
}
