import { createHash } from "node:crypto";

const hashes = 32;
const bands = 8;
const rowsOfBand = hashes / bands;

/** MinHash signature of a text (Broder 1997): equal places of two signatures estimate the Jaccard overlap of their shingles. */
export type Signature = Uint32Array;

/** Multipliers and offsets of the hash family, fixed so that a lock never changes with the machine. */
const family = Array.from({ length: hashes }, (_, index) => {
  const digest = createHash("sha256").update(`minhash-${index}`).digest();
  return { multiplier: digest.readUInt32LE(0) | 1, offset: digest.readUInt32LE(4) };
});

/** Signature over the text's shingles of three words; case, digits and punctuation do not count. */
export function signatureOf(text: string): Signature {
  const words = text.toLowerCase().match(/\p{L}+/gu) ?? [];
  const signature = new Uint32Array(hashes).fill(0xffffffff);
  for (let at = 0; at < Math.max(1, words.length - 2); at++) {
    const shingle = fnv1a(words.slice(at, at + 3).join(" "));
    for (let index = 0; index < hashes; index++) {
      const { multiplier, offset } = family[index] as (typeof family)[number];
      const value = (Math.imul(shingle, multiplier) + offset) >>> 0;
      if (value < (signature[index] as number)) signature[index] = value;
    }
  }
  return signature;
}

/** FNV-1a, 32 bits (Fowler, Noll, Vo), finished by a mix so that close texts lie far apart. */
function fnv1a(text: string): number {
  let hash = 0x811c9dc5;
  for (let at = 0; at < text.length; at++) hash = Math.imul(hash ^ text.charCodeAt(at), 0x01000193);
  hash ^= hash >>> 15;
  return Math.imul(hash, 0x2c1b3c6d) >>> 0;
}

/** Share of equal places: an estimate of the Jaccard overlap. */
export function similarity(left: Signature, right: Signature): number {
  let equal = 0;
  for (let index = 0; index < hashes; index++) if (left[index] === right[index]) equal += 1;
  return equal / hashes;
}

/**
 * Groups rows whose texts are (transitively) near-duplicates. Candidates meet in a band of their signatures (locality
 * sensitive hashing), so the cost is linear in the rows; memory is 128 bytes a row.
 * @returns for each row the index of the first row of its group
 */
export function clusterNearDuplicates(signatures: readonly Signature[], threshold: number): number[] {
  const parent = signatures.map((_, index) => index);
  const rootOf = (index: number): number => {
    let at = index;
    while (parent[at] !== at) at = parent[at] = parent[parent[at] as number] as number;
    return at;
  };
  for (let band = 0; band < bands; band++) {
    const seen = new Map<string, number>();
    for (const [index, signature] of signatures.entries()) {
      const key = signature.subarray(band * rowsOfBand, (band + 1) * rowsOfBand).join();
      const other = seen.get(key);
      if (other === undefined) seen.set(key, index);
      else if (similarity(signatures[other] as Signature, signature) >= threshold) {
        const [low, high] = [rootOf(other), rootOf(index)].sort((left, right) => left - right) as [number, number];
        parent[high] = low;
      }
    }
  }
  return parent.map((_, index) => rootOf(index));
}
