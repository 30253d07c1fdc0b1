import { createHash } from "node:crypto";
import { join } from "node:path";
import { ToolkitError } from "#contracts";
import type { FileStat, Files } from "#platform";
import type { KnownDigests } from "./known-digests.ts";
import type { FoundFile, ModelFile } from "./model-files.ts";

export interface ModelFileReading {
  file: FoundFile;
  /**
   * Its bytes from the start; a sender that was cut opens it again. A chunk's memory is the next one's, so that whoever
   * keeps it copies it: new memory for each costs more than reading and sending it. @throws ToolkitError `model-changed`
   */
  open(): AsyncGenerator<Uint8Array>;
  /** With the checksum of what the last opening gave. @throws ToolkitError `model-changed` when it is another file by now */
  finish(): Promise<ModelFile>;
}

export interface ReadingRules {
  provider: string;
  /** Whether a file that changed is worth another try. */
  retryable?: boolean | undefined;
  /** Called for every chunk. */
  onChunk(): Promise<void>;
  /** Takes up the checksums. */
  digests?: KnownDigests | undefined;
}

/** A file of a model whose checksum is taken while it is sent, and which may not change meanwhile. */
export function readModelFile(files: Files, folder: string, file: FoundFile, rules: ReadingRules): ModelFileReading {
  const local = join(folder, file.path);
  let reading = { hash: createHash("sha256"), size: 0, before: undefined as FileStat | undefined };
  const changed = (): ToolkitError =>
    new ToolkitError({
      code: "model-changed",
      provider: rules.provider,
      ...(rules.retryable && { retryable: true }),
      message: `${file.path} had ${file.bytes} bytes and another size when it was sent: something writes to it`,
      hint: "register when the training has ended",
    });
  return {
    file,
    async *open() {
      const current = { hash: createHash("sha256"), size: 0, before: await files.stat(local) };
      reading = current;
      for await (const chunk of files.stream(local, { reuse: true })) {
        current.hash.update(chunk);
        current.size += chunk.length;
        if (current.size > file.bytes) throw changed();
        await rules.onChunk();
        yield chunk;
      }
      if (current.size !== file.bytes) throw changed();
    },
    async finish() {
      // a server may answer when it has all bytes, which is before we see the end of the file
      if (reading.size !== file.bytes || (await files.stat(local))?.size !== file.bytes) throw changed();
      const digest = `sha256:${reading.hash.digest("hex")}`;
      await rules.digests?.learn(local, digest, reading.before);
      return { ...file, digest };
    },
  };
}

/** Files on the way at once: while one is stored, the next is read. More gain nothing and hold more memory. */
const atOnce = 3;

/**
 * Sends a model's files, each by `send`, and gives them back with their checksums. All have ended when it returns or
 * throws: nothing is written behind the back of whoever clears away.
 */
export async function sendModelFiles(
  readings: readonly ModelFileReading[],
  send: (reading: ModelFileReading) => Promise<void>,
): Promise<ModelFile[]> {
  const sent = new Map<string, ModelFile>();
  const waiting = [...readings];
  let failed: { error: unknown } | undefined;
  const sender = async (): Promise<void> => {
    for (let reading = waiting.shift(); reading && !failed; reading = waiting.shift()) {
      try {
        await send(reading);
        sent.set(reading.file.path, await reading.finish());
      } catch (error) {
        failed ??= { error };
      }
    }
  };
  await Promise.all(Array.from({ length: atOnce }, sender));
  if (failed) throw failed.error;
  return readings.flatMap(({ file }) => sent.get(file.path) ?? []);
}
