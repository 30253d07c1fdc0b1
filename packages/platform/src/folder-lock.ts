import { ToolkitError } from "#contracts";
import { type Clock, isoTime } from "./clock.ts";
import type { Exec } from "./exec.ts";
import type { Files } from "./files.ts";
import type { Log } from "./log.ts";
import type { Random } from "./random.ts";

interface Ports {
  files: Files;
  clock: Clock;
  random: Random;
  exec: Exec;
  log: Log;
}

/** Who holds a lock, as its file says. */
export interface LockHolder {
  pid: number;
  since: string;
  id: string;
}

/**
 * Runs the work while this process alone holds the lock file. A lock whose process is gone is taken over, so a killed run
 * blocks nobody.
 * @throws ToolkitError `locked` naming the holder, after `waitSeconds`
 */
export async function withFolderLock<Result>(
  { files, clock, random, exec, log }: Ports,
  path: string,
  work: () => Promise<Result>,
  { waitSeconds = 1800, hint }: { waitSeconds?: number; hint?: string } = {},
): Promise<Result> {
  const mine: LockHolder = { pid: process.pid, since: isoTime(clock), id: random.uuid() };
  const deadline = clock.monotonic() + waitSeconds * 1000;
  let told = false;
  while (!(await files.createExclusive(path, JSON.stringify(mine)))) {
    const holder = await readHolder(files, path);
    if (holder === undefined || !exec.isAlive(holder.pid)) {
      await removeStale(files, path, `${path}.${mine.id}`, holder);
      continue;
    }
    if (clock.monotonic() >= deadline) {
      throw new ToolkitError({
        code: "locked",
        retryable: true,
        message: `${path} is held by process ${holder.pid} since ${holder.since}`,
        hint: hint ?? "wait for the other run to end; if it hangs, end that process and start again",
      });
    }
    if (!told) log.info(`waiting for process ${holder.pid}, which holds ${path} since ${holder.since}`);
    told = true;
    await clock.sleep(250);
  }
  try {
    return await work();
  } finally {
    if ((await readHolder(files, path))?.id === mine.id) await files.remove(path);
  }
}

/** Moved away first: of two that see a stale lock, the slower one may have moved the faster one's new lock, and puts it back. */
async function removeStale(files: Files, path: string, aside: string, seen: LockHolder | undefined): Promise<void> {
  await files.rename(path, aside).catch(() => undefined);
  const moved = await readHolder(files, aside);
  if (moved !== undefined && moved.id !== seen?.id) await files.createExclusive(path, JSON.stringify(moved));
  await files.remove(aside);
}

/** A lock file is written in one call, but may be seen empty for an instant. */
async function readHolder(files: Files, path: string): Promise<LockHolder | undefined> {
  for (let attempt = 0; attempt < 3; attempt++) {
    if ((await files.stat(path)) === undefined) return undefined;
    const text = await files.readText(path).catch(() => "");
    try {
      return JSON.parse(text) as LockHolder;
    } catch {
      await new Promise((resolve) => setImmediate(resolve));
    }
  }
  return undefined;
}
