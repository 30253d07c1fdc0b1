import { createHash } from "node:crypto";
import * as z from "zod";
import { digestSchema, type Manifest, type Metadata, metadataSchema, modelPathSchema, ToolkitError } from "#contracts";
import { artifactsOf } from "../../artifacts.ts";
import { contentDigest, type ModelFile } from "../../model-files.ts";
import { provider } from "./failures.ts";
import type { Home } from "./home.ts";
import { layout } from "./layout.ts";
import type { Entry } from "./record.ts";

const modelSchema = z.strictObject({
  schemaVersion: z.literal(1),
  files: z.array(z.strictObject({ path: modelPathSchema, digest: digestSchema, bytes: z.int().min(0) })).min(1),
  metadata: metadataSchema,
});

export const sha256Of = (content: string | Uint8Array): string =>
  `sha256:${createHash("sha256").update(content).digest("hex")}`;

/** `model.json` beside the bytes. */
export const writtenModel = (files: readonly ModelFile[], metadata: Metadata): string =>
  `${JSON.stringify({ schemaVersion: 1, files, metadata }, null, 1)}\n`;

export interface StoredModel {
  manifest: Manifest;
  metadata: Metadata;
}

/** @throws ToolkitError `model-corrupt` when what lies there is not what was registered */
export async function storedModel({ bucket }: Home, name: string, entry: Entry): Promise<StoredModel> {
  const key = layout.model(name, entry.upload);
  const found = await bucket.read(key);
  if (!found) throw corrupt(name, entry.version, `${bucket.uri(key)} is missing`);
  if (sha256Of(found.text) !== entry.model) throw corrupt(name, entry.version, `${bucket.uri(key)} was changed`);
  const { files, metadata } = modelSchema.parse(JSON.parse(found.text));
  if (contentDigest(files) !== entry.digest)
    throw corrupt(name, entry.version, `${bucket.uri(key)} is of another model than ${entry.digest}`);
  const { version, digest, createdAt } = entry;
  return { manifest: { schemaVersion: 1, name, version, digest, createdAt, files }, metadata };
}

/** What is said of a version, with its number and where it lies. */
export function metadataOf(
  { bucket }: Pick<Home, "bucket">,
  name: string,
  { version, upload }: Entry,
  { manifest, metadata }: StoredModel,
): Metadata {
  const paths = manifest.files.map(({ path }) => path);
  const artifacts = artifactsOf(`${bucket.uri(layout.archive(name, upload))}#`, paths);
  return { ...metadata, model_version: version, artifacts };
}

export const corrupt = (name: string, version: string, problem: string): ToolkitError =>
  new ToolkitError({
    code: "model-corrupt",
    provider,
    message: `${name} ${version}: ${problem}`,
    hint: "register the model again from its training",
  });
