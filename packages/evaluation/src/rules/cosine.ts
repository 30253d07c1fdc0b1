/**
 * Cosine of the angle between two embeddings of one model, -1 to 1. NaN for a vector of zeros, which has no direction.
 * @throws RangeError when the lengths differ: the vectors are then of two models
 */
export function cosine(left: ArrayLike<number>, right: ArrayLike<number>): number {
  if (left.length !== right.length)
    throw new RangeError(`embeddings of ${left.length} and of ${right.length} numbers cannot be compared`);
  // scaled by the largest number, so that no square overflows or vanishes
  const [leftScale, rightScale] = [largest(left), largest(right)];
  let [dot, leftSquares, rightSquares] = [0, 0, 0];
  for (let at = 0; at < left.length; at++) {
    const [ours, theirs] = [(left[at] as number) / leftScale, (right[at] as number) / rightScale];
    dot += ours * theirs;
    leftSquares += ours * ours;
    rightSquares += theirs * theirs;
  }
  const value = dot / (Math.sqrt(leftSquares) * Math.sqrt(rightSquares));
  return Number.isNaN(value) ? Number.NaN : Math.min(1, Math.max(-1, value));
}

function largest(vector: ArrayLike<number>): number {
  let found = 0;
  for (let at = 0; at < vector.length; at++) found = Math.max(found, Math.abs(vector[at] as number));
  return found;
}
