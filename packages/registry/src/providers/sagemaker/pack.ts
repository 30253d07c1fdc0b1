import { type Summed, summed, withPiece } from "./summed.ts";

/** A file to come into an archive; exactly `bytes` of them come. */
export interface Packed {
  path: string;
  bytes: number;
  open(): AsyncIterable<Uint8Array>;
}

const block = 512;
/** What eleven octal digits hold; larger sizes and longer names stand in a pax header (POSIX.1-2017, pax). */
const largest = 8 ** 11 - 1;
const longestName = 100;

/**
 * `model.tar.gz` as it is read from disk: the same files give the same bytes. Gzip's blocks are stored, not deflated (RFC
 * 1951, 3.2.4): weights hardly get smaller, and deflating them is slower than the network. Each piece comes with its checksum,
 * of which gzip's own is made.
 */
export async function* packed(files: readonly Packed[]): AsyncGenerator<Summed> {
  yield summed(Buffer.from([0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 255]));
  let checksum = 0;
  let size = 0;
  for await (const chunk of tarOf(files)) {
    size += chunk.length;
    for (let start = 0; start < chunk.length; start += 0xffff) {
      const piece = summed(chunk.subarray(start, start + 0xffff));
      checksum = withPiece(checksum, piece);
      yield summed(blockHead(piece.bytes.length, 0));
      yield piece;
    }
  }
  yield summed(blockHead(0, 1));
  const end = Buffer.alloc(8);
  end.writeUInt32LE(checksum);
  end.writeUInt32LE(size % 2 ** 32, 4);
  yield summed(end);
}

/** About how many bytes `packed` gives. */
export const packedBytes = (files: readonly { bytes: number }[]): number =>
  Math.ceil(files.reduce((sum, { bytes }) => sum + bytes + 4 * block, 2 * block) * 1.0002);

/** What stands before a block of so many bytes that are stored as they are. */
function blockHead(bytes: number, last: 0 | 1): Buffer {
  const head = Buffer.alloc(5);
  head.writeUInt8(last);
  head.writeUInt16LE(bytes, 1);
  head.writeUInt16LE(0xffff ^ bytes, 3);
  return head;
}

async function* tarOf(files: readonly Packed[]): AsyncGenerator<Uint8Array> {
  for (const { path, bytes, open } of files) {
    yield* headersOf(path, bytes);
    yield* open();
    if (bytes % block > 0) yield Buffer.alloc(block - (bytes % block));
  }
  yield Buffer.alloc(2 * block);
}

function* headersOf(path: string, bytes: number): Generator<Uint8Array> {
  const long = Buffer.byteLength(path) > longestName;
  if (long || bytes > largest) {
    const extended = Buffer.from(
      (long ? paxRecord("path", path) : "") + (bytes > largest ? paxRecord("size", String(bytes)) : ""),
    );
    yield header("pax", extended.length, "x");
    yield extended;
    if (extended.length % block > 0) yield Buffer.alloc(block - (extended.length % block));
  }
  yield header(long ? "long" : path, bytes > largest ? 0 : bytes, "0");
}

/** `<length> <key>=<value>\n`, where the length counts its own digits. */
function paxRecord(key: string, value: string): string {
  const rest = Buffer.byteLength(` ${key}=${value}\n`);
  let length = rest + String(rest).length;
  length = rest + String(length).length;
  return `${length} ${key}=${value}\n`;
}

/** Mode, owner and time are the same for every file: they are no part of a model. */
function header(path: string, bytes: number, type: "0" | "x"): Buffer {
  const bytesOf = Buffer.alloc(block);
  const octal = (value: number, digits: number): string => `${value.toString(8).padStart(digits, "0")}\0`;
  bytesOf.write(path, 0);
  bytesOf.write(octal(0o644, 7), 100);
  bytesOf.write(octal(0, 7), 108);
  bytesOf.write(octal(0, 7), 116);
  bytesOf.write(octal(bytes, 11), 124);
  bytesOf.write(octal(0, 11), 136);
  bytesOf.write("        ", 148);
  bytesOf.write(type, 156);
  bytesOf.write("ustar\x0000", 257);
  const sum = bytesOf.reduce((total, byte) => total + byte, 0);
  bytesOf.write(`${sum.toString(8).padStart(6, "0")}\0 `, 148);
  return bytesOf;
}
