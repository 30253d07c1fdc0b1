import { amend, type Shelf } from "../../commits/amend.ts";
import type { Commits } from "../../commits/commits.ts";
import { draftAlias, draftPromotion } from "../../commits/drafts.ts";
import { recordsOf } from "../../commits/records.ts";
import { type OnBranch, snapshotAt, writeCommit } from "./branch.ts";
import type { Ports } from "./config.ts";
import type { Repository } from "./repository.ts";

/** A branch that waits for somebody's merge: what a pull request is opened from. */
export interface Proposal {
  name: string;
  alias: string;
  version: string;
  previous: string | undefined;
  branch: string;
  /** The branch with the records, which it is to be merged into. */
  base: string;
}

type Move = { name: string; alias: string; version: string; seen: string | undefined };

/**
 * Moves of aliases that are only proposed. The branch is named by the move, so the same one again finds its branch; when
 * the records have moved on since, the branch is made anew upon them, so that it always merges.
 */
export function proposalsOn(shelf: Shelf, ports: Pick<Ports, "random">, repository: Repository, base: string) {
  const open = new Map<string, Proposal>();
  const branchOf = ({ name, alias, version }: Move): string => `genai-mlops/promote/${name}/${alias}-${version}`;

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
      return (await repository.push(branch, commit, on.tip, "instead")) ? commit : undefined;
    },
  });

  return {
    open: (): Proposal[] => [...open.values()],
    async alias(move: Move): Promise<void> {
      const { name, alias, version } = move;
      const records = await recordsOf(
        shelf.provider,
        name,
        await snapshotAt(repository, name, await repository.tip(base)),
      );
      // holds the move to what is true now, whatever was proposed before
      if (!draftAlias(shelf.provider, records, move)) return;
      const branch = branchOf(move);
      await amend(shelf, name, commitsOf(name, branch), async (proposed) => ({
        draft: proposed.aliases.get(alias) === version ? undefined : draftAlias(shelf.provider, proposed, move),
        result: undefined,
      }));
      open.set(branch, { name, alias, version, previous: records.aliases.get(alias), branch, base });
    },
    /** Joins the record to the proposal of its version; false when there is none. */
    async promotion(name: string, promotion: Parameters<typeof draftPromotion>[1]): Promise<boolean> {
      const proposal = [...open.values()].findLast((one) => one.name === name && one.version === promotion.version);
      if (!proposal) return false;
      await amend(shelf, name, commitsOf(name, proposal.branch), async (proposed) => ({
        draft: await draftPromotion(proposed, promotion),
        result: undefined,
      }));
      return true;
    },
  };
}
