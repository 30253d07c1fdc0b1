import type { Platform } from "#platform";
import type { GithubContext } from "./context.ts";
import type { RunCache } from "./run-cache.ts";

type Client = Pick<typeof import("@actions/cache"), "isFeatureAvailable" | "restoreCache" | "saveCache">;

/**
 * The cache of GitHub Actions. Its entries never change, so each run keeps one of its own and the newest with the prefix
 * is taken. A run of a fork may read its base's entries and write none of them: that is as it should be, and silent.
 */
export function actionsCache(
  { log, random }: Pick<Platform, "log" | "random">,
  { runId, runAttempt }: Pick<GithubContext, "runId" | "runAttempt">,
  load: () => Promise<Client> = () => import("@actions/cache"),
): RunCache {
  async function quietly<Result>(what: string, otherwise: Result, work: (client: Client) => Promise<Result>) {
    try {
      const client = await load();
      if (client.isFeatureAvailable()) return await work(client);
      log.debug(`${what}: there is no cache service here`);
    } catch (error) {
      log.debug(`${what}: ${error instanceof Error ? error.message : String(error)}`);
    }
    return otherwise;
  }

  return {
    restore: (folder, prefix) =>
      quietly(`cache ${prefix} not restored`, false, async (client) => {
        // the first key is one that no run has: only prefixes can match
        const found = await client.restoreCache([folder], keyOf(prefix, "none"), [`${prefix}-`]);
        log.debug(found === undefined ? `cache ${prefix}: nothing there yet` : `cache ${prefix}: took ${found}`);
        return found !== undefined;
      }),
    save: (folder, prefix) =>
      quietly(`cache ${prefix} not saved`, false, async (client) => {
        const key = keyOf(prefix, `${runId}-${runAttempt}-${random.uuid().slice(0, 8)}`);
        // the client answers -1 for what it was not let to keep
        return (await client.saveCache([folder], key)) > 0;
      }),
  };
}

const keyOf = (prefix: string, rest: string): string => `${prefix}-${rest}`;
