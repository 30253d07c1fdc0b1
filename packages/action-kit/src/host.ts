import type { Exec, Log, Secrets } from "#platform";
import type { InputSource } from "./parse-inputs.ts";

/** The runner as an action sees it. Backed by `@actions/core`; a behaving fake in tests. */
export interface Host extends InputSource {
  setOutput(name: string, value: string): void;
  saveState(name: string, value: string): void;
  savedState(name: string): string;
  /** Appends Markdown to the job summary of this step. */
  writeSummary(markdown: string): Promise<void>;
  /** Marks the step as failed; the message is shown as an annotation. */
  fail(message: string): void;
  log: Log;
  secrets: Secrets;
  exec: Exec;
}
