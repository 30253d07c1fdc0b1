import type { ActionDeps } from "#action-kit";

/** What an action goes on from, and what it takes for granted where that is gone. */
export interface Kept {
  /** Absolute path. */
  path: string;
  /** What that run wrote, such as `state-store: file`. */
  what: string;
  /** What goes wrong unseen when each run begins with nothing. */
  loss: string;
  mend: string;
}

/**
 * Warns on a runner that GitHub throws away after the job, where nothing of an earlier run is: every run would be the first
 * one, and green. Where something is, a cache or an earlier step brought it, and nothing is said.
 */
export async function warnWhereForgotten(
  { environment, files, log }: Pick<ActionDeps, "environment" | "files" | "log">,
  { path, what, loss, mend }: Kept,
): Promise<void> {
  if (environment.get("RUNNER_ENVIRONMENT") !== "github-hosted" || (await files.stat(path)) !== undefined) return;
  log.warning(`${what}: ${path} is not there, and this runner of GitHub's forgets its disk: ${loss}. ${mend}`, {
    title: "nothing is remembered",
  });
}
