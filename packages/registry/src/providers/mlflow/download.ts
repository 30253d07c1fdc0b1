import { createHash } from "node:crypto";
import { join } from "node:path";
import { type Manifest, ToolkitError } from "#contracts";
import { requireFiles } from "../../require-files.ts";
import { provider } from "./client.ts";
import { mlflowPaths } from "./mlmodel.ts";
import type { Server } from "./server.ts";
import type { VersionRecord } from "./tags.ts";

/** A copy in a folder that does not exist yet, each file held to its checksum as it arrives; nothing stays of a bad one. */
export async function downloadModel(
  { ports, artifacts }: Server,
  { manifest, artifactUri }: VersionRecord,
  target: string,
): Promise<void> {
  const { files, random } = ports;
  if ((await files.stat(target)) !== undefined) return await requireFiles(files, target, manifest);
  await requireRoom(ports, manifest, target);
  const partial = `${target}.${random.uuid()}.partial`;
  const stored = artifacts(artifactUri);
  try {
    for (const { path, digest } of manifest.files) {
      const hash = createHash("sha256");
      const passing = async function* (): AsyncGenerator<Uint8Array> {
        for await (const chunk of stored.read(path)) {
          hash.update(chunk);
          yield chunk;
        }
      };
      await files.writeStream(join(partial, path), passing()).catch((error: unknown) => {
        throw isMissing(error) ? corrupt(manifest, `${path} is missing`) : error;
      });
      if (`sha256:${hash.digest("hex")}` !== digest) throw corrupt(manifest, `${path} is not the registered file`);
    }
    await place(ports, partial, target, manifest);
  } finally {
    await files.remove(partial);
  }
}

/** Somebody else may have been faster: then theirs is held to the manifest. */
async function place({ files }: Server["ports"], partial: string, target: string, manifest: Manifest): Promise<void> {
  try {
    await files.rename(partial, target);
  } catch (error) {
    if ((await files.stat(target)) === undefined) throw error;
    await requireFiles(files, target, manifest);
  }
}

/**
 * The model's folder in the cache. What lies there is held to its checksums each time and fetched anew when it is not
 * right; before it is fetched, MLflow may hold no file that was never registered, because whoever loads the model there
 * would load that one too.
 */
export async function fetchModel(server: Server, record: VersionRecord): Promise<string> {
  const { files } = server.ports;
  const { manifest } = record;
  const folder = join(server.cacheFolder, manifest.name, manifest.digest.slice("sha256:".length));
  if ((await files.stat(folder)) !== undefined) {
    const sound = await requireFiles(files, folder, manifest).then(
      () => true,
      () => false,
    );
    if (sound) return folder;
    server.ports.log.warning(`${folder} is not the registered model any more, and is fetched anew`);
    await files.remove(folder);
  }
  const paths = manifest.files.map(({ path }) => path);
  const known = new Set([...paths, ...mlflowPaths(paths)]);
  const strange = (await server.artifacts(record.artifactUri).walk()).filter((path) => !known.has(path));
  if (strange.length > 0)
    throw corrupt(
      manifest,
      strange
        .slice(0, 5)
        .map((path) => `${path} was never registered`)
        .join("; "),
    );
  await downloadModel(server, record, folder);
  return folder;
}

async function requireRoom({ files }: Server["ports"], manifest: Manifest, target: string): Promise<void> {
  const needed = manifest.files.reduce((sum, { bytes }) => sum + bytes, 0);
  const free = await files.freeSpace(target);
  if (free >= needed) return;
  throw new ToolkitError({
    code: "disk-full",
    message: `the model has ${needed} bytes, and ${free} are free where ${target} would be`,
    hint: "free some space, or give another folder",
  });
}

const isMissing = (error: unknown): boolean => error instanceof ToolkitError && error.code === "artifact-missing";

const corrupt = ({ name, version }: Manifest, problem: string): ToolkitError =>
  new ToolkitError({
    code: "model-corrupt",
    provider,
    message: `${name} ${version}: ${problem}`,
    hint: "register the model again from its training",
  });
