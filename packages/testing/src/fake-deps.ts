import { mkdtemp } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { ActionDeps, PostDeps } from "#action-kit";
import { maskedSecrets, nodeExec, nodeFiles, nodeHttp } from "#platform";
import { countedFiles } from "./counted-files.ts";
import { fakeClock } from "./fake-clock.ts";
import { fakeEnvironment } from "./fake-environment.ts";
import { fakeRunCache } from "./fake-run-cache.ts";
import { type RecordedLog, recordedLog } from "./recorded-log.ts";
import { seededRandom } from "./seeded-random.ts";

export interface FakeDeps extends PostDeps {
  log: RecordedLog;
  /** What `saveState` was told. */
  states: Map<string, string>;
}

/**
 * Dependencies of an action's `run` for a test: real files, processes and HTTP in a new temporary folder; recorded log,
 * seeded randomness, a clock that sleeps no time, an environment of its own. Any of them can be replaced.
 */
export async function fakeDeps(
  replaced: Partial<ActionDeps> & { savedStates?: Record<string, string> } = {},
): Promise<FakeDeps> {
  const folder = await mkdtemp(join(tmpdir(), "genai-mlops-"));
  const states = new Map<string, string>(Object.entries(replaced.savedStates ?? {}));
  const secrets = maskedSecrets();
  return {
    http: nodeHttp(),
    exec: nodeExec(),
    files: countedFiles(nodeFiles()),
    clock: fakeClock(),
    random: seededRandom(1),
    environment: fakeEnvironment({ XDG_STATE_HOME: join(folder, "state"), PATH: process.env["PATH"] ?? "" }),
    secrets,
    cache: fakeRunCache(),
    github: {
      repository: "octo/mail-triage",
      sha: "0123456789abcdef0123456789abcdef01234567",
      ref: "refs/heads/main",
      actor: "octocat",
      eventName: "workflow_dispatch",
      runId: "42",
      runAttempt: 1,
      job: "release",
      serverUrl: "https://github.com",
      apiUrl: "https://api.github.com",
      runUrl: "https://github.com/octo/mail-triage/actions/runs/42",
      event: {},
    },
    signal: new AbortController().signal,
    distFolder: join(import.meta.dirname, "../../../dist"),
    tempFolder: join(folder, "temp"),
    workspace: folder,
    progress: () => {},
    saveState: (name, value) => void states.set(name, value),
    savedState: (name) => states.get(name) ?? "",
    states,
    ...replaced,
    log: (replaced.log as RecordedLog | undefined) ?? recordedLog(secrets),
  };
}
