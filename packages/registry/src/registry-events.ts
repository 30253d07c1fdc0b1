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

type Found = DistributiveOmit<RegistryEvent, "id">;
type DistributiveOmit<Union, Key extends PropertyKey> = Union extends unknown ? Omit<Union, Key> : never;

const unknown: RelayState = {
  schemaVersion: 1,
  sequence: 0,
  versions: [],
  aliases: {},
  approvals: {},
  pending: [],
  until: 0,
};

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
  const before = known ?? unknown;
  const versions = new Set(before.versions);
  const aliases = new Map(Object.entries(before.aliases));
  const approvals = new Map(Object.entries(before.approvals));
  const found: Found[] = [];
  const about = ({ version, digest, foreign = false }: ListedVersion) => ({
    ...{ registry, name, time },
    ...{ version, digest, ours: !foreign },
  });
  for (const one of now) {
    if (versions.has(one.version)) continue;
    versions.add(one.version);
    found.push({ ...about(one), kind: "version", alias: null, previous: null });
  }
  for (const one of now) {
    for (const alias of one.aliases) {
      const previous = aliases.get(alias) ?? null;
      if (previous === one.version) continue;
      aliases.set(alias, one.version);
      found.push({ ...about(one), kind: "alias", alias, previous });
    }
  }
  for (const one of now) {
    if (!one.approval) continue;
    const { status, waits } = one.approval;
    const previous = approvals.get(one.version) ?? null;
    if (previous === status) continue;
    approvals.set(one.version, status);
    // that nobody decided on a new version is none
    if (previous !== null || !waits) found.push({ ...about(one), kind: "approval", approval: status, previous });
  }
  const news = known === undefined && since === "now" ? [] : found;
  const events = news.map((event, index) => ({ id: `${source}/${name}/${before.sequence + index}`, ...event }));
  const state: RelayState = {
    ...before,
    schemaVersion: 1,
    sequence: before.sequence + events.length,
    versions: [...versions],
    aliases: Object.fromEntries(aliases),
    approvals: Object.fromEntries(approvals),
  };
  return { events, state };
}
