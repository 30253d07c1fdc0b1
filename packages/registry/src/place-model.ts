import { type Manifest, ToolkitError } from "#contracts";
import type { Files, Platform } from "#platform";
import { requireFiles } from "./require-files.ts";

/**
 * A model's folder that has no other files: filled aside and made at once when all is there, so that nothing stays of a bad
 * one. A folder that is there already, or that somebody else made meanwhile, is held to the manifest where it is.
 * @param fill puts every file into the folder it is given, each held to its checksum
 * @throws ToolkitError `disk-full` before the first byte, `model-corrupt`
 */
export async function placeModel(
  { files, random }: Pick<Platform, "files" | "random">,
  manifest: Manifest,
  target: string,
  fill: (partial: string) => Promise<void>,
): Promise<void> {
  if ((await files.stat(target)) !== undefined) return await requireFiles(files, target, manifest);
  await requireRoom(files, manifest.files, target);
  const partial = `${target}.${random.uuid()}.partial`;
  try {
    await fill(partial);
    await files.rename(partial, target).catch(async (error: unknown) => {
      if ((await files.stat(target)) === undefined) throw error;
      await requireFiles(files, target, manifest);
    });
  } finally {
    await files.remove(partial);
  }
}

/** @throws ToolkitError `disk-full` when the files do not fit where the folder is, or would be */
export async function requireRoom(files: Files, wanted: readonly { bytes: number }[], folder: string): Promise<void> {
  const needed = wanted.reduce((sum, { bytes }) => sum + bytes, 0);
  const free = await files.freeSpace(folder);
  if (free >= needed) return;
  throw new ToolkitError({
    code: "disk-full",
    message: `the model has ${needed} bytes, and ${free} are free where ${folder} would be`,
    hint: "free some space, or give another folder",
  });
}
