import type { Source } from "../bucket/object-store.ts";

/** A source cut into blocks of one size, the last one shorter; an empty source is one empty block. One is held at a time. */
export async function* blocksOf(source: Source, size: number): AsyncGenerator<{ block: Uint8Array; last: boolean }> {
  const room = Math.min(size, Math.max(source.bytes, 1));
  const buffer = Buffer.allocUnsafe(room);
  let filled = 0;
  for await (const chunk of source.open()) {
    for (let taken = 0; taken < chunk.length; ) {
      // full, and more has come: this one is not the last
      if (filled === room) {
        yield { block: buffer, last: false };
        filled = 0;
      }
      const some = chunk.subarray(taken, taken + room - filled);
      buffer.set(some, filled);
      filled += some.length;
      taken += some.length;
    }
  }
  yield { block: buffer.subarray(0, filled), last: true };
}
