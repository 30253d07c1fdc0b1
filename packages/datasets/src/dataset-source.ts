import type { DatasetSource as SourceConfig } from "#contracts";

/** Which bytes the rows come from, for the lock. */
export interface PinnedSource {
  kind: string;
  name: string;
  version: string;
  /** Subresource integrity of the whole source. */
  integrity: string;
  /** Commit, where the source is a repository. */
  commit?: string | undefined;
}

/**
 * Brings a dataset's raw files to this machine. Idempotent: what is in the cache and matches its pin is used as it is; a
 * partial download is never seen as whole. Throws ToolkitError `source-missing`, `source-changed` (its bytes are not the
 * pinned ones) or `source-unreachable`.
 */
export interface DatasetProvider<Config extends SourceConfig = SourceConfig> {
  /** @returns the folder or file with the raw data, and what was pinned */
  fetch(config: Config, place: SourcePlace): Promise<{ path: string; pinned: PinnedSource }>;
}

export interface SourcePlace {
  /** Folder that relative paths of the configuration start from. */
  configFolder: string;
  /** Cache that outlasts the job. */
  cacheFolder: string;
}
