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
 * How much a rate swings beyond chance, by the method of moments over unequal windows. With 20 to 59 windows the upper
 * 80 % bound is taken; with fewer nothing is known.
 */
export function overdispersionOf(windows: readonly Window[]): Overdispersion {
  const requests = windows.reduce((sum, [n]) => sum + n, 0);
  const p = requests === 0 ? 0 : windows.reduce((sum, [, x]) => sum + x, 0) / requests;
  if (windows.length < 20) return { cv2: 0, p, known: false };
  const bound = windows.length < 60 ? (windows.length - 1) / chiSquareQuantile(0.2, windows.length - 1) : 1;
  return { cv2: squaredVariation(windows, bound), p, known: true };
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

/** Factor that a block's evidence is divided by. */
export function phiOf({ cv2, p }: { cv2: number; p: number }, nC: number, nB: number): number {
  return nC + nB === 0 ? 1 : 1 + (cv2 * p * 2 * nC * nB) / (nC + nB);
}
