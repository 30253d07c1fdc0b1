import { ToolkitError } from "#contracts";
import { type Clock, isoTime } from "./clock.ts";
import type { Exec } from "./exec.ts";
import type { Files } from "./files.ts";
import type { Log } from "./log.ts";
import { isAliveHere, type Owner, silenceOf } from "./owner.ts";
import type { Random } from "./random.ts";

interface Ports {
  files: Files;
  clock: Clock;
  random: Random;
  exec: Exec;
  log: Log;
}

/** Who holds a lock, as its file says. */
export interface LockHolder extends Owner {
  hostName?: string | undefined;
  since: string;
  id: string;
}

/** How long the holder on another host may be silent before it counts as dead; it gives a sign four times as often. */
const lease = 60;

/**
 * Runs the work while this process alone holds the lock file. A lock whose process is gone is taken over, so a killed run
 * blocks nobody. Of a process on another host, which shares the folder, only its signs of life tell: a holder that is
 * stopped for longer than the lease and then goes on works beside its successor.
 * @throws ToolkitError `locked` naming the holder, after `waitSeconds`
 */
export async function withFolderLock<Result>(
  { files, clock, random, exec, log }: Ports,
  path: string,
  work: () => Promise<Result>,
  {
    waitSeconds = 1800,
    hint,
    leaseSeconds = lease,
  }: { waitSeconds?: number; hint?: string; leaseSeconds?: number } = {},
): Promise<Result> {
  const mine: LockHolder = { ...exec.self(), since: isoTime(clock), id: random.uuid() };
  const isGone = (at: string, holder: LockHolder): Promise<boolean> =>
    hasGone({ files, exec, random }, at, holder, leaseSeconds * 1000);
  const deadline = clock.monotonic() + waitSeconds * 1000;
  let told = false;
  while (!(await files.createExclusive(path, JSON.stringify(mine)))) {
    const holder = await readHolder(files, path);
    if (holder === undefined) continue; // freed since
    if (await isGone(path, holder)) {
      if (await succeed({ files, isGone }, path, holder, mine)) break;
      continue;
    }
    if (clock.monotonic() >= deadline) {
      throw new ToolkitError({
        code: "locked",
        retryable: true,
        message: `${path} is held by ${named(holder)} since ${holder.since}`,
        hint: hint ?? "wait for the other run to end; if it hangs, end that process and start again",
      });
    }
    if (!told) log.info(`waiting for ${named(holder)}, which holds ${path} since ${holder.since}`);
    told = true;
    await clock.sleep(250);
  }
  const signs = signsOfLife(files, signOf(path, mine), leaseSeconds * 250);
  try {
    return await work();
  } finally {
    await signs.end();
    if ((await readHolder(files, path))?.id === mine.id) await files.remove(path);
  }
}

const named = ({ pid, hostName }: LockHolder): string =>
  `process ${pid}${hostName === undefined ? "" : ` of ${hostName}`}`;

/** Named by the one holder's own id: whoever goes on after it was taken for dead disturbs no successor. */
const signOf = (path: string, { id }: LockHolder): string => `${path}.${id}.alive`;

/** In real time, whatever the clock is: it is the disk's clock that others hold it to. The lock itself is the first sign. */
function signsOfLife(files: Files, path: string, everyMs: number): { end(): Promise<void> } {
  let last: Promise<void> | undefined;
  const timer = setInterval(() => {
    // a sign that cannot be given is no reason to end the work
    last = files.writeAtomic(path, "").catch(() => undefined);
  }, everyMs);
  timer.unref();
  return {
    async end() {
      clearInterval(timer);
      if (last === undefined) return;
      await last;
      await files.remove(path);
    },
  };
}

async function hasGone(
  { files, exec, random }: Pick<Ports, "files" | "exec" | "random">,
  path: string,
  holder: LockHolder,
  leaseMs: number,
): Promise<boolean> {
  const alive = isAliveHere(exec, holder);
  if (alive !== undefined) return !alive;
  const silence = await silenceOf({ files, random }, [path, signOf(path, holder)], path);
  // infinite: it was freed since
  return Number.isFinite(silence) && silence > leaseMs;
}

/**
 * Takes the lock of a dead holder. Who may is decided by a claim that only one can create; it becomes the lock by one
 * rename, so that no live lock is ever moved. A claim whose owner died is inherited the same way.
 */
async function succeed(
  { files, isGone }: { files: Files; isGone: (at: string, holder: LockHolder) => Promise<boolean> },
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
      const sign = signOf(path, dead);
      if (await files.stat(sign)) claims.push(sign);
      for (const left of claims) await files.remove(left);
      return true;
    }
    const claimant = await readHolder(files, claim);
    if (claimant === undefined || !(await isGone(claim, claimant))) return false;
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
    const { pid, since, id, host, hostName, started } = JSON.parse(text) as Partial<LockHolder>;
    const isText = (value: unknown): boolean => value === undefined || typeof value === "string";
    if (typeof pid === "number" && typeof since === "string" && typeof id === "string")
      if ([host, hostName, started].every(isText)) return { pid, since, id, host, hostName, started };
  } catch {
    // said below
  }
  throw new ToolkitError({ code: "locked", message: `${path} is no lock file`, hint: "look at it, and remove it" });
}
