import { describe, expect, it } from "vitest";
import { maskedSecrets } from "#platform";
import { recordedLog, seededRandom } from "#testing";
import { actionsCache } from "./actions-cache.ts";

const github = { runId: "42", runAttempt: 2 };

function cacheOf(client: object) {
  const log = recordedLog(maskedSecrets());
  const load = async () => ({ isFeatureAvailable: () => true, ...client }) as never;
  return { cache: actionsCache({ log, random: seededRandom(1) }, github, load), log };
}

describe("the Actions cache", () => {
  it("keeps an entry of its own, and takes the newest with the prefix", async () => {
    const calls: unknown[][] = [];
    const { cache } = cacheOf({
      saveCache: async (...parameters: unknown[]) => {
        calls.push(parameters);
        return 7;
      },
      restoreCache: async (...parameters: unknown[]) => {
        calls.push(parameters);
        return "judge-41-1-abc";
      },
    });
    expect(await cache.save("/work/cache", "judge")).toBe(true);
    expect(await cache.restore("/work/cache", "judge")).toBe(true);
    expect(calls[0]?.[0]).toEqual(["/work/cache"]);
    expect(calls[0]?.[1]).toMatch(/^judge-42-2-[0-9a-f]{8}$/);
    expect(calls[1]).toEqual([["/work/cache"], "judge-none", ["judge-"]]);
  });

  it("finds nothing where nothing is", async () => {
    const { cache } = cacheOf({ restoreCache: async () => undefined });
    expect(await cache.restore("/work/cache", "judge")).toBe(false);
  });

  it.each([
    ["no service", { isFeatureAvailable: () => false }],
    ["no right to write", { saveCache: async () => -1, restoreCache: async () => undefined }],
    [
      "a service that fails",
      {
        saveCache: async () => Promise.reject(new Error("503")),
        restoreCache: async () => Promise.reject(new Error("cache read denied: fork")),
      },
    ],
  ])("is no reason to fail: %s", async (_what, client) => {
    const { cache, log } = cacheOf(client);
    expect(await cache.restore("/work/cache", "judge")).toBe(false);
    expect(await cache.save("/work/cache", "judge")).toBe(false);
    expect(log.lines.every((line) => line.startsWith("debug: "))).toBe(true);
  });

  it("is not there outside of Actions, by the real client", async () => {
    const log = recordedLog(maskedSecrets());
    const cache = actionsCache({ log, random: seededRandom(1) }, github);
    expect(await cache.restore("/nowhere", "judge")).toBe(false);
    expect(log.lines).toEqual(["debug: cache judge not restored: there is no cache service here"]);
  });
});
