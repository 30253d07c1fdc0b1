import { newcombe } from "#statistics";

interface Told {
  n: number;
  missing: number;
}

/** Answers that cannot be judged are not missing at random: arms that differ in them (99.9 %) cannot be compared. */
export function missingDiffers({ canary, baseline }: { canary: Told; baseline: Told }): boolean {
  const [n1, n0] = [canary.n + canary.missing, baseline.n + baseline.missing];
  if (canary.missing + baseline.missing === 0 || n1 === 0 || n0 === 0) return false;
  const { low, high } = newcombe({ x1: canary.missing, n1, x0: baseline.missing, n0 }, 0.999);
  return low > 0 || high < 0;
}
