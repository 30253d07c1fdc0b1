import { execFileSync } from "node:child_process";
import { closeSync, mkdirSync, openSync, statfsSync, writeSync } from "node:fs";
import { join } from "node:path";
import { seededRandom } from "#testing";

export const fileCount = 40;

/**
 * A model of so many MB in 40 files, of bytes as weights have them: hardly to be compressed. Another seed gives other files.
 * What was written is on the disk when this returns, so that nothing that is measured waits for it.
 * @returns names of the files
 */
export function writeModel(folder: string, megabytes: number, seed: number): string[] {
  const random = seededRandom(seed);
  const block = Buffer.from(
    Uint32Array.from({ length: 250_000 / 8 }, () => Math.floor(random.uniform() * 2 ** 32)).buffer,
  );
  mkdirSync(folder, { recursive: true });
  const names = Array.from({ length: fileCount }, (_, index) => {
    const name = `model-${String(index).padStart(5, "0")}.safetensors`;
    const file = openSync(join(folder, name), "wx");
    for (let written = 0; written < (megabytes * 8) / fileCount; written++) {
      block.writeUInt32LE(index * 2 ** 16 + written);
      writeSync(file, block);
    }
    closeSync(file);
    return name;
  });
  settleDisk();
  return names;
}

/** Waits until the system has written what it holds: else each way would pay for the way before it. */
export const settleDisk = (): void => void execFileSync("sync");

/** @throws Error when the disk has no room for so many MB */
export function requireRoom(folder: string, megabytes: number): void {
  const { bavail, bsize } = statfsSync(folder);
  if (bavail * bsize < megabytes * 1e6) throw new Error(`${folder} has no room for ${megabytes} MB`);
}
