import { createHash } from "node:crypto";
import { join } from "node:path";
import { type Manifest, ToolkitError } from "#contracts";
import type { Platform } from "#platform";
import { placeModel } from "./place-model.ts";
import { requireFiles } from "./require-files.ts";

/** Where a model's files come from. */
export interface ModelSource {
  provider: string;
  /** @throws ToolkitError `missingCode` when there is no such file */
  read(path: string): AsyncIterable<Uint8Array>;
  missingCode: string;
  /** Every file that is stored with the model and was never registered. */
  strange(): Promise<string[]>;
}

type Ports = Pick<Platform, "files" | "random" | "log">;

/** A copy in a folder that does not exist yet, each file held to its checksum as it arrives; nothing stays of a bad one. */
export async function receiveModel(
  ports: Ports,
  source: ModelSource,
  manifest: Manifest,
  target: string,
): Promise<void> {
  await placeModel(ports, manifest, target, async (partial) => {
    for (const { path, digest } of manifest.files) {
      const hash = createHash("sha256");
      const passing = async function* (): AsyncGenerator<Uint8Array> {
        for await (const chunk of source.read(path)) {
          hash.update(chunk);
          yield chunk;
        }
      };
      await ports.files.writeStream(join(partial, path), passing()).catch((error: unknown) => {
        const missing = error instanceof ToolkitError && error.code === source.missingCode;
        throw missing ? corrupt(source, manifest, `${path} is missing`) : error;
      });
      if (`sha256:${hash.digest("hex")}` !== digest)
        throw corrupt(source, manifest, `${path} is not the registered file`);
    }
  });
}

/**
 * The model's folder in the cache. What lies there is held to its checksums each time and received anew when it is not
 * right; before it is received, no file may be stored with it that was never registered, because whoever loads the model
 * there would load that one too.
 */
export async function modelInCache(
  ports: Ports,
  source: ModelSource,
  manifest: Manifest,
  cacheFolder: string,
): Promise<string> {
  const { files, log } = ports;
  const folder = join(cacheFolder, manifest.name, manifest.digest.slice("sha256:".length));
  if ((await files.stat(folder)) !== undefined) {
    const sound = await requireFiles(files, folder, manifest).then(
      () => true,
      () => false,
    );
    if (sound) return folder;
    log.warning(`${folder} is not the registered model any more, and is fetched anew`);
    await files.remove(folder);
  }
  const strange = (await source.strange()).slice(0, 5).map((path) => `${path} was never registered`);
  if (strange.length > 0) throw corrupt(source, manifest, strange.join("; "));
  await receiveModel(ports, source, manifest, folder);
  return folder;
}

const corrupt = ({ provider }: ModelSource, { name, version }: Manifest, problem: string): ToolkitError =>
  new ToolkitError({
    code: "model-corrupt",
    provider,
    message: `${name} ${version}: ${problem}`,
    hint: "register the model again from its training",
  });
