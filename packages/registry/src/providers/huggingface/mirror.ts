import { isDeepStrictEqual } from "node:util";
import { registerTitle } from "../../commits/drafts.ts";
import { type Records, recordsOf } from "../../commits/records.ts";
import { type Ports, provider } from "./config.ts";
import type { MainCommits } from "./records.ts";
import type { Repository } from "./repository.ts";

export const tagOf = (version: string): string => `v${version}`;

/**
 * Makes the Hub's references say what the records say: tag `v1.4.2` is the commit that registered it, and a branch of an
 * alias's name is where it points, so that `revision="champion"` works for every user of the Hub. The records are the
 * truth; whoever was killed in between left this to the next one. A tag or branch of a person's own stays as it is.
 */
export async function mirror(
  { log }: Ports,
  repository: Repository,
  commits: MainCommits,
  name: string,
): Promise<Records> {
  for (let round = 1; ; round++) {
    const records = await recordsOf(provider, name, await commits.head());
    await once(log, repository, records);
    // what another run moved meanwhile, and mirrored before us, counts
    const now = await recordsOf(provider, name, await commits.head());
    if (round === 5 || isDeepStrictEqual(view(records), view(now))) return now;
  }
}

const view = ({ aliases, manifests }: Records): unknown => [[...aliases], manifests.map(({ version }) => version)];

async function once(log: Ports["log"], repository: Repository, records: Records): Promise<void> {
  const refs = await repository.refs();
  if (!refs) return;
  const tags = new Map(refs.tags);
  const missing = new Set(
    records.manifests.map(({ version }) => version).filter((version) => !tags.has(tagOf(version))),
  );
  if (missing.size > 0)
    for await (const { id, title } of repository.history()) {
      const version = [...missing].find((one) => title === registerTitle(one));
      if (version === undefined) continue;
      await repository.setTag(tagOf(version), id);
      tags.set(tagOf(version), id);
      missing.delete(version);
      if (missing.size === 0) break;
    }
  const removed = await records.removed();
  for (const version of removed) {
    const gone = tags.has(tagOf(version)) && !records.manifests.some((manifest) => manifest.version === version);
    if (gone) await repository.removeTag(tagOf(version));
  }
  const ours = new Set(
    [...records.manifests.map(({ version }) => version), ...removed].map((one) => tags.get(tagOf(one))),
  );
  for (const [alias, version] of records.aliases) {
    const commit = tags.get(tagOf(version));
    const at = refs.branches.get(alias);
    if (commit === undefined || at === commit) continue;
    if (at === undefined || ours.has(at)) await repository.setBranch(alias, commit);
    else log.info(`${repository.id}: the branch ${alias} is a person's own, and stays: ask for ${tagOf(version)}`);
  }
}

/** Removes an alias's branch as long as it is at that version. */
export async function dropBranch(repository: Repository, alias: string, version: string): Promise<void> {
  const refs = await repository.refs();
  const at = refs?.branches.get(alias);
  if (at !== undefined && at === refs?.tags.get(tagOf(version))) await repository.removeBranch(alias);
}
