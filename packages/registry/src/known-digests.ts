import { isDeepStrictEqual } from "node:util";
import type { FileStat, Files } from "#platform";

/**
 * Checksums of files that were read already, so that a model is read once for all who ask. One counts as long as nothing
 * about its file (size, times, inode) says that it is another by now. It is of the bytes that were read: who sends them takes
 * the checksum of what he sends.
 */
export interface KnownDigests {
  /** `sha256:<hex>` of the file at this path; undefined where it would have to be read. */
  held(path: string): Promise<string | undefined>;
  /** The same, read where it has to be. */
  of(path: string): Promise<string>;
  /** Takes up what was read on the way. @param before what the file was when that began; forgotten when it is another now */
  learn(path: string, digest: string, before: FileStat | undefined): Promise<void>;
}

export function knownDigests(files: Files): KnownDigests {
  const known = new Map<string, { digest: string; seen: FileStat }>();

  async function held(path: string): Promise<string | undefined> {
    const found = known.get(path);
    return found && isDeepStrictEqual(await files.stat(path), found.seen) ? found.digest : undefined;
  }

  async function learn(path: string, digest: string, before: FileStat | undefined): Promise<void> {
    if (before && isDeepStrictEqual(await files.stat(path), before)) known.set(path, { digest, seen: before });
    else known.delete(path);
  }

  return {
    held,
    learn,
    async of(path) {
      const there = await held(path);
      if (there !== undefined) return there;
      const before = await files.stat(path);
      const digest = `sha256:${await files.sha256(path)}`;
      await learn(path, digest, before);
      return digest;
    },
  };
}
