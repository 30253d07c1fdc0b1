import { createHash } from "node:crypto";
import { join } from "node:path";
import { isDeepStrictEqual } from "node:util";
import { parseStrictly, promotionSchema, ToolkitError } from "#contracts";
import { artifactsOf } from "../../artifacts.ts";
import type { ModelVersion, Registry } from "../../registry.ts";
import { parseSelector, requireName, selected } from "../../version.ts";
import { bringModel } from "./bring-model.ts";
import { drawUse } from "./draw-use.ts";
import { type Entry, isKind, ledgerOf } from "./ledger.ts";
import { storedModel } from "./model-manifest.ts";
import { type Move, moveAlias, requireOwnAlias } from "./move-alias.ts";
import { named, openHome, type Ports, provider, type WandbRegistryConfig } from "./open.ts";
import { readModel, saveModel } from "./register-model.ts";
import { followAlias, linkVersions } from "./registry-link.ts";
import { removeVersion } from "./remove-version.ts";
import { described, type Held, metadataOf, ownAliases, settle, survey, surveyAll } from "./survey.ts";
import { withRun } from "./with-run.ts";

export type { WandbRegistryConfig } from "./open.ts";

/**
 * Models as W&B artifacts of type `model`, one collection a model. Files, MD5 and lineage are W&B's; the number follows from
 * W&B's order of commits (`survey.ts`), evidence, promotions and claims stand in a ledger beside it (`ledger.ts`).
 */
export function wandbRegistry(ports: Ports, config: WandbRegistryConfig): Registry {
  const home = openHome(ports, config);
  const look = (name: string, entries: readonly Entry[]): Promise<Held[]> => survey(home, name, entries);
  const lookNow = async (name: string): Promise<Held[]> =>
    look(requireName(name), await ledgerOf(home, name).entries());
  const describe = async (name: string, held: Held): Promise<ModelVersion> =>
    described(home, await home.entity(), name, held);
  const list = async (name: string): Promise<ModelVersion[]> =>
    Promise.all((await lookNow(name)).map((held) => describe(name, held)));

  async function heldOf({ name, version, digest }: ModelVersion): Promise<Held> {
    const held = (await lookNow(name)).find((one) => one.version === version);
    if (!held)
      throw new ToolkitError({ code: "model-not-found", provider, message: `${name} has no version ${version}` });
    if (held.facts.digest === digest) return held;
    const message = `${name} ${version} is ${held.facts.digest}, not ${digest}`;
    throw new ToolkitError({ code: "model-corrupt", provider, message });
  }

  async function move(wanted: Move): Promise<void> {
    const { name, alias } = wanted;
    await moveAlias(home, ledgerOf(home, name), (entries) => look(name, entries), wanted);
    if (config.registry !== undefined) await followAlias(home, name, alias, await lookNow(name));
  }

  const registry: Registry = {
    list,
    /** W&B's digest of an artifact is an MD5: of what others logged there is none of ours. */
    async watch(name) {
      const { ours, others } = await surveyAll(home, requireName(name), await ledgerOf(home, name).entries());
      const seen = await Promise.all(
        ours.map(async (held) => ({ index: held.artifact.index, seen: await describe(name, held) })),
      );
      const foreign = others.map(({ index, aliases }) => ({
        index,
        seen: { version: `v${index}`, digest: null, aliases: ownAliases(aliases), foreign: true },
      }));
      return [...seen, ...foreign].sort((left, right) => left.index - right.index).map((one) => one.seen);
    },
    async register(candidate) {
      const { name } = candidate;
      const before = await lookNow(name);
      const registered = before.map(({ facts }) => facts.digest);
      const model = await readModel(home, candidate, registered);
      const same = before[registered.indexOf(model.digest)];
      if (same) {
        // ends the run too, if whoever was killed left it
        await withRun(home, () => settle(home, name, before));
        await linkVersions(home, name, before);
        return { version: await describe(name, same), created: false };
      }
      const { id, created } = await saveModel(home, candidate, model, before.at(-1));
      const after = await lookNow(name);
      const own = after.find(({ artifact }) => artifact.id === id);
      if (!own)
        throw new ToolkitError({
          code: "model-not-found",
          provider,
          retryable: true,
          message: `${name} was registered, and another run removed it at once`,
        });
      await settle(home, name, after);
      // registered at the same time with other words beside it, W&B takes the same model for another artifact
      const twin = after.find((one) => one !== own && one.facts.digest === model.digest);
      if (!twin || twin.artifact.index > own.artifact.index) {
        await linkVersions(home, name, after);
        return { version: await describe(name, own), created };
      }
      const ledger = ledgerOf(home, name);
      await removeVersion(home, ledger, await ledger.entries(), name, own, after);
      return { version: await describe(name, twin), created: false };
    },
    async find(text) {
      const selector = parseSelector(text);
      return selected(await list(selector.name), selector);
    },
    async setAlias(name, alias, version, seen) {
      await move({ name: requireName(name), alias: requireOwnAlias(alias), version, seen });
    },
    async removeAlias(name, alias, from) {
      await move({ name: requireName(name), alias: requireOwnAlias(alias), version: undefined, seen: from });
    },
    async remove({ name, version }) {
      const ledger = ledgerOf(home, requireName(name));
      const entries = await ledger.entries();
      const versions = await look(name, entries);
      const held = versions.find((one) => one.version === version);
      if (held) await removeVersion(home, ledger, entries, name, held, versions);
    },
    async fetch(version) {
      const held = await heldOf(version);
      const stored = await storedModel(home, version, held);
      const [extra] = stored.unregistered;
      if (extra !== undefined)
        throw new ToolkitError({
          code: "model-corrupt",
          provider,
          message: `${version.name} ${version.version}: ${extra} was never registered`,
        });
      const folder = join(home.cacheFolder, version.name, version.digest.replace(":", "-"));
      await bringModel(home, version, held, stored, folder);
      return folder;
    },
    async download(version, folder) {
      const held = await heldOf(version);
      await bringModel(home, version, held, await storedModel(home, version, held), folder);
    },
    async metadata(version) {
      const held = await heldOf(version);
      const { manifest } = await storedModel(home, version, held);
      const { uri } = await describe(version.name, held);
      return metadataOf(
        held,
        artifactsOf(
          uri,
          manifest.files.map(({ path }) => path),
        ),
      );
    },
    async use(version, consumer) {
      await drawUse(home, (await heldOf(version)).artifact.id, consumer);
    },
    async attach(version, name, content) {
      requireName(name);
      await heldOf(version);
      const bytes = Buffer.from(content);
      const digest = `sha256:${createHash("sha256").update(bytes).digest("hex")}`;
      const ledger = ledgerOf(home, version.name);
      const entries = await ledger.entries();
      if (evidenceOf(entries, version, name)?.digest === digest) return digest;
      const md5 = createHash("md5").update(bytes).digest("base64");
      const record = { kind: "evidence" as const, version: version.version, name, digest, md5, bytes: bytes.length };
      await ledger.append(entries, record, bytes);
      return digest;
    },
    async attached(version, nameOrDigest) {
      const ledger = ledgerOf(home, requireName(version.name));
      const entry = evidenceOf(await ledger.entries(), version, nameOrDigest);
      return entry && (await ledger.content(entry));
    },
    async recordPromotion(name, promotion) {
      const record = parseStrictly(promotionSchema, promotion, "promotion");
      const ledger = ledgerOf(home, requireName(name));
      const entries = await ledger.entries();
      if (isDeepStrictEqual(entries.findLast(isKind("promotion"))?.promotion, record)) return;
      await ledger.append(entries, { kind: "promotion", promotion: record });
    },
    async promotions(name) {
      const entries = await ledgerOf(home, requireName(name)).entries();
      return entries.filter(isKind("promotion")).map(({ promotion }) => promotion);
    },
  };
  return inOurWords(registry);
}

function evidenceOf(
  entries: readonly Entry[],
  { version }: ModelVersion,
  nameOrDigest: string,
): Entry<"evidence"> | undefined {
  return entries
    .filter(isKind("evidence"))
    .findLast((entry) => entry.version === version && [entry.name, entry.digest].includes(nameOrDigest));
}

/** Every verb with the toolkit's errors. */
function inOurWords(registry: Registry): Registry {
  const verbs = Object.entries(registry) as [string, (...parameters: unknown[]) => Promise<unknown>][];
  const wrapped = verbs.map(([verb, work]) => [verb, (...parameters: unknown[]) => named(() => work(...parameters))]);
  return Object.fromEntries(wrapped) as unknown as Registry;
}
