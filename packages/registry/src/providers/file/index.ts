import { createHash } from "node:crypto";
import { join } from "node:path";
import { isDeepStrictEqual } from "node:util";
import { type Manifest, type Metadata, parseStrictly, promotionSchema, ToolkitError } from "#contracts";
import { isoTime, ownerWord, type Platform, withFolderLock } from "#platform";
import { artifactsOf } from "../../artifacts.ts";
import { copyFiles, copyModel } from "../../copy-files.ts";
import { contentDigest, type FoundFile, modelFiles, withDigests } from "../../model-files.ts";
import { requireRoom } from "../../place-model.ts";
import type { Candidate, ModelVersion, Registry } from "../../registry.ts";
import { requireFiles } from "../../require-files.ts";
import { nextVersion, parseSelector, requireAlias, selected } from "../../version.ts";
import { layoutOf } from "./layout.ts";
import { corrupt, recordsIn, sweep } from "./records.ts";

export interface FileRegistryConfig {
  folder: string;
}

type Ports = Pick<Platform, "files" | "clock" | "random" | "exec" | "log">;
const written = (value: unknown): string => `${JSON.stringify(value, null, 2)}\n`;

/**
 * Models in a folder: `<name>/versions/<version>/{manifest.json, metadata.yaml, files/, evidence/}`, aliases and promotions
 * beside. Bytes are staged first and then get their place by one rename, under a lock that is held for an instant.
 */
export function fileRegistry(ports: Ports, { folder }: FileRegistryConfig): Registry {
  const { files, clock, random, exec } = ports;
  const layout = layoutOf(folder, ownerWord(exec.self()));
  const records = recordsIn(files, layout);

  const alone = <Result>(name: string, work: () => Promise<Result>): Promise<Result> =>
    withFolderLock(
      ports,
      layout.lock(name),
      async () => {
        await sweep(ports, layout.home(name));
        return await work();
      },
      { waitSeconds: 60, hint: "wait for the other run; if it hangs, end its process" },
    );

  const notFound = (name: string, version: string): ToolkitError =>
    new ToolkitError({ code: "model-not-found", provider: "file", message: `${name} has no version ${version}` });

  async function manifestOf({ name, version, digest }: ModelVersion): Promise<Manifest> {
    const manifest = await records.manifest(name, version);
    if (!manifest) throw notFound(name, version);
    if (manifest.digest === digest) return manifest;
    throw corrupt(layout.manifest(name, version), `is of ${manifest.digest}, not of ${digest}`);
  }

  const described = (manifest: Manifest, aliases: ReadonlyMap<string, string>): ModelVersion => ({
    name: manifest.name,
    version: manifest.version,
    digest: manifest.digest,
    modelRef: `${manifest.name}#${manifest.digest}`,
    uri: layout.uri(manifest.name, manifest.version),
    createdAt: manifest.createdAt,
    aliases: [...aliases].flatMap(([alias, version]) => (version === manifest.version ? [alias] : [])).sort(),
  });

  /** An alias of a version that is not there is damage: to take it for absent would make a release the first one. */
  async function list(name: string): Promise<ModelVersion[]> {
    for (;;) {
      const aliases = await records.aliases(name);
      const manifests = await records.manifests(name);
      const lost = [...aliases].find(([, version]) => !manifests.some((manifest) => manifest.version === version));
      if (!lost) return manifests.map((manifest) => described(manifest, aliases));
      if (isDeepStrictEqual(await records.aliases(name), aliases))
        throw corrupt(layout.aliases(name), `says that ${lost[0]} is ${lost[1]}, which is not there`);
    }
  }

  /** The version with these bytes. Reads them only when one has files of the same names and sizes. */
  async function known(
    { name, folder: source, digests }: Candidate,
    found: readonly FoundFile[],
  ): Promise<ModelVersion | undefined> {
    const shape = ({ path, bytes }: FoundFile): string => `${bytes} ${path}`;
    const shapes = found.map(shape);
    const alike = (await records.manifests(name)).some(
      (manifest) => manifest.files.length === found.length && isDeepStrictEqual(manifest.files.map(shape), shapes),
    );
    if (!alike) return undefined;
    const digest = contentDigest(await withDigests(files, source, found, digests));
    return (await list(name)).find((version) => version.digest === digest);
  }

  /** Gives staged files their number and place, unless somebody was faster. */
  async function settle(staged: string, found: Manifest["files"], { name, bump, metadata }: Candidate) {
    const digest = contentDigest(found);
    const versions = await list(name);
    const same = versions.find((version) => version.digest === digest);
    if (same) return { version: same, created: false };
    const numbers = versions.map(({ version }) => version);
    const version = nextVersion([...numbers, ...(await records.removed(name))], bump);
    const artifacts = artifactsOf(
      `${layout.uri(name, version)}/files`,
      found.map(({ path }) => path),
    );
    const { stringify } = await import("yaml");
    const content: Metadata = { ...metadata, model_version: version, artifacts };
    const manifest: Manifest = { schemaVersion: 1, name, version, digest, createdAt: isoTime(clock), files: found };
    await files.writeAtomic(join(staged, "metadata.yaml"), stringify(content));
    await files.writeAtomic(join(staged, "manifest.json"), written(manifest));
    await files.makeFolder(layout.versions(name));
    // whole or not at all
    await files.rename(staged, layout.version(name, version));
    return { version: described(manifest, new Map()), created: true };
  }

  return {
    list,
    async register(candidate) {
      const { name, folder: source, digests } = candidate;
      const found = await modelFiles(files, source);
      const same = await known(candidate, found);
      if (same) return { version: same, created: false };
      const staged = layout.underWay(name, random.uuid(), "staged");
      try {
        await requireRoom(files, found, staged);
        const copied = await copyFiles(files, source, join(staged, "files"), found, digests);
        return await alone(name, () => settle(staged, copied, candidate));
      } finally {
        await files.remove(staged);
      }
    },
    async find(text) {
      const selector = parseSelector(text);
      return selected(await list(selector.name), selector);
    },
    async setAlias(name, wanted, version, seen) {
      const alias = requireAlias(wanted);
      await alone(name, async () => {
        const aliases = await records.aliases(name);
        const current = aliases.get(alias);
        if (!(await records.manifest(name, version))) throw notFound(name, version);
        if (current === version) return;
        if (current !== seen) throw moved(name, alias, current, seen);
        await files.writeAtomic(
          layout.aliases(name),
          written(Object.fromEntries([...aliases, [alias, version]] as [string, string][])),
        );
      });
    },
    async removeAlias(name, wanted, from) {
      const alias = requireAlias(wanted);
      await alone(name, async () => {
        const aliases = await records.aliases(name);
        const current = aliases.get(alias);
        if (current === undefined) return;
        if (current !== from) throw moved(name, alias, current, from);
        aliases.delete(alias);
        await files.writeAtomic(layout.aliases(name), written(Object.fromEntries(aliases)));
      });
    },
    async remove({ name, version }) {
      await alone(name, async () => {
        const held = [...(await records.aliases(name))].filter(([, target]) => target === version);
        if (held.length > 0)
          throw new ToolkitError({
            code: "version-in-use",
            provider: "file",
            message: `${name} ${version} is ${held.map(([alias]) => alias).join(", ")}`,
            hint: "move the alias first",
          });
        if ((await files.stat(layout.version(name, version))) === undefined) return;
        const removed = new Set([...(await records.removed(name)), version]);
        await files.writeAtomic(layout.removed(name), written([...removed]));
        const aside = layout.underWay(name, random.uuid(), "removed");
        await files.rename(layout.version(name, version), aside);
        await files.remove(aside);
      });
    },
    async fetch(version) {
      const manifest = await manifestOf(version);
      const source = layout.files(version.name, version.version);
      await requireFiles(files, source, manifest);
      return source;
    },
    async download(version, target) {
      const manifest = await manifestOf(version);
      await copyModel(ports, layout.files(version.name, version.version), manifest, target);
    },
    async metadata({ name, version }) {
      if ((await records.manifest(name, version)) === undefined) throw notFound(name, version);
      return await records.metadata(name, version);
    },
    async attach({ name, version }, evidence, content) {
      const path = layout.evidence(name, version, evidence);
      const digits = createHash("sha256").update(content).digest("hex");
      await alone(name, async () => {
        if ((await records.manifest(name, version)) === undefined) throw notFound(name, version);
        await files.writeAtomic(layout.archived(name, version, digits), content);
        await files.writeAtomic(path, content);
      });
      return `sha256:${digits}`;
    },
    async attached({ name, version }, evidence) {
      const digits = /^sha256:([0-9a-f]{64})$/.exec(evidence)?.[1];
      const path = digits ? layout.archived(name, version, digits) : layout.evidence(name, version, evidence);
      if ((await files.stat(path)) === undefined) return undefined;
      if (digits && (await files.sha256(path)) !== digits) throw corrupt(path, "is not what was attached");
      return await files.readText(path);
    },
    async recordPromotion(name, promotion) {
      const record = parseStrictly(promotionSchema, promotion, "promotion");
      await alone(name, async () => {
        const path = layout.promotions(name);
        // reads all of it: nothing is ever added to a record that is damaged
        const last = (await records.promotions(name)).at(-1);
        if (isDeepStrictEqual(last, record)) return;
        const torn = last !== undefined && !(await files.readText(path)).endsWith("\n");
        await files.append(path, `${torn ? "\n" : ""}${JSON.stringify(record)}\n`, { sync: true });
      });
    },
    promotions: (name) => records.promotions(name),
  };
}

const moved = (name: string, alias: string, current: string | undefined, seen: string | undefined): ToolkitError =>
  new ToolkitError({
    code: "alias-moved",
    provider: "file",
    message: `${name}@${alias} is ${current ?? "unset"}, not ${seen ?? "unset"}: another run moved it`,
  });
