import { homedir } from "node:os";
import { join } from "node:path";
import type { Environment } from "./environment.ts";

/** Where services, caches and records of this machine live: outlasts workspace, action folder and temp folder of a job. */
export function stateFolder(environment: Environment): string {
  const base = environment.get("XDG_STATE_HOME") ?? join(environment.get("HOME") ?? homedir(), ".local", "state");
  return join(base, "genai-mlops");
}
