import { spawn } from "node:child_process";
import { mkdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { createInterface } from "node:readline";
import { pythonTool } from "../toolchain.ts";

export interface ActRun {
  /** The user's repository. */
  caller: string;
  /** This toolkit, staged. */
  toolkit: string;
  workflow: string;
  inputs: Record<string, string>;
  /** Folder for act's own files. */
  work: string;
}

/** Runs a workflow in act on this machine, without containers; shows each line as it comes. @returns the exit code */
export async function runAct({ caller, toolkit, workflow, inputs, work }: ActRun): Promise<number> {
  mkdirSync(work, { recursive: true });
  const event = join(work, "event.json");
  writeFileSync(event, JSON.stringify({ inputs, repository: { full_name: "octo/mail-triage" } }));
  const labels = ["ubuntu-latest", "self-hosted", "gpu"].flatMap((label) => ["-P", `${label}=-self-hosted`]);
  const parameters = [
    "workflow_dispatch",
    ...["-W", `.github/workflows/${workflow}`, "-e", event],
    ...labels,
    ...["--local-repository", `genai-mlops/genai-mlops@v1=${toolkit}`],
    ...[
      "-s",
      "GITHUB_TOKEN=act-has-no-token",
      "--action-cache-path",
      join(work, "actions"),
      "--cache-server-path",
      join(work, "cache"),
    ],
    ...[
      "--artifact-server-path",
      join(work, "artifacts"),
      "--artifact-server-addr",
      "127.0.0.1",
      "--cache-server-addr",
      "127.0.0.1",
    ],
  ];
  const env = { ...process.env, PATH: `${dirname(process.execPath)}:${process.env["PATH"]}` };
  const child = spawn(pythonTool("act"), parameters, { cwd: caller, env, stdio: ["ignore", "pipe", "pipe"] });
  const show = async (stream: NodeJS.ReadableStream): Promise<void> => {
    for await (const line of createInterface({ input: stream })) process.stdout.write(`${line}\n`);
  };
  const ended = new Promise<number>((resolve) => child.once("close", (code) => resolve(code ?? 1)));
  for (const signal of ["SIGINT", "SIGTERM"] as const) process.once(signal, () => child.kill(signal));
  await Promise.all([show(child.stdout), show(child.stderr)]);
  return await ended;
}
