import { spawn } from "node:child_process";
import { createHash } from "node:crypto";
import { once } from "node:events";
import { accessSync, closeSync, constants, mkdirSync, openSync, readFileSync, readlinkSync, statSync } from "node:fs";
import { hostname } from "node:os";
import { delimiter, dirname, join } from "node:path";
import type { Writable } from "node:stream";
import { ToolkitError } from "#contracts";
import type { Child, Exec, ProcessIdentity, RunOptions, RunResult, StartOptions } from "../exec.ts";

const outputCap = 1024 * 1024;

/** Exec by node:child_process. Each started child leads a process group, so that a signal reaches its children too. */
export function nodeExec(): Exec {
  return { run, start, which: async (command) => findOnPath(command), isAlive, self, startOf, signal };
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
    ? [!options.pipeOutput && readLines(child.stdout, "stdout", options), readLines(child.stderr, "stderr", options)]
    : [];
  const ended = Promise.all([closed, ...lines]).then(([end]) => end);
  if (!options.onLine && output === "pipe") {
    if (!options.pipeOutput) child.stdout?.resume();
    child.stderr?.resume();
  }
  try {
    await once(child, "spawn");
  } catch (cause) {
    throw new ToolkitError({ code: "command-not-found", message: `${command} could not be started`, cause });
  } finally {
    if (typeof output === "number") closeSync(output);
  }
  if (options.input !== undefined && child.stdin) void feed(child.stdin, options.input);
  if (options.detached) child.unref();
  const pid = child.pid as number;
  const kill: Child["kill"] = (name) => {
    signal(pid, name, { group: true });
    // a grandchild that left the group may hold the pipes: nobody reads them any more
    if (name === "SIGKILL" && options.pipeOutput) for (const pipe of [child.stdout, child.stderr]) pipe?.destroy();
  };
  const read = options.pipeOutput && child.stdout ? { output: child.stdout as AsyncIterable<Uint8Array> } : {};
  return { pid, ended, kill, ...read };
}

/** A child that does not read its input is its own affair; what breaks in the input is known to whoever made it. */
async function feed(stdin: Writable, input: string | AsyncIterable<string>): Promise<void> {
  stdin.on("error", () => {});
  if (typeof input === "string") {
    stdin.end(input);
    return;
  }
  let wake = (): void => {};
  for (const event of ["drain", "close"]) stdin.on(event, () => wake());
  try {
    for await (const text of input) {
      if (stdin.destroyed) return;
      const full = !stdin.write(text);
      if (full && !stdin.destroyed)
        await new Promise<void>((resolve) => {
          wake = resolve;
        });
    }
    stdin.end();
  } catch {
    stdin.destroy();
  }
}

function openLog(path: string): number {
  mkdirSync(dirname(path), { recursive: true });
  return openSync(path, "a");
}

const longestLine = 64 * 1024;

/** By LF, CRLF or CR (a progress bar's); a line over 64 Ki characters comes in pieces, so that none fills the memory. */
async function readLines(
  stream: NodeJS.ReadableStream | null,
  name: "stdout" | "stderr",
  { onLine }: StartOptions,
): Promise<void> {
  if (!stream) return;
  const decoder = new TextDecoder();
  let rest = "";
  for await (const chunk of untilClosed(stream as AsyncIterable<Uint8Array>)) {
    rest += decoder.decode(chunk, { stream: true });
    // a CR at the very end may be half of a CRLF
    const held = rest.endsWith("\r") ? "\r" : "";
    const lines = rest.slice(0, rest.length - held.length).split(/\r\n|\n|\r/);
    rest = (lines.pop() ?? "") + held;
    if (rest.length > longestLine) {
      lines.push(rest);
      rest = "";
    }
    for (const line of lines) onLine?.(line, name);
  }
  if (rest !== "") onLine?.(rest.replace(/\r$/, ""), name);
}

/** A pipe that we closed ourselves is at its end. */
async function* untilClosed(stream: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  try {
    yield* stream;
  } catch (cause) {
    if ((cause as NodeJS.ErrnoException).code !== "ERR_STREAM_PREMATURE_CLOSE") throw cause;
  }
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

function self(): ProcessIdentity {
  known ??= { pid: process.pid, host: hostDigits(), hostName: hostname(), started: startOf(process.pid) };
  return known;
}

let known: ProcessIdentity | undefined;

/** Containers share the boot of their host, and may share its name, but have process ids of their own. */
function hostDigits(): string {
  const boot = readable(() => readFileSync("/proc/sys/kernel/random/boot_id", "utf8").trim());
  const ids = readable(() => readlinkSync("/proc/self/ns/pid"));
  return createHash("sha256")
    .update(JSON.stringify([hostname(), boot, ids]))
    .digest("hex")
    .slice(0, 16);
}

/** Field 22 of proc_pid_stat(5), in clock ticks since boot. The program's name before it may hold blanks and brackets. */
function startOf(pid: number): string | undefined {
  const stat = readable(() => readFileSync(`/proc/${pid}/stat`, "utf8"));
  const field = stat?.slice(stat.lastIndexOf(")") + 2).split(" ")[19];
  return field !== undefined && /^\d+$/.test(field) ? field : undefined;
}

/** Where there is no /proc, nothing is known. */
function readable(read: () => string): string | undefined {
  try {
    return read();
  } catch {
    return undefined;
  }
}

function signal(
  pid: number,
  name: "SIGTERM" | "SIGKILL" | "SIGINT" | "SIGHUP",
  options: { group?: boolean } = {},
): void {
  if (!Number.isInteger(pid) || pid <= 1) return; // 0, 1 and -1 would reach far more than one process
  try {
    process.kill(options.group ? -pid : pid, name);
  } catch (cause) {
    if ((cause as NodeJS.ErrnoException).code !== "ESRCH") throw cause;
  }
}
