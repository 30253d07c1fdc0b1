import { createHash, randomBytes } from "node:crypto";
import * as z from "zod";
import { operation, type Wandb } from "../client/client.ts";
import { WandbError } from "../client/error.ts";
import { type DraftFile, draftText } from "./files.ts";
import { getArtifact } from "./find-artifact.ts";
import { type ManifestEntry, manifestDigest, writeManifest } from "./manifest.ts";
import { isSafePath, requireAlias, requireCollectionName, requireType } from "./names.ts";
import type { Collection } from "./path.ts";
import { putFile } from "./put-file.ts";
import { uploadFiles } from "./upload-files.ts";

export interface ArtifactDraft extends Collection {
  type: string;
  /** The run that logs it; it has to exist. */
  run: string;
  description?: string | undefined;
  /** At most 100 keys. */
  metadata?: Record<string, unknown> | undefined;
  /** The artifact gets them when it is committed; `latest` comes by itself. */
  aliases?: readonly string[] | undefined;
  files: readonly DraftFile[];
  /** An earlier version: what is the same there, by path and MD5, is only pointed to. */
  base?: { id: string; entries: readonly ManifestEntry[] } | undefined;
}

export interface SavedArtifact {
  id: string;
  /** False when W&B had these bytes in this collection already. */
  created: boolean;
  /** That were sent now. */
  uploadedFiles: number;
}

const createArtifact = operation(
  "CreateArtifact",
  z.object({
    createArtifact: z.object({
      artifact: z.object({
        id: z.string(),
        state: z.string(),
        artifactSequence: z.object({ latestArtifact: z.object({ id: z.string() }).nullable() }),
      }),
    }),
  }),
  `mutation CreateArtifact($input: CreateArtifactInput!) {
  createArtifact(input: $input) { artifact { id state artifactSequence { latestArtifact { id } } } }
}`,
);

const createManifest = operation(
  "CreateArtifactManifest",
  z.object({
    createArtifactManifest: z.object({
      artifactManifest: z.object({
        id: z.string(),
        file: z.object({ uploadUrl: z.string().nullish(), uploadHeaders: z.array(z.string()).nullish() }),
      }),
    }),
  }),
  `mutation CreateArtifactManifest($artifactID: ID!, $baseArtifactID: ID, $name: String!, $digest: String!, $entityName: String!, $projectName: String!, $runName: String!, $manifestType: ArtifactManifestType!, $includeUpload: Boolean!) {
  createArtifactManifest(input: {artifactID: $artifactID, baseArtifactID: $baseArtifactID, name: $name, digest: $digest, entityName: $entityName, projectName: $projectName, runName: $runName, type: $manifestType}) {
    artifactManifest { id file { id uploadUrl @include(if: $includeUpload) uploadHeaders @include(if: $includeUpload) } }
  }
}`,
);

const commitArtifact = operation(
  "CommitArtifact",
  z.object({ commitArtifact: z.object({ artifact: z.object({ id: z.string(), digest: z.string() }) }) }),
  `mutation CommitArtifact($artifactID: ID!) {
  commitArtifact(input: {artifactID: $artifactID}) { artifact { id digest } }
}`,
);

/**
 * Logs a version: create, manifest, files, manifest with its digest, commit. W&B knows an artifact of a collection by the
 * digest of its files, so the same call after a death goes on with what was begun, and the same files make one version.
 * Of two at once that save the same files, either commits for both.
 */
export async function saveArtifact(wandb: Wandb, draft: ArtifactDraft): Promise<SavedArtifact> {
  requireDraft(draft);
  const digest = manifestDigest(draft.files);
  const { artifact } = (await wandb.graphql(createArtifact, { input: createInput(draft, digest) })).createArtifact;
  if (artifact.state === "COMMITTED") return { id: artifact.id, created: false, uploadedFiles: 0 };
  try {
    const uploadedFiles = await fill(wandb, draft, artifact.id, artifact.artifactSequence.latestArtifact?.id);
    await wandb.graphql(commitArtifact, { artifactID: artifact.id });
    return { id: artifact.id, created: true, uploadedFiles };
  } catch (error) {
    // another writer of the same files was faster, or our own commit whose answer was lost
    if (!(error instanceof WandbError) || error.code !== "refused") throw error;
    const found = await getArtifact(wandb, artifact.id);
    if (found?.state !== "COMMITTED" || found.digest !== digest) throw error;
    return { id: artifact.id, created: false, uploadedFiles: 0 };
  }
}

async function fill(wandb: Wandb, draft: ArtifactDraft, id: string, latestId: string | undefined): Promise<number> {
  const place = { entityName: draft.entity, projectName: draft.project, runName: draft.run };
  const baseId = draft.base?.id ?? latestId ?? null;
  const manifest = (digest: string, includeUpload: boolean) =>
    wandb.graphql(createManifest, {
      ...place,
      artifactID: id,
      baseArtifactID: baseId,
      name: "wandb_manifest.json",
      digest,
      manifestType: "FULL",
      includeUpload,
    });
  const manifestId = (await manifest("", false)).createArtifactManifest.artifactManifest.id;
  const known = new Map(draft.base?.entries.map((entry) => [entry.path, entry]));
  const unchanged = draft.files.flatMap(({ path, md5 }) => {
    const before = known.get(path);
    return before?.md5 === md5 && before.birthArtifactId ? [before] : [];
  });
  const kept = new Set(unchanged.map(({ path }) => path));
  const changed = draft.files.filter(({ path }) => !kept.has(path));
  const uploaded = await uploadFiles(wandb, { artifactId: id, manifestId }, changed);

  const written = writeManifest([...unchanged, ...uploaded.entries]);
  const file = draftText("wandb_manifest.json", written);
  const { uploadUrl, uploadHeaders } = (await manifest(createHash("md5").update(written).digest("base64"), true))
    .createArtifactManifest.artifactManifest.file;
  if (!uploadUrl) throw new WandbError({ code: "not-understood", message: "no address for the manifest came" });
  await putFile(wandb, file, { url: uploadUrl, headers: uploadHeaders ?? [] });
  return uploaded.sent;
}

function createInput(draft: ArtifactDraft, digest: string): object {
  const aliases = [...new Set([...(draft.aliases ?? []), "latest"])];
  return {
    entityName: draft.entity,
    projectName: draft.project,
    runName: draft.run,
    artifactTypeName: draft.type,
    artifactCollectionName: draft.collection,
    aliases: aliases.map((alias) => ({ alias, artifactCollectionName: draft.collection })),
    description: draft.description ?? null,
    metadata: draft.metadata === undefined ? null : JSON.stringify(draft.metadata),
    digest,
    digestAlgorithm: "MANIFEST_MD5",
    enableDigestDeduplication: true,
    clientID: randomBytes(64).toString("hex"),
    sequenceClientID: randomBytes(64).toString("hex"),
  };
}

function requireDraft({ collection, type, aliases, files, metadata }: ArtifactDraft): void {
  requireCollectionName(collection);
  requireType(type);
  for (const alias of aliases ?? []) requireAlias(alias);
  const bad = files.find(({ path }) => !isSafePath(path));
  if (bad) throw new WandbError({ code: "bad-name", message: `${JSON.stringify(bad.path)} is no path of an artifact` });
  if (files.length === 0) throw new WandbError({ code: "bad-name", message: "an artifact without files" });
  if (Object.keys(metadata ?? {}).length > 100)
    throw new WandbError({ code: "bad-name", message: "metadata with more than W&B's 100 keys" });
}
