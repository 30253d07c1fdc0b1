import { spawn } from "node:child_process";
import { mkdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { createInterface } from "node:readline";
import { freePort } from "#platform";
import { pythonTool } from "../toolchain.ts";
import { withoutThirdParty } from "./third-party.ts";

export interface ActRun {
  /** The user's repository. */
  caller: string;
  /** This toolkit, staged. */
  toolkit: string;
  workflow: string;
  inputs: Record<string, string>;
  /** Folder for act's own files. */
  work: string;
  /** What the steps see of the machine's environment; all of it unless told. */
  env?: NodeJS.ProcessEnv;
  /** Gets each line as it comes; they are shown unless told otherwise. */
  onLine?: (line: string) => void;
}

const show = (line: string): void => void process.stdout.write(`${line}\n`);

/** Runs a workflow in act on this machine, without containers. @returns the exit code */
export async function runAct({ caller, env = process.env, onLine = show, ...run }: ActRun): Promise<number> {
  mkdirSync(run.work, { recursive: true });
  // act's own default is one port for everybody on the machine
  const child = spawn(pythonTool("act"), [...parametersOf(run), "--artifact-server-port", `${await freePort()}`], {
    cwd: caller,
    env: { ...env, PATH: `${dirname(process.execPath)}:${process.env["PATH"]}` },
    stdio: ["ignore", "pipe", "pipe"],
  });
  const read = async (stream: NodeJS.ReadableStream): Promise<void> => {
    for await (const line of createInterface({ input: stream })) onLine(line);
  };
  const ended = new Promise<number>((resolve) => child.once("close", (code) => resolve(code ?? 1)));
  const signals = ["SIGINT", "SIGTERM"] as const;
  const pass = (signal: NodeJS.Signals): void => void child.kill(signal);
  for (const signal of signals) process.once(signal, pass);
  await Promise.all([read(child.stdout), read(child.stderr)]);
  for (const signal of signals) process.off(signal, pass);
  return await ended;
}

function parametersOf({ toolkit, workflow, inputs, work }: Omit<ActRun, "caller" | "env" | "onLine">): string[] {
  const event = join(work, "event.json");
  writeFileSync(event, JSON.stringify({ inputs, repository: { full_name: "octo/mail-triage" } }));
  const labels = ["ubuntu-latest", "self-hosted", "gpu"].flatMap((label) => ["-P", `${label}=-self-hosted`]);
  return [
    "workflow_dispatch",
    ...["-W", `.github/workflows/${workflow}`, "-e", event],
    ...labels,
    ...["--local-repository", `genai-mlops/genai-mlops@v1=${toolkit}`],
    ...withoutThirdParty(toolkit, join(work, "others")),
    ...["-s", "GITHUB_TOKEN=act-has-no-token"],
    ...["--action-cache-path", join(work, "actions")],
    ...["--cache-server-path", join(work, "cache"), "--cache-server-addr", "127.0.0.1"],
    ...["--artifact-server-path", join(work, "artifacts"), "--artifact-server-addr", "127.0.0.1"],
  ];
}
