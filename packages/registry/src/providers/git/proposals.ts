import type { Promotion } from "#contracts";
import { amend, type Shelf } from "../../commits/amend.ts";
import type { Commits, Draft } from "../../commits/commits.ts";
import { draftAlias, draftPromotion } from "../../commits/drafts.ts";
import { type Records, recordsOf } from "../../commits/records.ts";
import type { AliasMove, ProposedMove } from "../../registry.ts";
import { type OnBranch, snapshotAt, writeCommit } from "./branch.ts";
import type { Ports } from "./config.ts";
import type { Repository } from "./repository.ts";

/**
 * Moves of aliases that are only proposed: the move and its record are one commit on a branch that somebody merges. The
 * branch is named by the move, so the same one again finds its branch and the record on it; when the records have moved on
 * since, the branch is made anew upon them, so that it always merges.
 */
export function proposalsOn(shelf: Shelf, ports: Pick<Ports, "random">, repository: Repository, base: string) {
  const { provider } = shelf;
  const branchOf = ({ name, alias, version }: AliasMove): string => `genai-mlops/promote/${name}/${alias}-${version}`;
  const recordsAt = async (name: string, id: string | undefined): Promise<Records> =>
    await recordsOf(provider, name, await snapshotAt(repository, name, id));

  /** Its tip, as long as it comes upon the records as they are. */
  async function standing(branch: string, records: OnBranch): Promise<{ tip: string | undefined; fits: boolean }> {
    const tip = await repository.tip(branch);
    if (tip === undefined || records.id === undefined) return { tip, fits: false };
    await repository.bring(tip);
    return { tip, fits: await repository.says(["merge-base", "--is-ancestor", records.id, tip]) };
  }

  /** The proposal's own records; its commits come upon its branch, which begins at the records' head. */
  const commitsOf = (name: string, branch: string): Commits<OnBranch & { tip: string | undefined }> => ({
    async head() {
      const records = await snapshotAt(repository, name, await repository.tip(base));
      const { tip, fits } = await standing(branch, records);
      return { ...(fits ? await snapshotAt(repository, name, tip) : records), tip };
    },
    async commit(on, draft) {
      const commit = await writeCommit(ports, repository, name, on, draft);
      return (await repository.push(branch, commit, on.tip, { how: "instead" })) ? commit : undefined;
    },
  });

  /** The record of this very move that waits on its branch already: whoever asks again must not make a second one. */
  async function waiting(
    { name, alias, version, seen }: AliasMove,
    { event }: Promotion,
    tip: string | undefined,
    records: Records,
  ): Promise<Promotion | undefined> {
    if (tip === undefined) return undefined;
    await repository.bring(tip);
    const last = (await (await recordsAt(name, tip)).promotions()).at(-1);
    const same =
      last?.alias === alias &&
      last.version === version &&
      last.event === event &&
      (last.previous ?? undefined) === seen;
    if (!same) return undefined;
    // merged: the branch is of an earlier move
    return (await records.promotions()).some(({ id }) => id === last.id) ? undefined : last;
  }

  /** Undefined when the alias is there already, and nothing is to be recorded. */
  return async (move: AliasMove, promotion?: Promotion): Promise<ProposedMove | undefined> => {
    const { name, alias, version } = move;
    const branch = branchOf(move);
    // holds the move to what is true now, whatever was proposed before
    const now = await recordsAt(name, await repository.tip(base));
    if (!draftAlias(provider, now, move) && !promotion) return undefined;
    const { result } = await amend(shelf, name, commitsOf(name, branch), async (proposed, { tip }) => {
      const before = promotion && (await waiting(move, promotion, tip, now));
      const record = before ?? promotion;
      const there = before !== undefined && (await proposed.promotions()).some(({ id }) => id === before.id);
      const drafts = [
        proposed.aliases.get(alias) === version ? undefined : draftAlias(provider, proposed, move),
        record && !there ? await draftPromotion(proposed, record) : undefined,
      ].filter((draft) => draft !== undefined);
      return { draft: joined(drafts), result: record };
    });
    return { branch, base, promotion: result };
  };
}

function joined([first, ...others]: readonly Draft[]): Draft | undefined {
  return first && { ...first, write: new Map([first, ...others].flatMap(({ write = new Map() }) => [...write])) };
}
