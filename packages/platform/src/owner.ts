import type { Exec } from "./exec.ts";
import type { Files } from "./files.ts";
import type { Random } from "./random.ts";

/** Of which process something is that lies in a folder. What an earlier version wrote names the process id alone. */
export interface Owner {
  pid: number;
  /** See `Exec.self`. */
  host?: string | undefined;
  started?: string | undefined;
}

/** Whether the process lives; undefined where only its own host could tell. */
export function isAliveHere(
  exec: Pick<Exec, "isAlive" | "self" | "startOf">,
  { pid, host, started }: Owner,
): boolean | undefined {
  if (host !== undefined && host !== exec.self().host) return undefined;
  if (!exec.isAlive(pid)) return false;
  // ids are given anew: another process may have this one by now
  const now = exec.startOf(pid);
  return started === undefined || now === undefined || now === started;
}

/**
 * Milliseconds since the newest of the paths was written, by the clock of the disk that they lie on, since clocks of hosts
 * differ; infinite when none is there.
 */
export async function silenceOf(
  { files, random }: { files: Files; random: Random },
  paths: readonly string[],
  beside: string,
): Promise<number> {
  let newest = Number.NEGATIVE_INFINITY;
  for (const path of paths) newest = Math.max(newest, (await files.stat(path))?.modifiedAt ?? newest);
  const probe = `${beside}.${random.uuid()}.probe`;
  try {
    await files.createExclusive(probe, "");
    // swept away by somebody in between: then nothing is known, and nobody is taken for dead
    return ((await files.stat(probe))?.modifiedAt ?? newest) - newest;
  } finally {
    await files.remove(probe);
  }
}

/** An owner as a word of a file's name: no dots in it. */
export const ownerWord = ({ pid, host = "", started = "" }: Owner): string => `${pid}-${host}-${started}`;

/** The reverse; also of a word that is a process id alone. */
export function ownerOf(word: string): Owner | undefined {
  const [, pid, host, started] = /^(\d+)(?:-([0-9a-f]*)-(\d*))?$/.exec(word) ?? [];
  return pid === undefined ? undefined : { pid: Number(pid), host: host || undefined, started: started || undefined };
}
