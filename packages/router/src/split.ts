import { createHash } from "node:crypto";
import type { VariantName } from "#contracts";

/** Place of a key in [0, 1), the same on every machine: the first 48 bits of its SHA-256. */
export const placeOf = (key: string): number => createHash("sha256").update(key).digest().readUIntBE(0, 6) / 2 ** 48;

/** Monotone: whoever is on the canary at one weight is on it at every higher one. */
export const variantAt = (place: number, canaryWeight: number): VariantName =>
  place < canaryWeight ? "canary" : "baseline";
