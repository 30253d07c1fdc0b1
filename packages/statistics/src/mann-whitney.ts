import { normalCdf } from "./distributions.ts";
import { hodgesLehmann } from "./hodges-lehmann.ts";

export interface MannWhitney {
  u: number;
  /** One-sided: x tends to be greater. Normal approximation with continuity and tie corrections. */
  pGreater: number;
  /** Probability that an x exceeds a y, ties counted half. */
  cles: number;
  /** Median of all differences x - y (Hodges and Lehmann 1963). */
  shift: number;
}

/** Rank-sum test of two samples (Mann and Whitney 1947); NaN where a sample is empty. */
export function mannWhitney(x: readonly number[], y: readonly number[]): MannWhitney {
  const all = [...x.map((value) => ({ value, first: true })), ...y.map((value) => ({ value, first: false }))].sort(
    (left, right) => left.value - right.value,
  );
  const n = all.length;
  let rankSum = 0;
  let ties = 0;
  for (let start = 0; start < n; ) {
    let end = start;
    while (end < n && all[end]?.value === all[start]?.value) end += 1;
    const rank = (start + end + 1) / 2;
    for (let index = start; index < end; index++) if (all[index]?.first) rankSum += rank;
    ties += (end - start) ** 3 - (end - start);
    start = end;
  }
  const u = rankSum - (x.length * (x.length + 1)) / 2;
  const variance = ((x.length * y.length) / 12) * (n + 1 - ties / (n * (n - 1)));
  // all values equal: nothing tends to be greater
  const z = variance > 0 ? (u - (x.length * y.length) / 2 - 0.5) / Math.sqrt(variance) : 0;
  return { u, pGreater: normalCdf(-z), cles: u / (x.length * y.length), shift: hodgesLehmann(x, y) };
}
