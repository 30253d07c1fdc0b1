import * as z from "zod";
import { digestSchema, type Manifest, type Metadata, manifestSchema, metadataSchema, ToolkitError } from "#contracts";
import { contentDigest, type ModelFile } from "../../model-files.ts";
import { provider } from "./client.ts";
import type { StoredVersion } from "./schema.ts";

/** Servers before 2.14 keep no longer value of a tag. */
const longestTag = 4500;
const prefix = "genai-mlops.";
export const evidenceTag = (name: string): string => `${prefix}evidence.${name}`;
export const uploadTag = `${prefix}upload`;
const addressTag = `${prefix}artifacts`;
export const versionTag = `${prefix}version`;

export interface Tag {
  key: string;
  value: string;
}

/** What a version of ours carries from the moment that it is there; MLflow makes version and tags in one step. */
export interface VersionRecord {
  manifest: Manifest;
  metadata: Metadata;
  /** Id of the logged model that holds the bytes. */
  upload: string;
  /** `mlflow-artifacts:/…` of them. */
  artifactUri: string;
}

export function tagsOf({ manifest, metadata, upload, artifactUri }: VersionRecord): Tag[] {
  const { version, digest, createdAt, files } = manifest;
  const rows = files.map((file) => [file.path, file.bytes, file.digest.slice("sha256:".length)]);
  const plain = {
    [versionTag]: version,
    [`${prefix}digest`]: digest,
    [`${prefix}created-at`]: createdAt,
    [uploadTag]: upload,
    [addressTag]: artifactUri,
    base_model: metadata.base_model.slice(0, 500),
  };
  return [
    ...Object.entries(plain).map(([key, value]) => ({ key, value })),
    ...chunks("manifest", JSON.stringify(rows)),
    ...chunks("metadata", JSON.stringify(metadata)),
  ];
}

function chunks(name: string, text: string): Tag[] {
  const count = Math.ceil(text.length / longestTag);
  return Array.from({ length: count }, (_, index) => ({
    key: `${prefix}${name}.${String(index).padStart(4, "0")}`,
    value: text.slice(index * longestTag, (index + 1) * longestTag),
  }));
}

const rowsSchema = z.array(
  z.tuple([z.string(), z.number(), z.string()]).transform(([path, bytes, digits]): ModelFile => {
    return { path, bytes, digest: `sha256:${digits}` };
  }),
);

/** @throws ToolkitError `registry-corrupt` when the tags are not what was written with the version */
export function recordOf(stored: StoredVersion, expected: { version: string; digest: string }): VersionRecord {
  const tags = new Map(stored.tags.map(({ key, value }) => [key, value]));
  const joined = (name: string): string =>
    [...tags.keys()]
      .filter((key) => key.startsWith(`${prefix}${name}.`))
      .sort()
      .map((key) => tags.get(key))
      .join("");
  try {
    const digest = digestSchema.parse(tags.get(`${prefix}digest`));
    const version = tags.get(versionTag) ?? "";
    const files = rowsSchema.parse(JSON.parse(joined("manifest")));
    const createdAt = tags.get(`${prefix}created-at`);
    const manifest = manifestSchema.parse({ schemaVersion: 1, name: stored.name, version, digest, createdAt, files });
    const metadata = metadataSchema.parse(JSON.parse(joined("metadata")));
    if (version !== expected.version) throw new Error(`they are of ${version}`);
    if (digest !== expected.digest) throw new Error(`they are of ${digest}, not of ${expected.digest}`);
    if (contentDigest(files) !== digest) throw new Error("they list other files than the digest says");
    return { manifest, metadata, upload: tags.get(uploadTag) ?? "", artifactUri: tags.get(addressTag) ?? "" };
  } catch (cause) {
    throw new ToolkitError({
      code: "registry-corrupt",
      provider,
      message: `the tags of ${stored.name} version ${stored.version} in MLflow were changed: ${reasonOf(cause)}`,
      hint: "remove the version, and register the model again from its training",
      cause,
    });
  }
}

const reasonOf = (cause: unknown): string =>
  cause instanceof z.ZodError
    ? `${cause.issues[0]?.path.join(".")} ${cause.issues[0]?.message}`
    : String((cause as Error).message);
