import type { ModelVersion } from "./registry.ts";

/** What events are found by. */
export type ListedVersion = Pick<ModelVersion, "version" | "digest" | "aliases">;

/**
 * Where versions and aliases are looked at, and nothing is changed. Every `Registry` is one; what versions something else
 * than weights, such as prompts, is only one. Throws what its provider says; an answer that is not understood is never an
 * empty list.
 */
export interface EventSource {
  /** The oldest first. An alias is held by one version. */
  list(name: string): Promise<ListedVersion[]>;
}
