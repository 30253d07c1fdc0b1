import type { ListedVersion } from "../../event-source.ts";
import type { Home } from "./ledger.ts";
import type { Server } from "./server.ts";
import { foreignVersion, pointedAt, survey } from "./survey.ts";
import { uploadTag } from "./tags.ts";

/**
 * Every version under the name in MLflow's order, whoever made it: one that another client logged goes by MLflow's number.
 * What bears our mark and is not settled, or about to go, is none yet, or none any more.
 * @param home undefined where none of ours was ever registered
 */
export async function watch(server: Server, home: Home | undefined, name: string): Promise<ListedVersion[]> {
  const { models } = server;
  const found = home && (await survey(server, home));
  const [stored, aliases] = found
    ? [found.stored, pointedAt(found)]
    : await Promise.all([models.versions(name), pointersOf(server, name)]);
  const heldBy = (version: string): string[] =>
    [...aliases].flatMap(([alias, to]) => (to === version ? [alias] : [])).sort();
  return stored.flatMap((one): ListedVersion[] => {
    const live = found?.live.find(({ number }) => number === one.version);
    if (live) return [live.version];
    if (one.status !== "READY" || one.tags.some(({ key }) => key === uploadTag)) return [];
    const held = heldBy(foreignVersion(one.version));
    return [{ version: String(one.version), digest: null, aliases: held, foreign: true }];
  });
}

async function pointersOf({ models }: Server, name: string): Promise<Map<string, string>> {
  return pointedAt({ facts: { moves: new Map() }, aliases: await models.aliases(name), live: [] });
}
