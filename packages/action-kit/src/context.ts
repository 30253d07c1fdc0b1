import type { Platform } from "#platform";
import type { RunCache } from "./run-cache.ts";

/** What GitHub says of the run; empty strings where a variable is missing (a test, another runner). */
export interface GithubContext {
  repository: string;
  sha: string;
  ref: string;
  actor: string;
  eventName: string;
  runId: string;
  runAttempt: number;
  job: string;
  serverUrl: string;
  apiUrl: string;
  /** Address of this run's page. */
  runUrl: string;
  /** The event's payload, unchecked: parse what you take. */
  event: unknown;
}

/** Everything `run` gets beside its inputs. */
export interface ActionDeps extends Platform {
  github: GithubContext;
  /** Files that outlive the job. */
  cache: RunCache;
  /** Fires when the job is cancelled; about 7 seconds are left then. */
  signal: AbortSignal;
  /** Folder of the bundles (`dist`), where assets and single-file programs lie beside the code. */
  distFolder: string;
  /** A folder of this run's own, made by who writes into it first and removed when the run ends, however it ends. */
  tempFolder: string;
  workspace: string;
  /**
   * Shows in the pull request how far the work is, where that is wanted; at most every 20 s, the rest is dropped. Returns
   * at once and never throws.
   */
  progress(markdown: string): void;
  /** Remembered for the `post` step of the same action. */
  saveState(name: string, value: string): void;
}

/** What `post` gets: the same, and what `main` remembered. */
export interface PostDeps extends ActionDeps {
  savedState(name: string): string;
}
