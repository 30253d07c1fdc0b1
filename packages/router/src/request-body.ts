import type { IncomingMessage } from "node:http";
import { PassThrough, type Readable } from "node:stream";

/** Bodies up to this size are kept while they pass, to be sent once more to another server or on a new connection. */
const mostKept = 1024 * 1024;

/** What a body fails with when the client sends more than it may. */
export class BodyTooLarge extends Error {}

/** A request's body on its way to an upstream. */
export interface RequestBody {
  /** It, from its first byte. Only when `repeatable` more than once. @param onProgress called as bytes pass */
  sent(onProgress: () => void): Buffer | Readable | null;
  readonly repeatable: boolean;
  /** Reads what is left of it, so that the client's connection can be used again. */
  discard(): void;
}

/** Passes on as it comes, at the upstream's pace. Longer than `mostBytes` it fails with BodyTooLarge. */
export function passingBody(incoming: IncomingMessage, mostBytes: number): RequestBody {
  const kept: Buffer[] = [];
  let bytes = 0;
  let ended = false;
  let target: PassThrough | undefined;
  let progress = (): void => undefined;
  incoming.on("data", (chunk: Buffer) => {
    bytes += chunk.length;
    progress();
    if (bytes <= mostKept) kept.push(chunk);
    else kept.length = 0;
    if (bytes > mostBytes) target?.destroy(new BodyTooLarge());
  });
  incoming.on("end", () => {
    ended = true;
  });
  return {
    get repeatable() {
      return bytes <= mostKept;
    },
    sent(onProgress) {
      if (target) incoming.unpipe(target);
      const passing = new PassThrough();
      // whoever reads it may have gone
      passing.on("error", () => undefined);
      target = passing;
      progress = onProgress;
      for (const chunk of kept) passing.write(chunk);
      if (ended) passing.end();
      else incoming.pipe(passing);
      return passing;
    },
    discard() {
      if (target) incoming.unpipe(target);
      incoming.resume();
    },
  };
}

/** A body that was read before. */
export const wholeBody = (bytes: Buffer): RequestBody => ({
  repeatable: true,
  sent: () => bytes,
  discard: () => undefined,
});

/** Of a request that has none. */
export const noBody: RequestBody = {
  repeatable: true,
  sent: () => null,
  discard: () => undefined,
};

/** @returns undefined when the body is longer than `mostBytes`; rejects when the client leaves before its end */
export function readBody(incoming: IncomingMessage, mostBytes: number): Promise<Buffer | undefined> {
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    let bytes = 0;
    incoming.on("data", (chunk: Buffer) => {
      bytes += chunk.length;
      if (bytes > mostBytes) chunks.length = 0;
      else chunks.push(chunk);
    });
    incoming.on("end", () => {
      if (bytes > mostBytes) resolve(undefined);
      else resolve(chunks.length === 1 ? chunks[0] : Buffer.concat(chunks));
    });
    incoming.on("error", reject);
  });
}

/** A body that does not say how long it is counts as endless; undefined where there is none. */
export function announcedBytes({ headers }: IncomingMessage): number | undefined {
  if (headers["content-length"] !== undefined) return Number(headers["content-length"]);
  return headers["transfer-encoding"] === undefined ? undefined : Number.POSITIVE_INFINITY;
}
