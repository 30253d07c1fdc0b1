import * as crypto from "node:crypto";
import type { VariantName } from "#contracts";

const digestOf: (key: string) => Buffer =
  // one call without an object of its own, where Node has it (20.12, 21.7)
  typeof crypto.hash === "function"
    ? (key) => crypto.hash("sha256", key, "buffer")
    : (key) => crypto.createHash("sha256").update(key).digest();

/** Place of a key in [0, 1), the same on every machine: the first 48 bits of its SHA-256. */
export const placeOf = (key: string): number => digestOf(key).readUIntBE(0, 6) / 2 ** 48;

/** A second place of the same key, independent of the first: the next 48 bits. */
export const takeOverPlaceOf = (key: string): number => digestOf(key).readUIntBE(6, 6) / 2 ** 48;

/** Monotone: whoever is on the canary at one weight is on it at every higher one. */
export const variantAt = (place: number, canaryWeight: number): VariantName =>
  place < canaryWeight ? "canary" : "baseline";
