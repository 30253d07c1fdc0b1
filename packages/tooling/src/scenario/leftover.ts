import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { root } from "../repository.ts";

/** Rolls back the canary that an interrupted scenario left, by the action that its users would take. */
export function rollBackLeftover(stateDir: string, endpoint: string): void {
  const folder = mkdtempSync(join(tmpdir(), "leftover-"));
  const file = (name: string): string => {
    writeFileSync(join(folder, name), "");
    return join(folder, name);
  };
  const env = {
    ...process.env,
    INPUT_ENDPOINT: endpoint,
    "INPUT_STATE-DIR": stateDir,
    "INPUT_REPORT-DIR": folder,
    GITHUB_OUTPUT: file("output"),
    GITHUB_STATE: file("state"),
    GITHUB_STEP_SUMMARY: file("summary"),
    GITHUB_WORKSPACE: folder,
  };
  process.stderr.write("a scenario before this one was interrupted: its canary is rolled back first\n");
  const { status } = spawnSync(process.execPath, [join(root, "dist/rollback/index.js")], { env, stdio: "inherit" });
  rmSync(folder, { recursive: true });
  if (status !== 0) throw new Error(`the canary of an interrupted scenario could not be rolled back (${status})`);
}
