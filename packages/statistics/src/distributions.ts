import { bisect, incompleteBeta, incompleteGamma, lnGamma } from "./special.ts";

/** P(Z <= z) of the standard normal; the lower tail keeps its relative precision. */
export function normalCdf(z: number): number {
  const half = (z * z) / 2;
  const below = (1 - incompleteGamma(0.5, half)) / 2;
  return z < 0 ? below : 1 - below;
}

/** z with P(Z <= z) = p. */
export function normalQuantile(p: number): number {
  if (!(p > 0 && p < 1)) return p <= 0 ? Number.NEGATIVE_INFINITY : Number.POSITIVE_INFINITY;
  return bisect((z) => normalCdf(z) - p, -40, 40);
}

/** P(T <= t) of Student's t. */
export function tCdf(t: number, degrees: number): number {
  const tail = incompleteBeta(degrees / (degrees + t * t), degrees / 2, 0.5) / 2;
  return t < 0 ? tail : 1 - tail;
}

export function tQuantile(p: number, degrees: number): number {
  return bisect((t) => tCdf(t, degrees) - p, -1e6, 1e6);
}

export function chiSquareQuantile(p: number, degrees: number): number {
  return bisect((x) => incompleteGamma(degrees / 2, x / 2) - p, 0, degrees * 20 + 200);
}

/** P(X >= k) of Binomial(n, p). */
export function binomialTail(k: number, n: number, p: number): number {
  return k <= 0 ? 1 : k > n ? 0 : incompleteBeta(p, k, n - k + 1);
}

/** ln of n over k. */
export function lnChoose(n: number, k: number): number {
  return lnGamma(n + 1) - lnGamma(k + 1) - lnGamma(n - k + 1);
}
