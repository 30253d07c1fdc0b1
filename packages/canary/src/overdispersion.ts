import { chiSquareQuantile } from "#statistics";

/** Requests and events of the baseline in one of equal windows, as long as a look. */
export type Window = readonly [number, number];

export interface Overdispersion {
  /** Squared coefficient of variation of the rate beyond chance. */
  cv2: number;
  /** Events per request. */
  p: number;
  /** Whether there were windows enough to say anything. */
  known: boolean;
}

/**
 * How much a rate swings beyond chance, by the method of moments over unequal windows: the upper 80 % bound, because an
 * estimate from 60 windows is off by a quarter, and evidence weighed by one that is too small rolls back healthy canaries.
 * The bound nears the estimate as windows grow. With fewer than 20 nothing is known.
 */
export function overdispersionOf(windows: readonly Window[]): Overdispersion {
  const requests = windows.reduce((sum, [n]) => sum + n, 0);
  const p = requests === 0 ? 0 : windows.reduce((sum, [, x]) => sum + x, 0) / requests;
  if (windows.length < 20) return { cv2: 0, p, known: false };
  const degrees = windows.length - 1;
  return { cv2: squaredVariation(windows, degrees / chiSquareQuantile(0.2, degrees)), p, known: true };
}

/** cv2 = max(0, (var - mean) / mean²) of counts, where all windows are equal; `inflate` multiplies the variance. */
export function squaredVariation(windows: readonly Window[], inflate = 1): number {
  const requests = windows.reduce((sum, [n]) => sum + n, 0);
  const p = windows.reduce((sum, [, x]) => sum + x, 0) / requests;
  const correction = windows.length / (windows.length - 1);
  const excess = windows.reduce((sum, [n, x]) => sum + inflate * correction * (x - n * p) ** 2 - n * p, 0);
  const squares = windows.reduce((sum, [n]) => sum + (n * p) ** 2, 0);
  return squares > 0 ? Math.max(0, excess / squares) : 0;
}

/**
 * What an arm's counts are divided by, requests and events alike, so that they say no more than independent requests
 * would: its own design effect (Rao and Scott 1992, A simple method for the analysis of clustered binary data).
 */
export function armPhisOf(
  { cv2, p }: { cv2: number; p: number },
  nC: number,
  nB: number,
): { canary: number; baseline: number } {
  return { canary: 1 + cv2 * p * nC, baseline: 1 + cv2 * p * nB };
}

/** Factor by which the variance of the arms' log ratio grows in all. */
export function phiOf({ cv2, p }: { cv2: number; p: number }, nC: number, nB: number): number {
  return nC + nB === 0 ? 1 : 1 + (cv2 * p * 2 * nC * nB) / (nC + nB);
}
