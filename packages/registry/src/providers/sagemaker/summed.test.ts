import { crc32 } from "node:zlib";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { summed, withPiece } from "./summed.ts";

const bytesOf = (length: number, seed: number): Buffer =>
  Buffer.from(Uint8Array.from({ length }, (_, index) => (index * 31 + seed * (index >> 3)) & 0xff));

describe("the checksum of pieces", () => {
  it("is that of all their bytes, whatever their lengths are", () => {
    const length = fc.oneof(fc.integer({ min: 0, max: 3000 }), fc.constantFrom(1023, 1024, 65_535, 65_536, 200_000));
    const lengths = fc.array(length, { maxLength: 6 });
    fc.assert(
      fc.property(lengths, fc.integer({ min: 0, max: 255 }), (wanted, seed) => {
        const pieces = wanted.map((bytes, index) => bytesOf(bytes, seed + index));
        const joined = pieces.map(summed).reduce(withPiece, 0);
        return joined === crc32(Buffer.concat(pieces));
      }),
      { numRuns: 60 },
    );
  });

  it("is another where pieces change their places, or one its bytes", () => {
    const [left, right] = [summed(bytesOf(2000, 1)), summed(bytesOf(2000, 2))];
    expect(withPiece(left.crc, right)).not.toBe(withPiece(right.crc, left));
    const bent = Buffer.from(right.bytes);
    bent[7] = (bent[7] ?? 0) ^ 1;
    expect(withPiece(left.crc, summed(bent))).not.toBe(withPiece(left.crc, right));
  });
});
