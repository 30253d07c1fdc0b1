import { resolve } from "node:path";
import { type DatasetSource, ToolkitError } from "#contracts";
import type { Platform } from "#platform";
import type { DatasetProvider } from "../../dataset-source.ts";

type FileConfig = Extract<DatasetSource, { kind: "file" }>;

/** A JSONL file of the user's own. */
export function fileSource({ files }: Pick<Platform, "files">): DatasetProvider<FileConfig> {
  return {
    async fetch({ path: given }, { configFolder }) {
      const path = resolve(configFolder, given);
      if ((await files.stat(path))?.kind !== "file") {
        throw new ToolkitError({ code: "source-missing", provider: "file", message: `${given}: no such file` });
      }
      const digest = await files.sha256(path);
      const integrity = `sha256-${Buffer.from(digest, "hex").toString("base64")}`;
      return { path, pinned: { kind: "file", name: given, version: digest.slice(0, 12), integrity } };
    },
  };
}
