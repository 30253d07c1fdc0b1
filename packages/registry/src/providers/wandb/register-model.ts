import { createHash } from "node:crypto";
import { join } from "node:path";
import { InputError } from "#contracts";
import { type DraftFile, draftFile, draftText, readManifest, saveArtifact } from "#wandb-ts";
import { contentDigest, type ModelFile, modelFiles } from "../../model-files.ts";
import type { Candidate } from "../../registry.ts";
import { manifestPath, metadataPath, writtenManifest } from "./model-manifest.ts";
import type { Home } from "./open.ts";
import { artifactMetadata, type Facts, type Held, modelType } from "./survey.ts";
import { withRun } from "./with-run.ts";

export interface ReadModel {
  /** `sha256:<hex>` of the content. */
  digest: string;
  drafts: DraftFile[];
}

/** Reads every file once, for the checksums of both: SHA-256 is ours, MD5 W&B's, who wants it before the bytes. */
export async function readModel(home: Home, folder: string): Promise<ReadModel> {
  const { wandb, ports } = home;
  const found = await modelFiles(ports.files, folder);
  if (found.some(({ path }) => path === manifestPath))
    throw new InputError(
      [{ where: `model-path: ${manifestPath}`, problem: "is a name that the registry needs", mend: "rename the file" }],
      "bad-model-file",
    );
  const drafts: DraftFile[] = [];
  const files: ModelFile[] = [];
  for (const { path } of found) {
    const also = createHash("sha256");
    const draft = await draftFile(wandb.files, join(folder, path), path, { ...wandb, also });
    drafts.push(draft);
    files.push({ path, bytes: draft.size, digest: `sha256:${also.digest("hex")}` });
  }
  return { digest: contentDigest(files), drafts: [...drafts, draftText(manifestPath, writtenManifest(files))] };
}

/**
 * Logs the model as the next version of its artifact; files that the last one has too are pointed to. Whoever is killed
 * here leaves an artifact that nobody sees; the same model again goes on with it.
 * @returns the artifact's id
 */
export async function saveModel(
  home: Home,
  { name, bump, metadata }: Candidate,
  { digest, drafts }: ReadModel,
  last: Held | undefined,
): Promise<{ id: string; created: boolean }> {
  const { wandb } = home;
  const { stringify } = await import("yaml");
  const beside = drafts.some(({ path }) => path === metadataPath) ? [] : [draftText(metadataPath, stringify(metadata))];
  const facts: Facts = { schemaVersion: 1, digest, bump, version: null, metadata };
  const base = last && { id: last.artifact.id, entries: (await readManifest(wandb, last.artifact)).entries };
  return await withRun(home, async (run) =>
    saveArtifact(wandb, {
      entity: await home.entity(),
      project: home.project,
      collection: name,
      type: modelType,
      run,
      metadata: artifactMetadata(facts),
      files: [...drafts, ...beside],
      base,
    }),
  );
}
