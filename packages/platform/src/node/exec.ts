import { spawn } from "node:child_process";
import { once } from "node:events";
import { accessSync, closeSync, constants, mkdirSync, openSync, statSync } from "node:fs";
import { delimiter, dirname, join } from "node:path";
import { createInterface } from "node:readline";
import { ToolkitError } from "#contracts";
import type { Child, Exec, RunOptions, RunResult, StartOptions } from "../exec.ts";

const outputCap = 1024 * 1024;

/** Exec by node:child_process. Each started child leads a process group, so that a signal reaches its children too. */
export function nodeExec(): Exec {
  return { run, start, which: async (command) => findOnPath(command), isAlive, signal };
}

async function run(command: string, args: readonly string[], options: RunOptions = {}): Promise<RunResult> {
  const output = { stdout: "", stderr: "" };
  const onLine: RunOptions["onLine"] = (line, stream) => {
    output[stream] = `${output[stream]}${line}\n`.slice(-outputCap);
    options.onLine?.(line, stream);
  };
  const child = await start(command, args, { ...options, onLine });
  const { exitCode } = await child.ended;
  return { exitCode: exitCode ?? 137, ...output };
}

async function start(command: string, args: readonly string[], options: StartOptions = {}): Promise<Child> {
  const environment = { ...(options.env ?? (process.env as Record<string, string>)) };
  if (options.detached) delete environment["RUNNER_TRACKING_ID"];
  const output = options.logFile === undefined ? "pipe" : openLog(options.logFile);
  const child = spawn(command, [...args], {
    cwd: options.cwd,
    env: environment,
    detached: true,
    stdio: [options.input === undefined ? "ignore" : "pipe", output, output],
  });
  const closed: Child["ended"] = once(child, "close").then(
    ([exitCode, killedBy]) => ({ exitCode: exitCode as number | null, signal: killedBy as string | null }),
    () => ({ exitCode: 127, signal: null }),
  );
  const lines = options.onLine
    ? [readLines(child.stdout, "stdout", options), readLines(child.stderr, "stderr", options)]
    : [];
  const ended = Promise.all([closed, ...lines]).then(([end]) => end);
  if (!options.onLine && output === "pipe") {
    child.stdout?.resume();
    child.stderr?.resume();
  }
  try {
    await once(child, "spawn");
  } catch (cause) {
    throw new ToolkitError({ code: "command-not-found", message: `${command} could not be started`, cause });
  } finally {
    if (typeof output === "number") closeSync(output);
  }
  if (options.input !== undefined) {
    child.stdin?.on("error", () => {}); // a child that does not read its input is its own affair
    child.stdin?.end(options.input);
  }
  if (options.detached) child.unref();
  const pid = child.pid as number;
  return { pid, ended, kill: (name) => signal(pid, name, { group: true }) };
}

function openLog(path: string): number {
  mkdirSync(dirname(path), { recursive: true });
  return openSync(path, "a");
}

async function readLines(
  stream: NodeJS.ReadableStream | null,
  name: "stdout" | "stderr",
  { onLine }: StartOptions,
): Promise<void> {
  if (!stream) return;
  for await (const line of createInterface({ input: stream, crlfDelay: Number.POSITIVE_INFINITY }))
    onLine?.(line, name);
}

function findOnPath(command: string): string | undefined {
  if (command.includes("/")) return isExecutable(command) ? command : undefined;
  const folders = (process.env["PATH"] ?? "").split(delimiter).filter(Boolean);
  return folders.map((folder) => join(folder, command)).find(isExecutable);
}

function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return statSync(path).isFile();
  } catch {
    return false;
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (cause) {
    return (cause as NodeJS.ErrnoException).code === "EPERM";
  }
}

function signal(pid: number, name: "SIGTERM" | "SIGKILL" | "SIGINT", options: { group?: boolean } = {}): void {
  if (!Number.isInteger(pid) || pid <= 1) return; // 0, 1 and -1 would reach far more than one process
  try {
    process.kill(options.group ? -pid : pid, name);
  } catch (cause) {
    if ((cause as NodeJS.ErrnoException).code !== "ESRCH") throw cause;
  }
}
