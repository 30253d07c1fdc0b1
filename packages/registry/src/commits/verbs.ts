import { createHash } from "node:crypto";
import { type Manifest, parseStrictly, promotionSchema, ToolkitError } from "#contracts";
import type { ModelVersion, Registry } from "../registry.ts";
import { parseSelector, requireAlias, requireName, selected } from "../version.ts";
import { amend, type Shelf } from "./amend.ts";
import type { Commits } from "./commits.ts";
import { draftAlias, draftAliasRemoval, draftEvidence, draftPromotion, requireManifest } from "./drafts.ts";
import { layout } from "./layout.ts";
import { type Records, recordsOf } from "./records.ts";

export interface RecordsShelf extends Shelf {
  /** The history of a model's records. The name is checked already. */
  commits(name: string): Commits;
  uri(name: string, version: string): string;
}

export type RecordVerbs = Omit<Registry, "register" | "remove" | "fetch" | "download">;

/** The verbs of a registry that concern records alone: all but those that move bytes. */
export function recordVerbs(shelf: RecordsShelf): RecordVerbs {
  const { provider } = shelf;
  const look = async (name: string): Promise<Records> =>
    await recordsOf(provider, name, await shelf.commits(requireName(name)).head());
  const list = async (name: string): Promise<ModelVersion[]> => versionsOf(shelf, await look(name));

  return {
    list,
    async find(text) {
      const selector = parseSelector(text);
      return selected(await list(selector.name), selector);
    },
    async setAlias(name, wanted, version, seen) {
      const move = { name: requireName(name), alias: requireAlias(wanted), version, seen };
      await amend(shelf, name, shelf.commits(name), async (records) => ({
        draft: draftAlias(provider, records, move),
        result: undefined,
      }));
    },
    async removeAlias(name, wanted, from) {
      const removal = { name: requireName(name), alias: requireAlias(wanted), from };
      await amend(shelf, name, shelf.commits(name), async (records) => ({
        draft: draftAliasRemoval(provider, records, removal),
        result: undefined,
      }));
    },
    async metadata(version) {
      const records = await look(version.name);
      requireManifest(provider, records, version);
      return await records.metadata(version.version);
    },
    async attach(version, evidence, content) {
      requireName(evidence);
      const commits = shelf.commits(requireName(version.name));
      const { result } = await amend(shelf, version.name, commits, async (records) => {
        const { digest, draft } = await draftEvidence(provider, records, version, evidence, content);
        return { draft, result: digest };
      });
      return result;
    },
    async attached({ name, version }, evidence) {
      const { snapshot } = await look(name);
      const digits = /^sha256:([0-9a-f]{64})$/.exec(evidence)?.[1];
      const path = digits ? layout.archived(version, digits) : layout.evidence(version, evidence);
      if (!snapshot.contents.has(path)) return undefined;
      const text = await snapshot.read(path);
      if (!digits || createHash("sha256").update(text).digest("hex") === digits) return text;
      throw new ToolkitError({
        code: "registry-corrupt",
        provider,
        message: `${name}: ${path} is not what was attached`,
      });
    },
    async recordPromotion(name, promotion) {
      const record = parseStrictly(promotionSchema, promotion, "promotion");
      await amend(shelf, name, shelf.commits(requireName(name)), async (records) => ({
        draft: await draftPromotion(records, record),
        result: undefined,
      }));
    },
    async promotions(name) {
      return await (await look(name)).promotions();
    },
  };
}

export const versionsOf = (shelf: Pick<RecordsShelf, "uri">, { manifests, aliases }: Records): ModelVersion[] =>
  manifests.map((manifest) => describedVersion(shelf, manifest, aliases));

export function describedVersion(
  { uri }: Pick<RecordsShelf, "uri">,
  manifest: Manifest,
  aliases: ReadonlyMap<string, string>,
): ModelVersion {
  const { name, version, digest, createdAt } = manifest;
  return {
    name,
    version,
    digest,
    modelRef: `${name}#${digest}`,
    uri: uri(name, version),
    createdAt,
    aliases: [...aliases].flatMap(([alias, target]) => (target === version ? [alias] : [])).sort(),
  };
}
