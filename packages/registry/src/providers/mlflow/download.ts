import { type ModelSource, modelInCache, receiveModel } from "../../receive-model.ts";
import { provider } from "./client.ts";
import { mlflowPaths } from "./mlmodel.ts";
import type { Server } from "./server.ts";
import type { VersionRecord } from "./tags.ts";

/** A copy in a folder that does not exist yet, each file held to its checksum as it arrives; nothing stays of a bad one. */
export async function downloadModel(server: Server, record: VersionRecord, target: string): Promise<void> {
  await receiveModel(server.ports, sourceOf(server, record), record.manifest, target);
}

/** The model's folder in the cache, received when it is not there. */
export async function fetchModel(server: Server, record: VersionRecord): Promise<string> {
  return await modelInCache(server.ports, sourceOf(server, record), record.manifest, server.cacheFolder);
}

function sourceOf({ artifacts }: Server, { manifest, artifactUri }: VersionRecord): ModelSource {
  const stored = artifacts(artifactUri);
  return {
    provider,
    missingCode: "artifact-missing",
    read: (path) => stored.read(path),
    async strange() {
      const paths = manifest.files.map(({ path }) => path);
      const known = new Set([...paths, ...mlflowPaths(paths)]);
      return (await stored.walk()).filter((path) => !known.has(path));
    },
  };
}
