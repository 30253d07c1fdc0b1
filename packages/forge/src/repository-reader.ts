/** A pull request as it is now. */
export interface PullRequest {
  number: number;
  headSha: string;
  headRef: string;
  /** `owner/name`; null when the fork was deleted. */
  headRepository: string | null;
  baseSha: string;
  baseRef: string;
}

export interface FileRequest {
  /** Full hash of a commit. */
  sha: string;
  /** Relative to the repository, with /. */
  path: string;
  /** A longer file is refused. */
  limitBytes: number;
}

/** What a forge knows of the repository, read only. Errors as of `Forge`. */
export interface RepositoryReader {
  /** undefined when there is none with this number. */
  pullRequest(number: number): Promise<PullRequest | undefined>;
  /** The open pull request from this branch whose head is this commit. `owner` is that of the head's repository. */
  pullRequestFrom(head: { owner: string; branch: string; sha: string }): Promise<PullRequest | undefined>;
  /**
   * The file's bytes; undefined when commit or file are not there.
   * @throws ToolkitError `not-a-file` (a folder, a link, a submodule), `file-too-large`
   */
  fileAt(request: FileRequest): Promise<Uint8Array | undefined>;
}
