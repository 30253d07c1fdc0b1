import type { ActionDeps } from "./context.ts";
import type { ReportAnnotation } from "./spec.ts";

/** A pull request as the forge has it. */
export interface ForgePullRequest {
  number: number;
  headSha: string;
  headRepository: string | null;
  baseSha: string;
  baseRef: string;
}

/** What saying a result takes of a forge; the composition root joins it with `#forge`, whose contract holds. */
export interface Publisher {
  upsertComment(draft: {
    key: string;
    number: number;
    body: string;
    more: string;
    renewOnly?: boolean | undefined;
  }): Promise<{ url: string } | undefined>;
  check(draft: {
    key: string;
    name: string;
    sha: string;
    conclusion: "success" | "neutral" | "failure";
    title: string;
    summary: string;
    more: string;
    detailsUrl?: string | undefined;
    annotations: readonly ReportAnnotation[];
  }): Promise<{ url: string }>;
  pullRequest(number: number): Promise<ForgePullRequest | undefined>;
  pullRequestFrom(head: { owner: string; branch: string; sha: string }): Promise<ForgePullRequest | undefined>;
}

export type OpenPublisher = (deps: Omit<ActionDeps, "progress">, token: string) => Promise<Publisher>;
