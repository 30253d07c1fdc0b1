/**
 * Files that outlive the job, as far as the runner keeps any. Nothing here fails a run: where there is no cache, or no
 * right to it, nothing is found and nothing kept. A folder is found again only under the path that it was kept under.
 */
export interface RunCache {
  /** Puts the folder's newest state kept under the prefix in its place; whether there was one. */
  restore(folder: string, prefix: string): Promise<boolean>;
  /** Keeps the folder's state under the prefix; whether it was kept. */
  save(folder: string, prefix: string): Promise<boolean>;
}
