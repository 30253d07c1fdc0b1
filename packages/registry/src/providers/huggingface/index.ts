import { join } from "node:path";
import * as z from "zod";
import { InputError, type Manifest, ToolkitError } from "#contracts";
import { amend } from "../../commits/amend.ts";
import { draftAliasRemoval, draftEvidence, draftRemoval, requireManifest } from "../../commits/drafts.ts";
import { layout } from "../../commits/layout.ts";
import { type Records, recordsOf } from "../../commits/records.ts";
import { describedVersion, type RecordVerbs, recordVerbs } from "../../commits/verbs.ts";
import { contentDigest } from "../../model-files.ts";
import type { ModelVersion, Registry } from "../../registry.ts";
import { parseSelector, requireAlias, requireName } from "../../version.ts";
import { bringModel } from "./bring-model.ts";
import { pageBefore, withCard } from "./card.ts";
import { hubClient } from "./client.ts";
import { type HuggingfaceConfig, type Ports, provider, requireConfig, requireRepository } from "./config.ts";
import { dropBranch, mirror, tagOf } from "./mirror.ts";
import { cardPath, type HubDraft, isOwn, type MainCommits, mainCommits, type OnMain } from "./records.ts";
import { draftVersion, readModel } from "./register-model.ts";
import { type Repository, repositoryAt } from "./repository.ts";
import { bearer } from "./token.ts";

/** Evidence that the model's card shows. */
const evaluationFile = "evaluation.json";

interface Opened {
  repository: Repository;
  commits: MainCommits;
}

/**
 * Models as repositories of the Hugging Face Hub. `main` holds the newest version as its users load it, its card, and the
 * records of all versions under `.genai-mlops/`; a register is one commit of all three. Every commit names its parent, and
 * that is the compare-and-swap. Tags and branches mirror the records (`mirror.ts`). What was removed stays in the history
 * of the repository until its owner squashes it.
 */
export function huggingfaceRegistry(ports: Ports, config: HuggingfaceConfig): Registry {
  requireConfig(config);
  const client = hubClient(ports, config.endpoint);
  const token = bearer(ports, client, config);
  const opened = new Map<string, Opened>();
  let owner: Promise<string> | undefined;

  async function whoami(): Promise<string> {
    const named = config.namespace ?? config.trustedPublisher?.resource.split("/")[0];
    if (named !== undefined) return named;
    const headers = { authorization: `Bearer ${await token()}` };
    const schema = z.looseObject({ name: z.string().min(1) });
    return (await client.json({ url: `${client.endpoint}/api/whoami-v2`, headers }, schema)).name;
  }

  const namespace = async (): Promise<string> => {
    owner ??= whoami().catch((error: unknown) => {
      owner = undefined;
      throw error;
    });
    return await owner;
  };

  async function open(name: string): Promise<Opened> {
    const id = requireRepository(await namespace(), requireName(name));
    const only = config.trustedPublisher?.resource;
    if (only !== undefined && only !== id) {
      const problem = `the workflow is a trusted publisher of ${only}, not of ${id}`;
      throw new InputError([{ where: "HF_OIDC_RESOURCE", problem, mend: `set it to ${id}` }], "bad-name");
    }
    const known = opened.get(id);
    if (known) return known;
    const repository = repositoryAt(ports, client, token, id);
    const found = { repository, commits: mainCommits(repository, config.visibility ?? "private") };
    opened.set(id, found);
    return found;
  }

  /** The shared verbs, once the owner is known. */
  async function shelfOf(name: string) {
    const { repository, commits } = await open(name);
    const uri = (_name: string, version: string): string => `hf://${repository.id}@${tagOf(version)}`;
    const shelf = { provider, ports, commits: () => commits, uri };
    return { shelf, repository, commits, verbs: recordVerbs(shelf) as RecordVerbs };
  }

  const look = async (commits: MainCommits, name: string): Promise<Records> =>
    await recordsOf(provider, name, await commits.head());

  /** What the version's tag holds, made anew when a killed run never set it. */
  async function treeOf(name: string, version: string): Promise<ReadonlyMap<string, unknown>> {
    const { repository, commits } = await open(name);
    const tree = await repository.tree(tagOf(version));
    if (tree) return tree;
    await mirror(ports, repository, commits, name);
    const again = await repository.tree(tagOf(version));
    if (again) return again;
    const message = `${name} ${version}: its commit is not in the history of ${repository.id}`;
    throw new ToolkitError({ code: "model-corrupt", provider, message, hint: "register the model again" });
  }

  async function bring(version: ModelVersion, folder: string, strictly: boolean): Promise<void> {
    const { repository, commits } = await open(version.name);
    const manifest = requireManifest(provider, await look(commits, version.name), version);
    const tree = await treeOf(version.name, version.version);
    if (strictly) requireNoOthers(manifest, tree);
    await bringModel(ports, client, repository, tagOf(version.version), manifest, folder);
  }

  return {
    list: async (name) => await (await shelfOf(name)).verbs.list(name),
    async find(text) {
      return await (await shelfOf(parseSelector(text).name)).verbs.find(text);
    },
    async register(candidate) {
      const { name } = candidate;
      const { shelf, repository, commits } = await shelfOf(name);
      const model = await readModel(ports, candidate);
      const digest = contentDigest(model);
      const { result, commit } = await amend(shelf, name, commits, async (records, on: OnMain) => {
        const same = records.manifests.find((manifest) => manifest.digest === digest);
        if (same) return { draft: undefined as HubDraft | undefined, result: same };
        const wanted = {
          candidate,
          model,
          repository: repository.id,
          uri: (version: string) => shelf.uri(name, version),
        };
        const { draft, manifest } = await draftVersion(ports, config, records, on, wanted);
        return { draft, result: manifest };
      });
      if (commit !== undefined) await repository.setTag(tagOf(result.version), commit);
      const { aliases } = await mirror(ports, repository, commits, name);
      return { version: describedVersion(shelf, result, aliases), created: commit !== undefined };
    },
    async setAlias(name, wanted, version, seen) {
      const alias = requireOwnAlias(wanted);
      const { verbs, repository, commits } = await shelfOf(name);
      await verbs.setAlias(name, alias, version, seen);
      await mirror(ports, repository, commits, name);
    },
    async removeAlias(name, wanted, from) {
      const alias = requireOwnAlias(wanted);
      const { verbs, repository, commits } = await shelfOf(name);
      draftAliasRemoval(provider, await look(commits, name), { name, alias, from });
      // the branch goes first: it would have nothing to tell it from a person's once the records forget the alias
      await dropBranch(repository, alias, from);
      await verbs.removeAlias(name, alias, from);
      // who mirrored the records meanwhile has made it anew
      await dropBranch(repository, alias, from);
      await mirror(ports, repository, commits, name);
    },
    async remove({ name, version }) {
      const { shelf, repository, commits } = await shelfOf(name);
      await amend(shelf, name, commits, async (records, on: OnMain) => {
        const draft = await draftRemoval(provider, records, { name, version });
        return { draft: draft && (await withoutModel(draft, records, on, version)), result: undefined };
      });
      await mirror(ports, repository, commits, name);
    },
    async fetch(version) {
      const folder = join(config.cacheFolder, requireName(version.name), version.digest.replace(":", "-"));
      await bring(version, folder, true);
      return folder;
    },
    async download(version, folder) {
      await bring(version, folder, false);
    },
    metadata: async (version) => await (await shelfOf(version.name)).verbs.metadata(version),
    async attach(version, evidence, content) {
      requireName(evidence);
      const { name } = version;
      const { shelf, repository, commits } = await shelfOf(name);
      const { result } = await amend(shelf, name, commits, async (records, on: OnMain) => {
        const { digest, draft } = await draftEvidence(provider, records, version, evidence, content);
        if (!draft || evidence !== evaluationFile) return { draft: draft as HubDraft | undefined, result: digest };
        const manifest = requireManifest(provider, records, version);
        const place = {
          on,
          repository: repository.id,
          manifest,
          metadata: await records.metadata(version.version),
          evaluation: draft.write?.get(layout.evidence(version.version, evidence)) as string,
          newest: records.manifests.at(-1) === manifest,
        };
        return { draft: withCard(draft, config.card, place), result: digest };
      });
      return result;
    },
    attached: async (version, wanted) => await (await shelfOf(version.name)).verbs.attached(version, wanted),
    recordPromotion: async (name, promotion) => await (await shelfOf(name)).verbs.recordPromotion(name, promotion),
    promotions: async (name) => await (await shelfOf(name)).verbs.promotions(name),
  };
}

/** Of the newest version: `main` shows its files no more, and the page is the card of the one before. */
async function withoutModel(draft: HubDraft, records: Records, on: OnMain, version: string): Promise<HubDraft> {
  const left = records.manifests.filter((manifest) => manifest.version !== version);
  if (records.manifests.at(-1)?.version !== version) return draft;
  const shown = [...on.tree.keys()].filter((path) => !isOwn(path) && path !== cardPath);
  const page = await pageBefore(records, on, left);
  return { ...draft, model: { write: page?.write ?? new Map(), remove: [...shown, ...(page?.remove ?? [])] } };
}

/** Whoever loads the revision would load that one too. */
function requireNoOthers(manifest: Manifest, tree: ReadonlyMap<string, unknown>): void {
  const listed = new Set(manifest.files.map(({ path }) => path));
  const extra = [...tree.keys()].filter((path) => !listed.has(path) && !isOwn(path) && path !== cardPath);
  if (extra.length === 0) return;
  throw new ToolkitError({
    code: "model-corrupt",
    provider,
    message: `${manifest.name} ${manifest.version}: ${extra[0]} was never registered`,
    hint: "set the version's tag back to the commit that registered it",
  });
}

/** @throws InputError `bad-alias`, also for the name of the branch that the versions are committed to */
function requireOwnAlias(wanted: string): string {
  if (wanted !== "main") return requireAlias(wanted);
  const mend = "take another one";
  throw new InputError(
    [{ where: "alias", problem: '"main" is the branch of the versions at the Hub', mend }],
    "bad-alias",
  );
}

export type { HuggingfaceConfig } from "./config.ts";
