import { createHash } from "node:crypto";
import { isDeepStrictEqual } from "node:util";
import { InputError, type Manifest, type Metadata, type Promotion, ToolkitError } from "#contracts";
import type { ModelVersion } from "../registry.ts";
import type { Draft } from "./commits.ts";
import { layout } from "./layout.ts";
import type { Records } from "./records.ts";

/** What each verb would change of the records that it sees; undefined when it is so already. Nothing here acts. */

const written = (value: unknown): string => `${JSON.stringify(value, null, 2)}\n`;

const notFound = (provider: string, name: string, version: string): ToolkitError =>
  new ToolkitError({ code: "model-not-found", provider, message: `${name} has no version ${version}` });

/** The version's manifest, as long as it is still of these bytes. */
export function requireManifest(provider: string, records: Records, { name, version, digest }: ModelVersion): Manifest {
  const manifest = records.manifests.find((one) => one.version === version);
  if (!manifest) throw notFound(provider, name, version);
  if (manifest.digest === digest) return manifest;
  const message = `${name} ${version} is ${manifest.digest}, not ${digest}`;
  throw new ToolkitError({ code: "registry-corrupt", provider, message });
}

export const registerTitle = (version: string): string => `Register ${version}`;

export async function draftRegister(manifest: Manifest, metadata: Metadata): Promise<Draft> {
  const { stringify } = await import("yaml");
  return {
    title: registerTitle(manifest.version),
    write: new Map([
      [layout.manifest(manifest.version), written(manifest)],
      [layout.metadata(manifest.version), stringify(metadata)],
    ]),
  };
}

export function draftAlias(
  provider: string,
  records: Records,
  move: { name: string; alias: string; version: string; seen: string | undefined },
): Draft | undefined {
  const { name, alias, version, seen } = move;
  const current = records.aliases.get(alias);
  if (!records.manifests.some((one) => one.version === version)) throw notFound(provider, name, version);
  if (current === version) return undefined;
  if (current !== seen) throw moved(provider, `${name}@${alias}`, current, seen);
  const aliases = Object.fromEntries([...records.aliases, [alias, version]]);
  return {
    title: `Move ${alias} from ${current ?? "nowhere"} to ${version}`,
    write: new Map([[layout.aliases, written(aliases)]]),
  };
}

export function draftAliasRemoval(
  provider: string,
  records: Records,
  { name, alias, from }: { name: string; alias: string; from: string },
): Draft | undefined {
  const current = records.aliases.get(alias);
  if (current === undefined) return undefined;
  if (current !== from) throw moved(provider, `${name}@${alias}`, current, from);
  const aliases = Object.fromEntries([...records.aliases].filter(([one]) => one !== alias));
  return { title: `Take ${alias} away from ${from}`, write: new Map([[layout.aliases, written(aliases)]]) };
}

const moved = (provider: string, what: string, current: string | undefined, seen: string | undefined): ToolkitError =>
  new ToolkitError({
    code: "alias-moved",
    provider,
    message: `${what} is ${current ?? "unset"}, not ${seen ?? "unset"}: another run moved it`,
  });

export async function draftRemoval(
  provider: string,
  records: Records,
  { name, version }: Pick<ModelVersion, "name" | "version">,
): Promise<Draft | undefined> {
  const held = [...records.aliases].filter(([, target]) => target === version);
  if (held.length > 0)
    throw new ToolkitError({
      code: "version-in-use",
      provider,
      message: `${name} ${version} is ${held.map(([alias]) => alias).join(", ")}`,
      hint: "move the alias first",
    });
  const remove = [...records.snapshot.contents.keys()].filter((path) => path.startsWith(layout.version(version)));
  if (remove.length === 0) return undefined;
  const removed = new Set([...(await records.removed()), version]);
  return { title: `Remove ${version}`, write: new Map([[layout.removed, written([...removed])]]), remove };
}

export async function draftEvidence(
  provider: string,
  records: Records,
  version: ModelVersion,
  evidence: string,
  content: string | Uint8Array,
): Promise<{ digest: string; draft: Draft | undefined }> {
  const path = layout.evidence(version.version, evidence);
  requireManifest(provider, records, version);
  const text = textOf(evidence, content);
  const digits = createHash("sha256").update(content).digest("hex");
  const archive = layout.archived(version.version, digits);
  const { contents } = records.snapshot;
  const same = contents.has(archive) && contents.get(path) === contents.get(archive);
  const write = new Map([
    [archive, text],
    [path, text],
  ]);
  const title = `Attach ${evidence} to ${version.version}`;
  return { digest: `sha256:${digits}`, draft: same ? undefined : { title, write } };
}

export async function draftPromotion(records: Records, promotion: Promotion): Promise<Draft | undefined> {
  // reads all of it: nothing is ever added to a record that is damaged
  const last = (await records.promotions()).at(-1);
  if (isDeepStrictEqual(last, promotion)) return undefined;
  const before = last === undefined ? "" : await records.snapshot.read(layout.promotions);
  const text = `${before}${before === "" || before.endsWith("\n") ? "" : "\n"}${JSON.stringify(promotion)}\n`;
  return { title: `Record the promotion of ${promotion.version}`, write: new Map([[layout.promotions, text]]) };
}

function textOf(evidence: string, content: string | Uint8Array): string {
  if (typeof content === "string") return content;
  try {
    return new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(content);
  } catch {
    const mend = "attach it as JSON, Markdown or another text";
    throw new InputError([{ where: evidence, problem: "is no UTF-8 text", mend }], "bad-evidence");
  }
}
