/** A value and the version it was read at. */
export interface Versioned {
  value: unknown;
  version: string;
}

/**
 * A small store whose writes are compare-and-swap, so that two runs never overwrite each other in silence. Keys are words
 * of letters, digits, dots, dashes, parted by slashes; no key may be the first words of another (`a` beside `a/b`). A
 * record is old or new, never half, whatever is killed. Throws ToolkitError `state-corrupt` (what is stored is no JSON),
 * `state-unreachable`.
 */
export interface StateStore {
  read(key: string): Promise<Versioned | undefined>;
  /**
   * Writes when the stored version is still the expected one; `undefined` expects that nothing is stored.
   * @returns the new version, or undefined when somebody else was faster
   */
  write(key: string, value: unknown, expected: string | undefined): Promise<string | undefined>;
  /** Keys under a prefix, sorted. */
  list(prefix: string): Promise<string[]>;
}
