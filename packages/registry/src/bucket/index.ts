import { type Manifest, parseStrictly, promotionSchema, ToolkitError } from "#contracts";
import { contentDigest, type FoundFile, modelFiles, shapeOf, withDigests } from "../model-files.ts";
import { type ModelSource, modelInCache, receiveModel } from "../receive-model.ts";
import type { Candidate, ModelVersion, Registry } from "../registry.ts";
import { parseSelector, requireName, selected } from "../version.ts";
import { moveAlias } from "./aliases.ts";
import { attachEvidence, readEvidence } from "./evidence.ts";
import type { ObjectStore } from "./object-store.ts";
import { appendPromotion, readPromotions } from "./promotions.ts";
import { metadataOf, publish, readContent } from "./publish.ts";
import { type Content, keysOf, type VersionEntry } from "./record.ts";
import { removeVersion } from "./removal.ts";
import { heldBy, type Settled, settle } from "./settle.ts";
import { type BucketConfig, type Ports, type Shelf, shelfOf } from "./shelf.ts";
import { notFound, requireLive, requireOurs, survey } from "./survey.ts";
import { sweep } from "./sweep.ts";
import { uploadModel } from "./upload.ts";
import type { VendorModels } from "./vendor-models.ts";
import { watch } from "./watch.ts";

/**
 * A registry at a cloud that has both a bucket and a model registry of its own. The bucket holds the bytes and the record of
 * what was agreed (`record.ts`), because only there one of several writers wins; the vendor's registry shows each version to
 * people and to the vendor's own services, and follows.
 */
export function bucketRegistry(ports: Ports, store: ObjectStore, models: VendorModels, config: BucketConfig): Registry {
  const shelf = shelfOf(ports, store, models, config);
  const legal = (name: string): string => models.requireName(requireName(name));

  /** The version as it is now. @throws ToolkitError `model-not-found` */
  async function entryOf({ name, version, digest }: ModelVersion): Promise<VersionEntry> {
    const { entry } = requireLive(await survey(shelf, legal(name)), version, models.provider);
    if (entry.digest === digest) return entry;
    throw notFound(models.provider, name, `${version} with ${digest}`);
  }

  async function storedOf(version: ModelVersion): Promise<{ manifest: Manifest; source: ModelSource }> {
    const { name } = version;
    const entry = await entryOf(version);
    const { files } = await readContent(shelf, name, entry);
    const { digest, createdAt } = entry;
    const manifest: Manifest = { schemaVersion: 1, name, version: entry.version, digest, createdAt, files };
    if (contentDigest(files) !== digest) throw bent(models.provider, name, entry);
    return { manifest, source: sourceOf(shelf, name, entry, { files }) };
  }

  return {
    async list(name) {
      return (await survey(shelf, legal(name))).live.map(({ version }) => version);
    },
    watch: async (name) => await watch(shelf, legal(name)),
    async register(candidate) {
      const name = legal(candidate.name);
      models.requireReady();
      const found = await modelFiles(ports.files, candidate.folder);
      // what a killed run had begun with these bytes is ended first
      const same = await known(shelf, candidate, found);
      await sweep(shelf, name);
      if (same) return same;
      const upload = await uploadModel(shelf, { ...candidate, name }, found);
      return await settle(shelf, candidate, upload, shapeOf(found));
    },
    async find(text) {
      const selector = parseSelector(text);
      const found = await survey(shelf, legal(selector.name));
      if ("alias" in selector) requireOurs(shelf, found, models.requireAlias(selector.alias));
      return selected(
        found.live.map(({ version }) => version),
        selector,
      );
    },
    async setAlias(name, alias, version, seen) {
      await moveAlias(shelf, legal(name), models.requireAlias(alias), version, seen);
    },
    async removeAlias(name, alias, from) {
      await moveAlias(shelf, legal(name), models.requireAlias(alias), undefined, from);
    },
    async remove({ name, version }) {
      await removeVersion(shelf, legal(name), version);
    },
    async fetch(version) {
      const { manifest, source } = await storedOf(version);
      return await modelInCache(ports, source, manifest, shelf.cacheFolder);
    },
    async download(version, folder) {
      const { manifest, source } = await storedOf(version);
      await receiveModel(ports, source, manifest, folder);
    },
    async metadata(version) {
      const entry = await entryOf(version);
      return metadataOf(shelf, version.name, entry, await readContent(shelf, version.name, entry));
    },
    async attach(version, evidence, content) {
      requireName(evidence);
      return await attachEvidence(shelf, version.name, await entryOf(version), evidence, content);
    },
    async attached(version, nameOrDigest) {
      return await readEvidence(shelf, version.name, await entryOf(version), nameOrDigest);
    },
    async recordPromotion(name, promotion) {
      await appendPromotion(shelf, legal(name), parseStrictly(promotionSchema, promotion, "promotion"));
    },
    promotions: async (name) => await readPromotions(shelf, legal(name)),
  };
}

/** The version with these bytes, without sending any. Reads them only when one has files of the same names and sizes. */
async function known(
  shelf: Shelf,
  { name, folder, digests }: Candidate,
  found: readonly FoundFile[],
): Promise<Settled | undefined> {
  const record = await shelf.journal.read(name);
  const shape = shapeOf(found);
  if (!record.versions.some((version) => version.shape === shape)) return undefined;
  const held = heldBy(record, contentDigest(await withDigests(shelf.ports.files, folder, found, digests)));
  return held && { version: await publish(shelf, name, held.version), created: false };
}

function sourceOf(
  { store, models }: Shelf,
  name: string,
  { upload }: VersionEntry,
  { files }: Pick<Content, "files">,
): ModelSource {
  const folder = keysOf(name).files(upload);
  return {
    provider: models.provider,
    missingCode: "object-missing",
    read: (path) => store.read(folder + path),
    async strange() {
      const listed = new Set(files.map(({ path }) => path));
      const strange: string[] = [];
      for await (const key of store.list(folder))
        if (!listed.has(key.slice(folder.length))) strange.push(key.slice(folder.length));
      return strange;
    },
  };
}

const bent = (provider: string, name: string, { version }: VersionEntry): ToolkitError =>
  new ToolkitError({
    code: "registry-corrupt",
    provider,
    message: `the list of files of ${name} ${version} is not the one that was registered`,
    hint: "restore content.json of that upload from an earlier version of the object",
  });
