import { pipeline, Readable } from "node:stream";
import { createGunzip } from "node:zlib";

/** A thing in an archive. The body is read before the next one is asked for, or passed over. */
export interface Unpacked {
  path: string;
  kind: "file" | "folder" | "other";
  bytes: number;
  body: AsyncIterable<Uint8Array>;
}

/** An archive that is no tar.gz. */
export class UnpackError extends Error {}

const block = 512;
const longestExtension = 2 ** 20;

/** What stands in a tar.gz, in its order, whoever packed it; ustar, pax and GNU's long names. Throws UnpackError. */
export async function* unpacked(archive: AsyncIterable<Uint8Array>): AsyncGenerator<Unpacked> {
  const gunzip = createGunzip();
  // the source's own error goes before what gunzip makes of its end
  let failure: unknown;
  const source = async function* (): AsyncGenerator<Uint8Array> {
    try {
      yield* archive;
    } catch (error) {
      // a pipeline throws gunzip's own errors into its source as well
      if (!isGunzips(error)) failure = error;
      throw error;
    }
  };
  const plain = pipeline(Readable.from(source(), { objectMode: false }), gunzip, () => undefined);
  const ours = (error: unknown): unknown =>
    failure ?? (isGunzips(error) ? new UnpackError((error as Error).message) : error);
  try {
    yield* entriesOf(readerOf(plain, ours));
  } finally {
    plain.destroy();
  }
}

function isGunzips(error: unknown): boolean {
  const { code = "" } = error as NodeJS.ErrnoException;
  return code.startsWith("Z_") || code === "ERR_STREAM_PREMATURE_CLOSE";
}

async function* entriesOf(reader: Reader): AsyncGenerator<Unpacked> {
  let extended: { path?: string | undefined; bytes?: number | undefined } = {};
  for (;;) {
    const head = await reader.whole(block);
    if (head.every((byte) => byte === 0)) return;
    requireChecksum(head);
    const bytes = extended.bytes ?? octalIn(head.subarray(124, 136));
    const type = String.fromCharCode(head[156] ?? 0);
    const padding = (block - (bytes % block)) % block;
    if (type === "x" || type === "g" || type === "L") {
      if (bytes > longestExtension) throw new UnpackError("a header is too long");
      const text = (await reader.whole(bytes)).toString("utf8");
      if (type === "x") extended = paxOf(text);
      if (type === "L") extended = { path: text.replace(/\0+$/, "") };
      await reader.skip(padding);
      continue;
    }
    const folder = textIn(head.subarray(345, 500));
    const name = textIn(head.subarray(0, 100));
    let left = bytes;
    const body = async function* (): AsyncGenerator<Uint8Array> {
      for await (const chunk of reader.take(left)) {
        left -= chunk.length;
        yield chunk;
      }
    };
    const kind = type === "0" || type === "\0" ? "file" : type === "5" ? "folder" : "other";
    const path = extended.path ?? (textIn(head.subarray(257, 262)) === "ustar" && folder ? `${folder}/${name}` : name);
    extended = {};
    yield { path: path.replace(/^\.\//, ""), kind, bytes, body: body() };
    await reader.skip(left + padding);
  }
}

interface Reader {
  whole(bytes: number): Promise<Buffer>;
  take(bytes: number): AsyncIterable<Uint8Array>;
  skip(bytes: number): Promise<void>;
}

/** @param ours makes the stream's errors ours, wherever they come up */
function readerOf(chunks: AsyncIterable<Uint8Array>, ours: (error: unknown) => unknown): Reader {
  const iterator = chunks[Symbol.asyncIterator]();
  let rest: Uint8Array = new Uint8Array();
  async function* take(bytes: number): AsyncGenerator<Uint8Array> {
    for (let left = bytes; left > 0; ) {
      if (rest.length === 0) {
        const next = await iterator.next().catch((error: unknown) => {
          throw ours(error);
        });
        if (next.done) throw new UnpackError("the archive ends too early");
        rest = next.value;
      }
      const piece = rest.subarray(0, left);
      rest = rest.subarray(piece.length);
      left -= piece.length;
      yield piece;
    }
  }
  return {
    take,
    whole: async (bytes) => Buffer.concat(await Array.fromAsync(take(bytes))),
    async skip(bytes) {
      for await (const _piece of take(bytes));
    },
  };
}

const textIn = (field: Uint8Array): string => Buffer.from(field).toString("utf8").replace(/\0.*$/s, "");

function octalIn(field: Uint8Array): number {
  // GNU's tar writes large numbers in base 256
  if (((field[0] ?? 0) & 0x80) !== 0)
    return field.subarray(1).reduce((total, byte) => total * 256 + byte, (field[0] ?? 0) & 0x7f);
  const text = textIn(field).trim();
  if (!/^[0-7]*$/.test(text)) throw new UnpackError("a header has no size");
  return text === "" ? 0 : Number.parseInt(text, 8);
}

function requireChecksum(head: Buffer): void {
  const blank = Buffer.from(head).fill(" ", 148, 156);
  const sum = blank.reduce((total, byte) => total + byte, 0);
  if (octalIn(head.subarray(148, 156)) !== sum) throw new UnpackError("a header has another checksum");
}

function paxOf(text: string): { path?: string | undefined; bytes?: number | undefined } {
  const found = new Map<string, string>();
  const bytes = Buffer.from(text);
  for (let start = 0; start < bytes.length; ) {
    const length = Number.parseInt(bytes.subarray(start, start + 20).toString("utf8"), 10);
    if (!(length > 0)) throw new UnpackError("a pax header is none");
    const record = bytes.subarray(start, start + length).toString("utf8");
    const [, key = "", value = ""] = /^\d+ ([^=]+)=(.*)\n$/s.exec(record) ?? [];
    found.set(key, value);
    start += length;
  }
  const size = found.get("size");
  return { path: found.get("path"), bytes: size === undefined ? undefined : Number(size) };
}
