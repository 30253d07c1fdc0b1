/** What events are found by. A version of ours is one. */
export interface ListedVersion {
  /** Semantic version; of another tool's, the number that the registry itself gave it, as `7` or `v7`. */
  version: string;
  /** Of the content; null where the registry says none. */
  digest: string | null;
  aliases: readonly string[];
  /** Another tool made it: no action can take it by name and digest. */
  foreign?: boolean | undefined;
  /** Where the registry keeps approvals. */
  approval?: Approval | undefined;
}

export interface Approval {
  /** In the registry's own words. */
  status: string;
  /** Nobody has decided yet. */
  waits: boolean;
}

/**
 * Where versions and aliases are looked at, and nothing is changed. Every `Registry` is one, of its own versions; its
 * `watch` sees those of other tools too. What versions something else than weights, such as prompts, is only one. Throws
 * what its provider says; an answer that is not understood is never an empty list.
 */
export interface EventSource {
  /** The oldest first. An alias is held by one version. */
  list(name: string): Promise<ListedVersion[]>;
}
