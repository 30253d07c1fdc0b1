/** Small files of one model, as they were at one commit. */
export interface Snapshot {
  /** The commit; undefined before the first one. */
  readonly id: string | undefined;
  /** Path, relative to the model's records and with /, to an id of the content: the same content has the same id. */
  readonly contents: ReadonlyMap<string, string>;
  read(path: string): Promise<string>;
}

/** What a commit changes of the records. */
export interface Draft {
  /** First line of the commit's message. */
  title: string;
  write?: ReadonlyMap<string, string> | undefined;
  remove?: readonly string[] | undefined;
}

/**
 * The history of a model's records, which several writers append to. A commit comes upon the one that was seen, or not at
 * all: that is the whole of its concurrency control, and it is the server that keeps it.
 */
export interface Commits<On extends Snapshot = Snapshot> {
  head(): Promise<On>;
  /** The new commit's id; undefined when somebody else's came first, and nothing was changed. */
  commit(on: On, draft: Draft): Promise<string | undefined>;
}
