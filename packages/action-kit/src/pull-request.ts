import * as z from "zod";
import type { GithubContext } from "./context.ts";

/** The pull request that a run belongs to. */
export interface PullRequestContext {
  number: number;
  headSha: string;
  baseSha: string;
  baseRef: string;
  /** The head is of another repository, or of one that was deleted. Nothing of it may be run or trusted. */
  isFork: boolean;
}

/** What the event itself says of its pull request; the forge knows the rest. */
export type PullRequestInEvent =
  | { kind: "none" }
  | { kind: "whole"; pullRequest: PullRequestContext; tokenReadsOnly: boolean }
  | { kind: "number"; number: number }
  | { kind: "head"; owner: string; branch: string; sha: string };

const repositorySchema = z.looseObject({ full_name: z.string() });
const pullRequestSchema = z.looseObject({
  number: z.int().min(1),
  head: z.looseObject({ sha: z.string(), repo: repositorySchema.nullish() }),
  base: z.looseObject({ sha: z.string(), ref: z.string(), repo: repositorySchema }),
});
const commentedSchema = z.looseObject({
  issue: z.looseObject({ number: z.int().min(1), pull_request: z.looseObject({}) }),
});
const workflowRunSchema = z.looseObject({
  workflow_run: z.looseObject({
    event: z.enum(["pull_request", "pull_request_target", "pull_request_review"]),
    head_sha: z.string(),
    head_branch: z.string(),
    // null once the fork was deleted
    head_repository: z.looseObject({ owner: z.looseObject({ login: z.string() }) }),
  }),
});

/** Events whose token reads only when the head is a fork's; `pull_request_target` runs with the base's own. */
const ownTokenEvents = new Set(["pull_request", "pull_request_review", "pull_request_review_comment"]);

/**
 * The pull request of an event. What `workflow_run` lists under `pull_requests` is not taken: it is empty for forks, and
 * may name pull requests of other repositories.
 * @param given number that the user says, for events that belong to none
 */
export function pullRequestInEvent(
  { eventName, event }: Pick<GithubContext, "eventName" | "event">,
  given: number | undefined,
): PullRequestInEvent {
  const found = z.looseObject({ pull_request: pullRequestSchema }).safeParse(event);
  if (found.success && eventName.startsWith("pull_request")) {
    const { number, head, base } = found.data.pull_request;
    const isFork = head.repo?.full_name !== base.repo.full_name;
    const pullRequest = { number, headSha: head.sha, baseSha: base.sha, baseRef: base.ref, isFork };
    return { kind: "whole", pullRequest, tokenReadsOnly: isFork && ownTokenEvents.has(eventName) };
  }
  const commented = commentedSchema.safeParse(event);
  if (commented.success && eventName === "issue_comment")
    return { kind: "number", number: commented.data.issue.number };
  const ran = workflowRunSchema.safeParse(event);
  if (ran.success && eventName === "workflow_run") {
    const { head_sha, head_branch, head_repository } = ran.data.workflow_run;
    return { kind: "head", owner: head_repository.owner.login, branch: head_branch, sha: head_sha };
  }
  return given === undefined ? { kind: "none" } : { kind: "number", number: given };
}
