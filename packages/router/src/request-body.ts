import type { ClientRequest, IncomingMessage } from "node:http";

/** Bodies up to this size are kept while they pass, to be sent once more when a kept connection turns out dead. */
const mostKept = 1024 * 1024;

/** A request's body on its way to an upstream. */
export interface RequestBody {
  /** Sends it from its first byte. Only when `repeatable` more than once. */
  sendTo(outgoing: ClientRequest): void;
  readonly repeatable: boolean;
  /** Reads what is left of it, so that the client's connection can be used again. */
  discard(): void;
}

/** Passes on as it comes, at the upstream's pace. */
export function passingBody(incoming: IncomingMessage): RequestBody {
  const kept: Buffer[] = [];
  let bytes = 0;
  let ended = false;
  let target: ClientRequest | undefined;
  incoming.on("data", (chunk: Buffer) => {
    bytes += chunk.length;
    if (bytes <= mostKept) kept.push(chunk);
    else kept.length = 0;
  });
  incoming.on("end", () => {
    ended = true;
  });
  return {
    get repeatable() {
      return bytes <= mostKept;
    },
    sendTo(outgoing) {
      if (target) incoming.unpipe(target);
      target = outgoing;
      for (const chunk of kept) outgoing.write(chunk);
      if (ended) outgoing.end();
      else incoming.pipe(outgoing);
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
  sendTo: (outgoing) => void outgoing.end(bytes),
  discard: () => undefined,
});

/** @returns undefined when the body is longer than `mostBytes` */
export async function readBody(incoming: IncomingMessage, mostBytes: number): Promise<Buffer | undefined> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of incoming as AsyncIterable<Buffer>) {
    bytes += chunk.length;
    if (bytes <= mostBytes) chunks.push(chunk);
  }
  return bytes <= mostBytes ? Buffer.concat(chunks) : undefined;
}
