/** Environment variables, read only. */
export interface Environment {
  get(name: string): string | undefined;
  /** All of them, for a child process. */
  all(): Record<string, string>;
}
