import { createHash } from "node:crypto";
import { join } from "node:path";
import { ToolkitError } from "#contracts";
import type { Files } from "#platform";
import type { FoundFile, ModelFile } from "./model-files.ts";

/**
 * Copies a model's files and takes their checksums in the same read.
 * @throws ToolkitError `disk-full` before the first byte when they do not fit, `model-changed` when one is not the size it was
 */
export async function copyFiles(
  files: Files,
  from: string,
  to: string,
  found: readonly FoundFile[],
): Promise<ModelFile[]> {
  const needed = found.reduce((sum, { bytes }) => sum + bytes, 0);
  const free = await files.freeSpace(to);
  if (free < needed) {
    throw new ToolkitError({
      code: "disk-full",
      message: `the model has ${needed} bytes, and ${free} are free where ${to} would be`,
      hint: "remove versions that nobody needs, or give another folder",
    });
  }
  const copied: ModelFile[] = [];
  for (const { path, bytes } of found) {
    const hash = createHash("sha256");
    let size = 0;
    const passing = async function* (): AsyncGenerator<Uint8Array> {
      for await (const chunk of files.stream(join(from, path))) {
        hash.update(chunk);
        size += chunk.length;
        yield chunk;
      }
    };
    await files.writeStream(join(to, path), passing());
    if (size !== bytes)
      throw new ToolkitError({
        code: "model-changed",
        retryable: true,
        message: `${path} had ${bytes} bytes and ${size} when it was copied: something writes to it`,
      });
    copied.push({ path, bytes, digest: `sha256:${hash.digest("hex")}` });
  }
  return copied;
}
