import { type ChildProcess, spawn } from "node:child_process";

export interface Running {
  child: ChildProcess;
  /** First line of its output. */
  first: Promise<string>;
  /** What it said when it ended by itself. */
  failure(): Error | undefined;
  stop(): Promise<void>;
}

/** Starts a program whose errors are kept for the message when it ends before its time. */
export function start(command: string, args: readonly string[], env: NodeJS.ProcessEnv = process.env): Running {
  const child = spawn(command, args, { env, stdio: ["ignore", "pipe", "pipe"] });
  let said = "";
  const keep = (chunk: Buffer): void => {
    said = (said + chunk.toString()).slice(-2000);
  };
  child.stdout.on("data", keep);
  child.stderr.on("data", keep);
  let failed: Error | undefined;
  child.once("exit", (code) => {
    failed = new Error(`${command} ended with ${code}: ${said}`);
  });
  const first = new Promise<string>((resolve, reject) => {
    child.stdout.once("data", (chunk: Buffer) => resolve(chunk.toString().split("\n")[0] ?? ""));
    child.once("error", reject);
    child.once("exit", () => reject(failed));
  });
  first.catch(() => undefined);
  return {
    child,
    first,
    failure: () => failed,
    async stop() {
      if (child.exitCode !== null || child.signalCode !== null) return;
      const ended = new Promise((resolve) => child.once("exit", resolve));
      // asked first: a master that is killed leaves its workers behind
      child.kill("SIGTERM");
      const cut = setTimeout(() => child.kill("SIGKILL"), 3000);
      await ended;
      clearTimeout(cut);
      child.stdout.destroy();
      child.stderr.destroy();
    },
  };
}

/** Whole output of a program that ends by itself. @throws Error with the end of it when it does not end with 0 */
export async function outputOf(
  command: string,
  args: readonly string[],
  { env = process.env, started }: { env?: NodeJS.ProcessEnv; started?: (child: ChildProcess) => void } = {},
): Promise<string> {
  const child = spawn(command, args, { env, stdio: ["ignore", "pipe", "pipe"] });
  started?.(child);
  const chunks: Buffer[] = [];
  const errors: Buffer[] = [];
  child.stdout.on("data", (chunk: Buffer) => chunks.push(chunk));
  child.stderr.on("data", (chunk: Buffer) => errors.push(chunk));
  const code = await new Promise<number | null>((resolve, reject) => {
    child.once("error", reject);
    child.once("close", resolve);
  });
  if (code !== 0) throw new Error(`${command} ended with ${code}: ${Buffer.concat(errors).toString().slice(-2000)}`);
  return Buffer.concat(chunks).toString("utf8");
}

/** Waits for an answer 200. @throws Error when the program ends first, or after so many seconds */
export async function answering(running: Running, url: string, seconds: number, init?: RequestInit): Promise<void> {
  const until = performance.now() + seconds * 1000;
  for (;;) {
    const status = await fetch(url, init).then(
      async (response) => {
        await response.body?.cancel();
        return response.status;
      },
      () => 0,
    );
    if (status === 200) return;
    const failure = running.failure();
    if (failure) throw failure;
    if (performance.now() > until) throw new Error(`${url} answers ${status} after ${seconds} s`);
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
}
