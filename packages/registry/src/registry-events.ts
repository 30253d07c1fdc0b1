import type { RegistryEvent, RelayState } from "#contracts";
import type { ListedVersion } from "./event-source.ts";

export interface Seen {
  registry: string;
  /** What ids begin with, where several of one kind are told apart; the registry's name unless told. */
  source?: string | undefined;
  name: string;
  /** ISO 8601. */
  time: string;
  /** Of a first look: whether what is there already is news. */
  since: "now" | "all";
}

/**
 * What is new since the last look, and what is known after this one. A version that is gone stays known: a registry that
 * shows nothing for once floods nobody afterwards.
 * @param known undefined at the first look
 */
export function registryEvents(
  known: RelayState | undefined,
  now: readonly ListedVersion[],
  { registry, source = registry, name, time, since }: Seen,
): { events: RegistryEvent[]; state: RelayState } {
  const before = known ?? { schemaVersion: 1, sequence: 0, versions: [], aliases: {}, pending: [], until: 0 };
  const versions = new Set(before.versions);
  const aliases = new Map(Object.entries(before.aliases));
  const found: Omit<RegistryEvent, "id">[] = [];
  const common = { registry, name, time };
  for (const { version, digest } of now) {
    if (versions.has(version)) continue;
    versions.add(version);
    found.push({ ...common, kind: "version", version, digest, alias: null, previous: null });
  }
  for (const { version, digest, aliases: held } of now) {
    for (const alias of held) {
      const previous = aliases.get(alias) ?? null;
      if (previous === version) continue;
      aliases.set(alias, version);
      found.push({ ...common, kind: "alias", version, digest, alias, previous });
    }
  }
  const news = known === undefined && since === "now" ? [] : found;
  const events = news.map((event, index) => ({ id: `${source}/${name}/${before.sequence + index}`, ...event }));
  const state: RelayState = {
    ...before,
    schemaVersion: 1,
    sequence: before.sequence + events.length,
    versions: [...versions],
    aliases: Object.fromEntries(aliases),
  };
  return { events, state };
}
