import { createHash } from "node:crypto";
import { WandbError } from "../client/error.ts";
import type { Files, Range } from "../client/ports.ts";

/** A file to log: W&B wants its MD5 before its first byte, so it is read twice. */
export interface DraftFile {
  /** In the artifact, with /. */
  path: string;
  size: number;
  /** Base64. */
  md5: string;
  /** Of every part when the file is uploaded in parts; hexadecimal. */
  parts: PartDigest[] | undefined;
  read(range?: Range): AsyncIterable<Uint8Array>;
}

export interface PartDigest extends Range {
  partNumber: number;
  hexMd5: string;
}

export interface HashOptions {
  multipartBytes: number;
  partBytes: number;
  /** Fed with the same read. */
  also?: { update(chunk: Uint8Array): unknown } | undefined;
}

/** Reads the file once, for all digests that an upload needs. */
export async function draftFile(
  files: Files,
  from: string,
  path: string,
  { multipartBytes, partBytes, also }: HashOptions,
): Promise<DraftFile> {
  const size = await files.size(from);
  const whole = createHash("md5");
  const parted = size >= multipartBytes ? partHashes(size, partBytes) : undefined;
  let seen = 0;
  for await (const chunk of files.read(from)) {
    whole.update(chunk);
    also?.update(chunk);
    parted?.update(chunk);
    seen += chunk.length;
  }
  if (seen !== size) throw changed(path, `had ${size} bytes and ${seen} when it was read`);
  return {
    path,
    size,
    md5: whole.digest("base64"),
    parts: parted?.digests(),
    read: (range) => files.read(from, range),
  };
}

/** A small file that is in memory. */
export function draftText(path: string, text: string | Uint8Array): DraftFile {
  const bytes = Buffer.from(text);
  return {
    path,
    size: bytes.length,
    md5: createHash("md5").update(bytes).digest("base64"),
    parts: undefined,
    async *read(range = { start: 0, end: bytes.length }) {
      yield bytes.subarray(range.start, range.end);
    },
  };
}

function partHashes(size: number, partBytes: number) {
  const parts: PartDigest[] = [];
  let hash = createHash("md5");
  let end = 0;
  const close = (start: number): void => {
    parts.push({ partNumber: parts.length + 1, start, end, hexMd5: hash.digest("hex") });
    hash = createHash("md5");
  };
  // S3 takes 10,000 parts at most
  const length = Math.max(partBytes, Math.ceil(size / 10_000 / 4096) * 4096);
  return {
    update(chunk: Uint8Array): void {
      for (let rest = chunk; rest.length > 0; ) {
        const start = parts.length * length;
        const taken = rest.subarray(0, start + length - end);
        hash.update(taken);
        end += taken.length;
        rest = rest.subarray(taken.length);
        if (end === start + length) close(start);
      }
    },
    digests(): PartDigest[] {
      if (end > parts.length * length) close(parts.length * length);
      return parts;
    },
  };
}

/** The bytes as they pass, held to size and MD5 (base64). */
export async function* heldTo(
  chunks: AsyncIterable<Uint8Array>,
  expected: { size: number; md5: string },
  fail: (problem: string) => WandbError,
): AsyncGenerator<Uint8Array> {
  const hash = createHash("md5");
  let size = 0;
  for await (const chunk of chunks) {
    hash.update(chunk);
    size += chunk.length;
    if (size > expected.size) throw fail(`has more than the ${expected.size} bytes that it had`);
    yield chunk;
  }
  if (size < expected.size) throw fail(`has ${size} bytes instead of ${expected.size}`);
  if (hash.digest("base64") !== expected.md5) throw fail("has another MD5");
}

export const changed = (path: string, problem: string): WandbError =>
  new WandbError({ code: "file-changed", message: `${path} ${problem}` });
