import { crc32 } from "node:zlib";

/** Bytes with their CRC-32, so that whoever sums up many pieces reads none of them again. */
export interface Summed {
  bytes: Uint8Array;
  crc: number;
}

export const summed = (bytes: Uint8Array): Summed => ({ bytes, crc: crc32(bytes) });

/** Shorter pieces are summed sooner than they are joined. */
const shortest = 1024;

/** CRC-32 of what has `crc` with the piece after it. */
export function withPiece(crc: number, { bytes, crc: own }: Summed): number {
  if (bytes.length < shortest) return crc32(bytes, crc);
  return (times(shiftOf(bytes.length), crc) ^ own) >>> 0;
}

/*
 * A CRC is a polynomial over GF(2) modulo that of CRC-32, bits reflected; n bytes after it multiply it by x^8n. As zlib's
 * crc32_combine does it (Mark Adler, crc32.c: multmodp, x2nmodp).
 */
const modulus = 0xedb88320;
const one = 0x80000000;

function times(left: number, right: number): number {
  let product = 0;
  let factor = right;
  for (let bit = one; bit !== 0; bit >>>= 1) {
    if (left & bit) product ^= factor;
    factor = factor & 1 ? (factor >>> 1) ^ modulus : factor >>> 1;
  }
  return product >>> 0;
}

let last = { bytes: 0, shift: one };

/** x^8n; the same length follows itself nearly always. */
function shiftOf(bytes: number): number {
  if (last.bytes === bytes) return last.shift;
  let shift = one;
  // x^8, and its square for each further bit of the length
  let power = one >>> 8;
  for (let rest = bytes; rest > 0; rest = Math.floor(rest / 2)) {
    if (rest % 2 === 1) shift = times(power, shift);
    power = times(power, power);
  }
  last = { bytes, shift };
  return shift;
}
