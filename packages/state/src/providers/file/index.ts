import { join } from "node:path";
import { ToolkitError } from "#contracts";
import { type Platform, withFolderLock } from "#platform";
import { requireKey } from "../../key.ts";
import type { StateStore, Versioned } from "../../state-store.ts";

export interface FileStateConfig {
  folder: string;
}

type Ports = Pick<Platform, "files" | "clock" | "random" | "exec" | "log">;

/** JSON files in a folder; writers take turns by a lock file that a dead one loses. */
export function fileState(ports: Ports, { folder }: FileStateConfig): StateStore {
  const { files, random } = ports;
  const pathOf = (key: string): string => join(folder, `${requireKey(key)}.json`);

  async function read(key: string): Promise<Versioned | undefined> {
    const path = pathOf(key);
    if ((await files.stat(path)) === undefined) return undefined;
    try {
      const { version, value } = JSON.parse(await files.readText(path)) as { version: unknown; value: unknown };
      if (typeof version === "string") return { version, value };
    } catch {
      // said below
    }
    throw new ToolkitError({
      code: "state-corrupt",
      provider: "file",
      message: `${path} is no state record`,
      hint: "look at the file; remove it to begin anew",
    });
  }

  return {
    read,
    async write(key, value, expected) {
      const path = pathOf(key);
      return await withFolderLock(
        ports,
        `${path}.lock`,
        async () => {
          if ((await read(key))?.version !== expected) return undefined;
          const version = random.uuid();
          await files.writeAtomic(path, `${JSON.stringify({ version, value }, null, 2)}\n`);
          return version;
        },
        { waitSeconds: 30 },
      );
    },
    async list(prefix) {
      if ((await files.stat(folder)) === undefined) return [];
      const found: string[] = [];
      for await (const path of files.walk(folder))
        if (path.endsWith(".json") && path.startsWith(prefix)) found.push(path.slice(0, -".json".length));
      return found.sort();
    },
  };
}
