import type { Weights } from "#contracts";
import type { Clock } from "#platform";

/** The canary's share, and until when it holds. */
export interface Lease {
  canary: number;
  /** Milliseconds of both clocks; null holds for good. */
  ends: { wall: number; steady: number } | null;
  shadow: boolean;
}

export const noCanary: Lease = { canary: 0, ends: null, shadow: false };

export function granted({ canary, leaseSeconds, shadow }: Weights, clock: Clock): Lease {
  const ms = (leaseSeconds ?? 0) * 1000;
  const ends = leaseSeconds === null ? null : { wall: clock.now() + ms, steady: clock.monotonic() + ms };
  return { canary, shadow, ends };
}

/**
 * What holds now: a lease that nobody renewed is no canary at all, and still says when it ended. Two clocks, because one may be set back and the other
 * stands still while a machine sleeps; the first one that is past ends the lease.
 */
export function inForce(lease: Lease, clock: Clock): Lease {
  if (lease.ends === null) return lease;
  return clock.monotonic() >= lease.ends.steady || clock.now() >= lease.ends.wall
    ? { ...noCanary, ends: lease.ends }
    : lease;
}
