export interface RunOptions {
  cwd?: string | undefined;
  /** The whole environment of the child, not an addition to ours. Ours when left out. */
  env?: Record<string, string> | undefined;
  input?: string | undefined;
  onLine?: ((line: string, stream: "stdout" | "stderr") => void) | undefined;
}

export interface RunResult {
  exitCode: number;
  /** Whole output, capped at its last 1 MiB. */
  stdout: string;
  stderr: string;
}

export interface StartOptions extends Omit<RunOptions, "input"> {
  /** Streamed text is drawn as the child reads it, and ends where the child stops reading; its own error ends it too. */
  input?: string | AsyncIterable<string> | undefined;
  /** Hands the output over as bytes (`Child.output`) instead of as lines; `onLine` then gets only stderr. */
  pipeOutput?: boolean | undefined;
  /** Outlives us: own session, output to `logFile`, RUNNER_TRACKING_ID removed so that a runner does not kill it. */
  detached?: boolean | undefined;
  logFile?: string | undefined;
}

export interface Child {
  pid: number;
  /** With `pipeOutput`: what the child writes, which waits when nobody reads. Read it to its end. */
  output?: AsyncIterable<Uint8Array> | undefined;
  /** Exit code and signal, once it has ended. Never rejects. */
  ended: Promise<{ exitCode: number | null; signal: string | null }>;
  /** Sends the signal to the child's whole process group. */
  kill(signal: "SIGTERM" | "SIGKILL" | "SIGINT"): void;
}

/** A process among all, of this host and of others that share a folder with it. */
export interface ProcessIdentity {
  pid: number;
  /** Hexadecimal digits of what has the same process ids: a host since it was started, or a container on it. */
  host: string;
  hostName: string;
  started: string | undefined;
}

/** Child processes. Arguments are a list: nothing ever goes through a shell unless the user's own command asks for one. */
export interface Exec {
  /** Runs to its end. A non-zero exit is an answer, not an error; throws ToolkitError `command-not-found`. */
  run(command: string, args: readonly string[], options?: RunOptions): Promise<RunResult>;
  /** Starts and returns at once. */
  start(command: string, args: readonly string[], options?: StartOptions): Promise<Child>;
  /** Absolute path of a program on PATH, or undefined. */
  which(command: string): Promise<string | undefined>;
  /** Whether a process with this id exists (and is ours to signal). */
  isAlive(pid: number): boolean;
  /** This process. */
  self(): ProcessIdentity;
  /** When the process began, in digits of the kernel's own; undefined where that cannot be read. */
  startOf(pid: number): string | undefined;
  /** Signals a process, or its group with `group: true`. Silent when it is gone. */
  signal(
    pid: number,
    signal: "SIGTERM" | "SIGKILL" | "SIGINT" | "SIGHUP" | "SIGUSR2",
    options?: { group?: boolean },
  ): void;
}
