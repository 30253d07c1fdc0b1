import type { Weights } from "#contracts";

/** The canary's share, and until when it holds. Times are milliseconds of one clock. */
export interface Lease {
  canary: number;
  /** Null holds for good. */
  expiresAt: number | null;
  shadow: boolean;
}

export const noCanary: Lease = { canary: 0, expiresAt: null, shadow: false };

export function granted({ canary, leaseSeconds, shadow }: Weights, now: number): Lease {
  return { canary, shadow, expiresAt: leaseSeconds === null ? null : now + leaseSeconds * 1000 };
}

/** What holds now: a lease that nobody renewed is no canary at all. */
export const inForce = (lease: Lease, now: number): Lease =>
  lease.expiresAt !== null && now >= lease.expiresAt ? noCanary : lease;
