import { mkdtempSync } from "node:fs";
import { readdir, rm, stat } from "node:fs/promises";
import { join } from "node:path";

export interface RunFolder {
  path: string;
  /** Removes it with all that lies in it. */
  close(): Promise<void>;
}

/** By name who owns it. Short, because unix sockets lie deep in it and their paths have at most 107 bytes. */
const owned = /^genai-(\d+)-[A-Za-z0-9]{6}$/;
/** The owner may live where its process is not seen, in a container that shares the folder. */
const staleAfter = 24 * 3600 * 1000;

/**
 * A folder for everything that a run of this process leaves behind. What a run that was killed left in `home` more than a
 * day ago goes, too.
 */
export async function openRunFolder(home: string): Promise<RunFolder> {
  for (const name of await readdir(home))
    if (await isStale(join(home, name), name)) await removeFolder(join(home, name));
  const path = mkdtempSync(join(home, `genai-${process.pid}-`));
  return { path, close: () => removeFolder(path) };
}

async function isStale(path: string, name: string): Promise<boolean> {
  const [, owner] = owned.exec(name) ?? [];
  if (owner === undefined || isRunning(Number(owner))) return false;
  // another run may remove it at the same time
  const changed = await stat(path).catch(() => undefined);
  return changed !== undefined && Date.now() - changed.mtimeMs > staleAfter;
}

function isRunning(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch (error) {
    // of another user: there, but not ours to reach
    return (error as NodeJS.ErrnoException).code !== "ESRCH";
  }
}

/** A server that is just ending may still write into it. */
const removeFolder = (path: string): Promise<void> =>
  rm(path, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 });
