import { sep } from "node:path";
import type { Files } from "#platform";

const readBytes = new Map<string, number>();

/** The same files, and how much is read of each. */
export function countedFiles(files: Files): Files {
  const count = (path: string, bytes: number): void => void readBytes.set(path, (readBytes.get(path) ?? 0) + bytes);
  const whole = async <Result>(path: string, read: Promise<Result>): Promise<Result> => {
    const found = await read;
    count(path, (await files.stat(path))?.size ?? 0);
    return found;
  };
  return {
    ...files,
    readText: (path) => whole(path, files.readText(path)),
    readBytes: (path) => whole(path, files.readBytes(path)),
    sha256: (path) => whole(path, files.sha256(path)),
    async *stream(path, options) {
      for await (const chunk of files.stream(path, options)) {
        count(path, chunk.length);
        yield chunk;
      }
    },
  };
}

/** Bytes that were read of all files below the folder, by anybody in this process who reads as `fakeDeps` lets him. */
export const bytesReadBelow = (folder: string): number =>
  [...readBytes].reduce((sum, [path, bytes]) => (path.startsWith(folder + sep) ? sum + bytes : sum), 0);
