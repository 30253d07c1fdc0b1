import { parseStrictly, weightsSchema } from "#contracts";

/** @throws InputError for a share outside 0 to 1, and for one in between that has no lease */
export function requireWeight(canary: number, leaseSeconds: number | null): void {
  parseStrictly(weightsSchema, { canary, leaseSeconds }, "weight");
}
