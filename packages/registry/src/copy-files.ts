import { createHash } from "node:crypto";
import { join } from "node:path";
import { type Manifest, ToolkitError } from "#contracts";
import type { Files, Platform } from "#platform";
import type { KnownDigests } from "./known-digests.ts";
import { contentDigest, type FoundFile, type ModelFile } from "./model-files.ts";
import { placeModel } from "./place-model.ts";
import { requireFiles } from "./require-files.ts";

/**
 * Copies a model's files and takes their checksums in the same read.
 * @throws ToolkitError `model-changed` when one is not the size it was
 */
export async function copyFiles(
  files: Files,
  from: string,
  to: string,
  found: readonly FoundFile[],
  digests?: KnownDigests,
): Promise<ModelFile[]> {
  const copied: ModelFile[] = [];
  for (const { path, bytes } of found) {
    const before = await files.stat(join(from, path));
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
    const digest = `sha256:${hash.digest("hex")}`;
    await digests?.learn(join(from, path), digest, before);
    copied.push({ path, bytes, digest });
  }
  return copied;
}

/** A registered model's files, from a folder of this machine. @throws as `placeModel` */
export async function copyModel(
  ports: Pick<Platform, "files" | "random">,
  source: string,
  manifest: Manifest,
  target: string,
): Promise<void> {
  const { files } = ports;
  await placeModel(ports, manifest, target, async (partial) => {
    const copied = await copyFiles(files, source, partial, await sizesNow(files, source, manifest));
    if (contentDigest(copied) !== manifest.digest) await requireFiles(files, partial, manifest);
  });
}

/** The files that the manifest lists, at the size they have now; a missing one is named with all that is wrong. */
async function sizesNow(files: Files, source: string, manifest: Manifest): Promise<FoundFile[]> {
  const found: FoundFile[] = [];
  for (const { path } of manifest.files) {
    const there = await files.stat(join(source, path));
    if (there?.kind !== "file") await requireFiles(files, source, manifest);
    found.push({ path, bytes: there?.size ?? 0 });
  }
  return found;
}
