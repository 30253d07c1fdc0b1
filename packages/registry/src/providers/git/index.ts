import { type Manifest, type Metadata, type Promotion, parseStrictly, promotionSchema, ToolkitError } from "#contracts";
import { isoTime } from "#platform";
import { artifactsOf } from "../../artifacts.ts";
import { amend } from "../../commits/amend.ts";
import { draftAliasRemoval, draftRegister, draftRemoval, requireManifest } from "../../commits/drafts.ts";
import { type Records, recordsOf } from "../../commits/records.ts";
import { describedVersion, recordVerbs } from "../../commits/verbs.ts";
import { copyFiles, copyModel } from "../../copy-files.ts";
import { contentDigest, type FoundFile, type ModelFile, modelFiles, withDigests } from "../../model-files.ts";
import { requireRoom } from "../../place-model.ts";
import type { AliasMove, Candidate, ModelVersion, Registry } from "../../registry.ts";
import { requireFiles } from "../../require-files.ts";
import { nextVersion, requireAlias, requireName } from "../../version.ts";
import { branchCommits } from "./branch.ts";
import { type GitRegistryConfig, type Ports, provider, requireBranch } from "./config.ts";
import { proposalsOn } from "./proposals.ts";
import { repositoryOf } from "./repository.ts";
import { storeOf } from "./store.ts";

/**
 * Models whose records are files on a branch of a git repository: a promotion is a commit there, or a pull request. Records
 * lie as the file registry's do, `<name>/versions/<version>/...`; the bytes lie beside the repository (`store.ts`).
 */
export function gitRegistry(ports: Ports, config: GitRegistryConfig): Registry {
  const { files, clock } = ports;
  const branch = requireBranch(config.branch ?? "genai-mlops/registry");
  const repository = repositoryOf(ports, config);
  const store = storeOf(ports, config.storeFolder);
  const commits = (name: string) => branchCommits(ports, repository, branch, name);
  const shelf = {
    provider,
    ports,
    commits,
    uri: (name: string, version: string): string => `git:${branch}:${name}/versions/${version}`,
  };
  const verbs = recordVerbs(shelf);
  const propose = proposalsOn(shelf, ports, repository, branch);
  const look = async (name: string): Promise<Records> =>
    await recordsOf(provider, name, await commits(requireName(name)).head());

  /** Clears away what a run left that was killed between the records and the bytes. */
  async function tidy(name: string): Promise<void> {
    if ((await store.lost(name, (await look(name)).manifests)).length === 0) return;
    await store.alone(name, async () => await store.sweep(name, (await look(name)).manifests));
  }

  /** The version with these bytes. Reads them only when one has files of the same names and sizes. */
  async function known(
    { name, folder, digests }: Candidate,
    found: readonly FoundFile[],
  ): Promise<ModelVersion | undefined> {
    const records = await look(name);
    const shape = (one: readonly FoundFile[]): string => one.map(({ path, bytes }) => `${bytes} ${path}`).join("\n");
    const alike = records.manifests.filter((manifest) => shape(manifest.files) === shape(found));
    if (alike.length === 0) return undefined;
    const digest = contentDigest(await withDigests(files, folder, found, digests));
    const same = alike.find((manifest) => manifest.digest === digest);
    return same && describedVersion(shelf, same, records.aliases);
  }

  /** Gives staged bytes their place, and the version its number, unless somebody was faster. */
  async function settle(staged: string, copied: ModelFile[], { name, bump, metadata }: Candidate) {
    const digest = contentDigest(copied);
    const folder = store.place(name, digest);
    const paths = copied.map(({ path }) => path);
    const { result } = await amend(shelf, name, commits(name), async (records) => {
      const same = records.manifests.find((manifest) => manifest.digest === digest);
      if (same)
        return {
          draft: undefined,
          result: { version: describedVersion(shelf, same, records.aliases), created: false },
        };
      await store.sweep(name, records.manifests, [staged, folder]);
      // there already: a killed run's, of the same bytes; or our own, when somebody else's commit came first
      if ((await files.stat(folder)) === undefined) await files.rename(staged, folder);
      const numbers = records.manifests.map((manifest) => manifest.version);
      const version = nextVersion([...numbers, ...(await records.removed())], bump);
      const manifest: Manifest = { schemaVersion: 1, name, version, digest, createdAt: isoTime(clock), files: copied };
      const artifacts = artifactsOf(store.uri(name, digest), paths);
      const content: Metadata = { ...metadata, model_version: version, artifacts };
      return {
        draft: {
          ...(await draftRegister(manifest, content)),
          tagged: config.tags === false ? undefined : { name, version },
        },
        result: { version: describedVersion(shelf, manifest, new Map()), created: true },
      };
    });
    return result;
  }

  return {
    ...verbs,
    async register(candidate) {
      const name = requireName(candidate.name);
      const found = await modelFiles(files, candidate.folder);
      const same = await known(candidate, found);
      if (same) {
        await tidy(name);
        return { version: same, created: false };
      }
      const staged = store.staging(name);
      try {
        await requireRoom(files, found, staged);
        const copied = await copyFiles(files, candidate.folder, staged, found, candidate.digests);
        return await store.alone(name, () => settle(staged, copied, candidate));
      } finally {
        await files.remove(staged);
      }
    },
    ...(config.mode === "pull-request" && {
      async setAlias(name: string, alias: string) {
        throw new ToolkitError({
          code: "moves-by-merge",
          provider,
          message: `${name}@${alias} moves when somebody merges a proposal, since git-mode is pull-request`,
        });
      },
      async propose(move: AliasMove, promotion?: Promotion) {
        const record = promotion && parseStrictly(promotionSchema, promotion, "promotion");
        return await propose({ ...move, name: requireName(move.name), alias: requireAlias(move.alias) }, record);
      },
      async removeAlias(name: string, wanted: string, from: string) {
        const alias = requireAlias(wanted);
        if (draftAliasRemoval(provider, await look(name), { name, alias, from }))
          throw mergedByPeople(name, alias, branch);
      },
    }),
    async remove(version) {
      const name = requireName(version.name);
      await store.alone(name, async () => {
        await amend(shelf, name, commits(name), async (records) => ({
          draft: await draftRemoval(provider, records, version),
          result: undefined,
        }));
        await store.sweep(name, (await look(name)).manifests);
      });
    },
    async fetch(version) {
      const manifest = requireManifest(provider, await look(version.name), version);
      const source = store.place(version.name, manifest.digest);
      await requireFiles(files, source, manifest);
      return source;
    },
    async download(version, target) {
      const manifest = requireManifest(provider, await look(version.name), version);
      await copyModel(ports, store.place(version.name, manifest.digest), manifest, target);
    },
  };
}

/** What was merged after somebody's look goes back the same way. */
const mergedByPeople = (name: string, alias: string, branch: string): ToolkitError =>
  new ToolkitError({
    code: "git-forbidden",
    provider,
    message: `${name}@${alias} was set by a merge into ${branch}, and pull-request mode changes nothing there`,
    hint: "revert that merge",
  });

export type { GitRegistryConfig } from "./config.ts";
