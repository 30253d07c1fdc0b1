import type { ModelVersion } from "../../registry.ts";
import { compareVersions } from "../../version.ts";
import { abandoned, type Claim, type Facts, factsOf, isOver } from "./facts.ts";
import type { Home } from "./ledger.ts";
import type { StoredVersion } from "./schema.ts";
import type { Server } from "./server.ts";
import { recordOf, type VersionRecord } from "./tags.ts";

/** A version that is there for everybody. */
export interface LiveVersion {
  claim: Claim;
  /** MLflow's own number. */
  number: number;
  record: VersionRecord;
  version: ModelVersion;
  stored: StoredVersion;
}

/** All of one model at one time. */
export interface Survey {
  home: Home;
  facts: Facts;
  stored: StoredVersion[];
  /** Alias to the number that MLflow's own alias points to. */
  aliases: Map<string, number>;
  /** The oldest first. */
  live: LiveVersion[];
}

/**
 * The ledger is read first: whatever it says is settled was made before, so a version that is missing then was removed
 * by hand in MLflow, and is over.
 */
export async function survey({ ledger, models }: Pick<Server, "ledger" | "models">, home: Home): Promise<Survey> {
  const facts = factsOf(await ledger.read(home));
  const [stored, aliases] = await Promise.all([models.versions(home.name), models.aliases(home.name)]);
  const numbered = new Map(stored.map((one) => [one.version, one]));
  const live: LiveVersion[] = [];
  for (const claim of facts.claims.values()) {
    const found = typeof claim.place === "number" && !isOver(facts, claim) ? numbered.get(claim.place) : undefined;
    if (!found) continue;
    const record = recordOf(found, claim);
    live.push({
      claim,
      number: found.version,
      stored: found,
      record,
      version: described(home.name, found.version, record),
    });
  }
  live.sort((left, right) => compareVersions(left.claim.version, right.claim.version));
  const pointed = pointedAt({ facts, aliases, live });
  for (const { version } of live)
    version.aliases = [...pointed].flatMap(([alias, to]) => (to === version.version ? [alias] : [])).sort();
  return { home, facts, stored, aliases, live };
}

export function described(name: string, number: number, { manifest }: VersionRecord): ModelVersion {
  const { version, digest, createdAt } = manifest;
  const modelRef = `${name}#${digest}`;
  return { name, version, digest, modelRef, uri: `models:/${name}/${number}`, createdAt, aliases: [] };
}

/** What messages call a version that another client made. */
export const foreignVersion = (number: number): string => `MLflow's ${number}`;

/** Alias to version; to `MLflow's <number>` where somebody pointed it to a version that is none of ours. */
export function pointedAt({
  facts,
  aliases,
  live,
}: Pick<Survey, "aliases" | "live"> & { facts: Pick<Facts, "moves"> }): Map<string, string> {
  const pointed = new Map<string, string>();
  for (const [alias, number] of aliases)
    pointed.set(alias, live.find((one) => one.number === number)?.claim.version ?? foreignVersion(number));
  // agreed, but MLflow's alias has not followed yet: its mover is on the way, or was killed
  for (const [alias, moves] of facts.moves) {
    const last = moves.at(-1);
    if (!last || last.done) continue;
    if (last.to === null) pointed.delete(alias);
    else if (live.some(({ claim }) => claim.version === last.to)) pointed.set(alias, last.to);
  }
  return pointed;
}

/** A number that names bytes for good, or that its owner is about to settle. */
export function heldBy(found: Survey, digest: string): Claim | undefined {
  const gone = (claim: Claim): boolean =>
    typeof claim.place === "number" && !found.live.some((one) => one.claim.version === claim.version);
  return [...found.facts.claims.values()].find(
    (claim) => claim.digest === digest && claim.place !== abandoned && !isOver(found.facts, claim) && !gone(claim),
  );
}
