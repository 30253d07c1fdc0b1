import type { Wandb } from "../client/client.ts";
import type { FetchAnswer, Range } from "../client/ports.ts";
import { changed, type DraftFile, heldTo } from "./files.ts";

export interface SignedAddress {
  url: string;
  /** `Name:value`; what the signature covers. */
  headers: readonly string[];
}

/** Longest time for that many bytes: a minute, and what a line of 128 KiB/s needs. */
export const transferTimeoutMs = (bytes: number): number => 60_000 + Math.ceil(bytes / 128);

/**
 * One PUT, streamed. The length is always told, since S3 takes no chunked body, and the MD5 too, so that the store refuses
 * what was bent on the way; a file that changed since it was hashed is found before its last byte leaves.
 */
export async function putFile(
  wandb: Pick<Wandb, "transfer">,
  file: DraftFile,
  { url, headers }: SignedAddress,
): Promise<void> {
  await put(wandb, url, headersOf(headers), file.size, file.md5, () =>
    heldTo(file.read(), file, (problem) => changed(file.path, problem)),
  );
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
  const answer = await put(wandb, url, type === undefined ? {} : { "content-type": type }, end - start, md5, () =>
    heldTo(file.read({ start, end }), { size: end - start, md5 }, (problem) => changed(file.path, problem)),
  );
  return answer.headers.get("etag");
}

async function put(
  wandb: Pick<Wandb, "transfer">,
  url: string,
  headers: Record<string, string>,
  bytes: number,
  md5: string,
  body: () => AsyncIterable<Uint8Array>,
): Promise<FetchAnswer> {
  const answer = await wandb.transfer(url, {
    method: "PUT",
    headers: { ...headers, "content-length": String(bytes), "content-md5": md5 },
    timeoutMs: transferTimeoutMs(bytes),
    body: bytes === 0 ? () => new Uint8Array() : body,
  });
  for await (const _chunk of answer.body); // drained, so that the connection is used again
  return answer;
}

/** Names in lower case: a header that the server names too is sent once. */
function headersOf(lines: readonly string[]): Record<string, string> {
  const split = lines.map((line) => [line.slice(0, line.indexOf(":")).trim().toLowerCase(), line]);
  return Object.fromEntries(split.map(([name = "", line = ""]) => [name, line.slice(line.indexOf(":") + 1).trim()]));
}
