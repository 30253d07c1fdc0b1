import { createHash } from "node:crypto";
import { join } from "node:path";
import { InputError } from "#contracts";
import { type DraftFile, draftFile, draftText, readManifest, saveArtifact } from "#wandb-ts";
import { contentDigest, type FoundFile, type ModelFile, modelFiles } from "../../model-files.ts";
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

/** @throws InputError `bad-model-file` for a name that the registry needs */
async function legalFiles({ ports }: Home, folder: string): Promise<FoundFile[]> {
  const found = await modelFiles(ports.files, folder);
  if (!found.some(({ path }) => path === manifestPath)) return found;
  throw new InputError(
    [{ where: `model-path: ${manifestPath}`, problem: "is a name that the registry needs", mend: "rename the file" }],
    "bad-model-file",
  );
}

/** The model's digest, where no file has to be read for it. */
async function knownDigest({ folder, digests }: Candidate, found: readonly FoundFile[]): Promise<string | undefined> {
  const known: { path: string; digest: string }[] = [];
  for (const { path } of found) {
    const digest = await digests?.held(join(folder, path));
    if (digest === undefined) return undefined;
    known.push({ path, digest });
  }
  return contentDigest(known);
}

/**
 * Reads every file once, for the checksums of both: SHA-256 is ours, MD5 W&B's, who wants it before the bytes. One that is
 * known to be registered is not read, and has nothing to send.
 */
export async function readModel(home: Home, candidate: Candidate, registered: readonly string[]): Promise<ReadModel> {
  const { wandb, ports } = home;
  const { folder, digests } = candidate;
  const found = await legalFiles(home, folder);
  const known = await knownDigest(candidate, found);
  if (known !== undefined && registered.includes(known)) return { digest: known, drafts: [] };
  const drafts: DraftFile[] = [];
  const files: ModelFile[] = [];
  for (const { path } of found) {
    const local = join(folder, path);
    const before = await ports.files.stat(local);
    const also = createHash("sha256");
    const draft = await draftFile(wandb.files, local, path, { ...wandb, also });
    const digest = `sha256:${also.digest("hex")}`;
    await digests?.learn(local, digest, before);
    drafts.push(draft);
    files.push({ path, bytes: draft.size, digest });
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
