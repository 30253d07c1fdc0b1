import * as z from "zod";
import { digestSchema, type Manifest, modelPathSchema, ToolkitError } from "#contracts";
import { downloadText, type ManifestEntry, readManifest } from "#wandb-ts";
import { contentDigest, type ModelFile } from "../../model-files.ts";
import type { ModelVersion } from "../../registry.ts";
import { type Home, provider } from "./open.ts";
import type { Held } from "./survey.ts";

/**
 * Our SHA-256 checksums lie among the model's files, since W&B's own are MD5, against which two models can be made alike.
 * It says nothing of number and date, so the same model is the same artifact for W&B too.
 */
export const manifestPath = "genai-mlops.manifest.json";

/**
 * What is said of the model, for people and tools that have the artifact alone. As it was given: the number follows from
 * W&B's order of commits, and stands in the artifact's metadata and aliases.
 */
export const metadataPath = "metadata.yaml";

const filesSchema = z.strictObject({
  schemaVersion: z.literal(1),
  files: z.array(z.strictObject({ path: modelPathSchema, digest: digestSchema, bytes: z.int().min(0) })).min(1),
});

export function writtenManifest(files: readonly ModelFile[]): string {
  const listed = files.map(({ path, digest, bytes }) => ({ path, digest, bytes }));
  return `${JSON.stringify({ schemaVersion: 1, files: listed }, null, 2)}\n`;
}

export interface StoredModel {
  manifest: Manifest;
  /** W&B's entries of exactly the manifest's files. */
  entries: ManifestEntry[];
  /** What W&B keeps beside them. */
  unregistered: string[];
}

/** @throws ToolkitError `model-corrupt` when what W&B keeps is not what this version's digest is of */
export async function storedModel(home: Home, version: ModelVersion, { artifact }: Held): Promise<StoredModel> {
  const { wandb } = home;
  const corrupt = (problem: string): ToolkitError =>
    new ToolkitError({
      code: "model-corrupt",
      provider,
      message: `${version.name} ${version.version}: ${problem}`,
      hint: "register the model again from its training",
    });
  const place = { entity: await home.entity(), project: home.project, collection: version.name };
  const { entries, references } = await readManifest(wandb, artifact);
  const own = entries.find(({ path }) => path === manifestPath);
  if (!own) throw corrupt(`${manifestPath} is missing`);
  const parsed = filesSchema.safeParse(jsonOf(await downloadText(wandb, place, `v${artifact.index}`, own)));
  if (!parsed.success) throw corrupt(`${manifestPath} is not what was written: ${parsed.error.issues[0]?.message}`);
  const { files } = parsed.data;
  if (contentDigest(files) !== version.digest)
    throw corrupt(`${manifestPath} is of another model than ${version.digest}`);
  const kept = new Map(entries.map((entry) => [entry.path, entry]));
  kept.delete(manifestPath);
  const listed = files.map(({ path, bytes }) => {
    const entry = kept.get(path);
    if (entry?.size !== bytes) throw corrupt(entry ? `${path} has another size` : `${path} is missing`);
    kept.delete(path);
    return entry;
  });
  // versions of before have none
  kept.delete(metadataPath);
  const { name, digest } = version;
  return {
    manifest: { schemaVersion: 1, name, version: version.version, digest, createdAt: artifact.createdAt, files },
    entries: listed,
    unregistered: [...kept.keys(), ...references.map(({ path }) => path)],
  };
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
