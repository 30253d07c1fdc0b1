import type { Wandb } from "../client/client.ts";
import { WandbError } from "../client/error.ts";
import type { FetchAnswer, Range } from "../client/ports.ts";
import { changed, type DraftFile } from "./files.ts";

export interface SignedAddress {
  url: string;
  /** `Name:value`; what the signature covers. */
  headers: readonly string[];
}

/** Longest time for that many bytes: a minute, and what a line of 128 KiB/s needs. */
export const transferTimeoutMs = (bytes: number): number => 60_000 + Math.ceil(bytes / 128);

/**
 * One PUT, streamed. The length is always told, since S3 takes no chunked body, and the MD5 too: the store holds the bytes
 * to it, so they are not hashed a second time here, and a file that changed since then is not taken.
 */
export async function putFile(
  wandb: Pick<Wandb, "transfer">,
  file: DraftFile,
  { url, headers }: SignedAddress,
): Promise<void> {
  await put(wandb, file, { start: 0, end: file.size }, { url, headers: headersOf(headers), md5: file.md5 });
}

/** @returns the ETag that the store gave to the part */
export async function putPart(
  wandb: Pick<Wandb, "transfer">,
  file: DraftFile,
  { start, end, hexMd5 }: Range & { hexMd5: string },
  { url, headers }: SignedAddress,
): Promise<string | null> {
  const { "content-type": type } = headersOf(headers);
  const md5 = Buffer.from(hexMd5, "hex").toString("base64");
  const part = { url, headers: type === undefined ? {} : { "content-type": type }, md5 };
  const answer = await put(wandb, file, { start, end }, part);
  return answer.headers.get("etag");
}

async function put(
  wandb: Pick<Wandb, "transfer">,
  file: DraftFile,
  range: Range,
  { url, headers, md5 }: { url: string; headers: Record<string, string>; md5: string },
): Promise<FetchAnswer> {
  const bytes = range.end - range.start;
  try {
    const answer = await wandb.transfer(url, {
      method: "PUT",
      headers: { ...headers, "content-length": String(bytes), "content-md5": md5 },
      timeoutMs: transferTimeoutMs(bytes),
      body: bytes === 0 ? () => new Uint8Array() : () => ofSize(file, range, bytes),
    });
    for await (const _chunk of answer.body); // drained, so that the connection is used again
    return answer;
  } catch (error) {
    if (error instanceof WandbError && error.status === 400 && error.message.includes("BadDigest"))
      throw changed(file.path, "is not what it was when it was hashed, or was bent on the way");
    throw error;
  }
}

/** A file that became shorter is named before the exchange breaks off, which would say less. */
async function* ofSize(file: DraftFile, range: Range, bytes: number): AsyncGenerator<Uint8Array> {
  let seen = 0;
  for await (const chunk of file.read(range)) {
    seen += chunk.length;
    yield chunk;
  }
  if (seen < bytes) throw changed(file.path, `has ${seen} bytes instead of ${bytes}`);
}

/** Names in lower case: a header that the server names too is sent once. */
function headersOf(lines: readonly string[]): Record<string, string> {
  const split = lines.map((line) => [line.slice(0, line.indexOf(":")).trim().toLowerCase(), line]);
  return Object.fromEntries(split.map(([name = "", line = ""]) => [name, line.slice(line.indexOf(":") + 1).trim()]));
}
