import { createHash } from "node:crypto";
import * as z from "zod";
import { WandbError } from "../client/error.ts";
import { isSafePath } from "./names.ts";

/** A file of an artifact. `md5` is base64, as everywhere in W&B's protocol. */
export interface ManifestEntry {
  path: string;
  md5: string;
  size: number;
  /** The artifact that the file was first uploaded with: where the store keeps it. */
  birthArtifactId: string;
}

export interface Manifest {
  entries: ManifestEntry[];
  /** What the artifact only points to (`s3://...`): not kept by W&B, so not downloaded by this library. */
  references: { path: string; ref: string }[];
}

const entrySchema = z.looseObject({
  digest: z.string(),
  size: z.int().min(0).nullish(),
  birthArtifactID: z.string().nullish(),
  ref: z.string().nullish(),
  extra: z.record(z.string(), z.unknown()).nullish(),
});
const manifestSchema = z.looseObject({
  version: z.literal(1),
  storagePolicy: z.literal("wandb-storage-policy-v1"),
  storagePolicyConfig: z.looseObject({ storageLayout: z.string().nullish() }),
  contents: z.record(z.string(), entrySchema),
});

/** `wandb_manifest.json`, as the official client has it: sorted, without paths of this machine. */
export function writeManifest(entries: readonly ManifestEntry[]): string {
  const contents = sorted(entries).map(({ path, md5, size, birthArtifactId }) => [
    path,
    { digest: md5, birthArtifactID: birthArtifactId, size },
  ]);
  return JSON.stringify({
    version: 1,
    storagePolicy: "wandb-storage-policy-v1",
    storagePolicyConfig: { storageLayout: "V2" },
    contents: Object.fromEntries(contents),
  });
}

/**
 * @throws WandbError `not-understood` for what is no manifest, `corrupt` for paths that leave the artifact's folder,
 * `unsupported` for digests other than MD5
 */
export function parseManifest(text: string): Manifest {
  let parsed: z.output<typeof manifestSchema>;
  try {
    parsed = manifestSchema.parse(JSON.parse(text));
  } catch (cause) {
    throw new WandbError({ code: "not-understood", message: "the artifact's manifest is not W&B's format 1", cause });
  }
  const contents = Object.entries(parsed.contents);
  const unsafe = contents.filter(([path]) => !isSafePath(path)).map(([path]) => JSON.stringify(path.slice(0, 100)));
  if (unsafe.length > 0)
    throw new WandbError({ code: "corrupt", message: `the manifest names paths outside the artifact: ${unsafe}` });
  const manifest: Manifest = { entries: [], references: [] };
  for (const [path, { digest, size, birthArtifactID, ref, extra }] of contents) {
    if (ref) manifest.references.push({ path, ref });
    else if (extra?.["alg"] !== undefined && extra["alg"] !== "MD5")
      throw new WandbError({ code: "unsupported", message: `${path}: digest by ${String(extra["alg"])}` });
    else manifest.entries.push({ path, md5: digest, size: size ?? 0, birthArtifactId: birthArtifactID ?? "" });
  }
  return manifest;
}

/** An artifact's digest: of the manifest's paths and digests in the order of their code points, as the official client. */
export function manifestDigest(entries: readonly { path: string; md5: string }[]): string {
  const hash = createHash("md5").update("wandb-artifact-manifest-v1\n");
  for (const { path, md5 } of sorted(entries)) hash.update(`${path}:${md5}\n`);
  return hash.digest("hex");
}

/** UTF-8 sorts as code points do; a comparison of strings would sort UTF-16. */
const sorted = <Entry extends { path: string }>(entries: readonly Entry[]): Entry[] =>
  [...entries].sort((left, right) => Buffer.compare(Buffer.from(left.path), Buffer.from(right.path)));
