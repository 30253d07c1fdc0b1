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
    if (holder === undefined) continue; // freed since
    if (!exec.isAlive(holder.pid)) {
      if (await succeed({ files, exec }, path, holder, mine)) break;
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

/**
 * Takes the lock of a dead holder. Who may is decided by a claim that only one can create; it becomes the lock by one
 * rename, so that no live lock is ever moved. A claim whose owner died is inherited the same way.
 */
async function succeed(
  { files, exec }: Pick<Ports, "files" | "exec">,
  path: string,
  dead: LockHolder,
  mine: LockHolder,
): Promise<boolean> {
  const claims: string[] = [];
  let predecessor = dead;
  for (;;) {
    const claim = `${path}.${predecessor.id}.next`;
    if (await files.createExclusive(claim, JSON.stringify(mine))) {
      // a successor may have come and gone since the dead holder was seen
      if ((await readHolder(files, path))?.id !== dead.id) {
        await files.remove(claim);
        return false;
      }
      await files.rename(claim, path);
      for (const left of claims) await files.remove(left);
      return true;
    }
    const claimant = await readHolder(files, claim);
    if (claimant === undefined || exec.isAlive(claimant.pid)) return false;
    claims.push(claim);
    predecessor = claimant;
  }
}

/** Undefined when there is no lock. */
async function readHolder(files: Files, path: string): Promise<LockHolder | undefined> {
  if ((await files.stat(path)) === undefined) return undefined;
  const text = await files.readText(path).catch((cause: unknown) => {
    if (cause instanceof ToolkitError && cause.code === "file-missing") return undefined;
    throw cause;
  });
  if (text === undefined) return undefined;
  try {
    const { pid, since, id } = JSON.parse(text) as Partial<LockHolder>;
    if (typeof pid === "number" && typeof since === "string" && typeof id === "string") return { pid, since, id };
  } catch {
    // said below
  }
  throw new ToolkitError({ code: "locked", message: `${path} is no lock file`, hint: "look at it, and remove it" });
}
