/** A commit's or a pull request's page, or a part of it. */
export interface Posted {
  id: number;
  url: string;
}

export interface CommentDraft {
  /** Words of letters, digits, `.`, `_`, `-`, parted by `/`: which of our comments this is. */
  key: string;
  /** Number of the pull request or issue. */
  number: number;
  /** Markdown of any length; what does not fit into a comment is cut. */
  body: string;
  /** Markdown that ends a body that was cut, such as a link to the whole report. */
  more: string;
  /** Only renew a comment that is there; without one nothing is written. */
  renewOnly?: boolean | undefined;
}

export interface Annotation {
  /** Relative to the repository, with /. */
  path: string;
  /** Counts from 1. */
  line: number;
  endLine?: number | undefined;
  level: "notice" | "warning" | "failure";
  title: string;
  message: string;
}

export interface CheckDraft {
  /** Which of our checks of this commit this is; see `CommentDraft.key`. */
  key: string;
  /** What people see, and what a branch protection names. */
  name: string;
  /** Full hash of the commit. */
  sha: string;
  /** `neutral` lets a required check pass: never give it for a gate that has to stop. */
  conclusion: "success" | "neutral" | "failure";
  title: string;
  /** Markdown of any length; what does not fit is cut. */
  summary: string;
  more: string;
  /** Page with the details, such as the run's. */
  detailsUrl?: string | undefined;
  annotations: readonly Annotation[];
}

export interface DeploymentDraft {
  /** Which deployment this is: the same key, reference and environment is the same one. */
  key: string;
  environment: string;
  ref: string;
  /** The same key and environment is the same one, at whatever reference it was made; of the latest 1000 there. */
  anyRef?: boolean | undefined;
  /** JSON beside the key. */
  payload: Record<string, unknown>;
  description?: string | undefined;
  /** Whether people use this environment. */
  production?: boolean | undefined;
}

export interface DeploymentStatusDraft {
  state: "pending" | "queued" | "in_progress" | "success" | "failure" | "error" | "inactive";
  /** 140 characters at most; cut. */
  description: string;
  environmentUrl?: string | undefined;
  logUrl?: string | undefined;
}

export interface IssueDraft {
  key: string;
  title: string;
  body: string;
  more: string;
  labels?: readonly string[] | undefined;
}

export interface PullRequestDraft {
  /** Branch of the same repository that is to be merged, and the one it goes into. */
  head: string;
  base: string;
  title: string;
  body: string;
  more: string;
}

export interface DispatchDraft {
  /** At most 100 characters. */
  eventType: string;
  /** At most 10 fields. */
  payload: Record<string, unknown>;
}

/**
 * Where the repository lives and people talk: what a run says there. Every verb but `dispatch` finds what an earlier or a
 * killed run wrote before it writes, so it may be repeated; only what the token's own user wrote is ever changed.
 *
 * Throws ToolkitError `forge-unauthorized` (the token), `forge-forbidden` (its hint names the permission and the line to
 * add), `forge-not-found`, `forge-rate-limited` (after waiting as long as was sensible), `forge-refused` (what was asked),
 * `forge-failed` (its side), and `http-unreachable`, `http-timeout`.
 */
export interface Forge {
  /**
   * One comment a key, however many runs write it at once: the oldest stays, later ones are deleted.
   * @returns undefined when `renewOnly` found none
   */
  upsertComment(draft: CommentDraft): Promise<Posted | undefined>;
  /**
   * One check run a key and commit. Not complete before all its annotations are there. One that carries annotations of
   * another result is replaced by a newer one of the same name, because annotations cannot be taken back.
   */
  check(draft: CheckDraft): Promise<Posted>;
  /** @returns id for `deploymentStatus` */
  deployment(draft: DeploymentDraft): Promise<number>;
  /** Adds a status unless the last one says the same. */
  deploymentStatus(deployment: number, draft: DeploymentStatusDraft): Promise<void>;
  /** Opens the issue, or renews the open one with this key. One that somebody closed stays closed: a new one is opened. */
  openIssue(draft: IssueDraft): Promise<Posted & { number: number }>;
  /** Opens the pull request from one branch into another, or renews the open one. One that somebody closed stays closed. */
  openPullRequest(draft: PullRequestDraft): Promise<Posted & { number: number }>;
  /**
   * Starts workflows that wait for this event. Cannot be found again, so it is sent once: where the answer was lost, it
   * throws `forge-outcome-unknown`, and the caller's own record of the key decides.
   */
  dispatch(draft: DispatchDraft): Promise<void>;
}
