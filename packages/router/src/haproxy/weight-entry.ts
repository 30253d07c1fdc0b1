import type { Lease } from "../lease.ts";

/** Places of keys are 48 bits of their hash. */
const places = 2 ** 48;
/** Milliseconds since 1970 that no clock comes to. */
const never = Number.MAX_SAFE_INTEGER;

export const noWeight = "0:0:0";

/**
 * The map's entry `weight`: `threshold:expires:share`. Keys whose place lies below the threshold are the canary's, the
 * same ones that our own router gives it. HAProxy compares `expires` with its own clock, so that a lease ends even when
 * nobody is left to end it.
 */
export function weightEntry({ canary, ends }: Lease): string {
  if (canary === 0) return noWeight;
  return `${Math.ceil(canary * places)}:${ends === null ? never : Math.floor(ends.wall)}:${canary}`;
}

/** What a HAProxy that starts anew may give by itself: a canary that has everything for good, else none. */
export const lastingEntry = (lease: Lease): string => (lease.ends === null ? weightEntry(lease) : noWeight);

export const withdrawn = (entry: string): boolean => entry.startsWith("0:");
