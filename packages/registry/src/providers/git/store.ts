import { join } from "node:path";
import { pathToFileURL } from "node:url";
import type { Manifest } from "#contracts";
import { ownerWord, type Platform, withFolderLock } from "#platform";
import { isAbandoned } from "../../abandoned.ts";

/** What a content digest is called on a disk. */
const folderOf = (digest: string): string => digest.replace(":", "-");

/**
 * The models' bytes, beside the repository: `<name>/<digest>/`, each folder exactly one model. Bytes are staged first and
 * get their place by one rename. What no version names is of a run that was killed, and goes: that is told under a lock,
 * which a writer holds from the rename until its version is in the records.
 */
export function storeOf(ports: Pick<Platform, "files" | "clock" | "random" | "exec" | "log">, folder: string) {
  const { files, exec, random } = ports;
  const home = (name: string): string => join(folder, name);
  const place = (name: string, digest: string): string => join(home(name), folderOf(digest));

  /** What belongs to no version, and to no run that lives; who is not alone sees what others are about to register, too. */
  async function lost(name: string, manifests: readonly Manifest[]): Promise<string[]> {
    const kept = new Set(manifests.map(({ digest }) => folderOf(digest)));
    const found: string[] = [];
    for (const entry of await files.list(home(name))) {
      const path = join(home(name), entry);
      const isLost = /^\..+\.staged$/.test(entry)
        ? await isAbandoned(ports, path)
        : /^sha256-/.test(entry) && !kept.has(entry);
      if (isLost) found.push(path);
    }
    return found;
  }

  return {
    place,
    uri: (name: string, digest: string): string => pathToFileURL(place(name, digest)).href,
    staging: (name: string): string => join(home(name), `.${ownerWord(exec.self())}.${random.uuid()}.staged`),
    alone: <Result>(name: string, work: () => Promise<Result>): Promise<Result> =>
      withFolderLock(ports, join(home(name), ".lock"), work, {
        waitSeconds: 60,
        hint: "wait for the other run; if it hangs, end its process",
      }),
    lost,
    /** Removes what is lost, but for `own`. Alone only. */
    async sweep(name: string, manifests: readonly Manifest[], own: readonly string[] = []): Promise<void> {
      for (const path of await lost(name, manifests)) if (!own.includes(path)) await files.remove(path);
    },
  };
}
