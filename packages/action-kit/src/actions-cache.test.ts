import { mkdir, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, describe, expect, it, vi } from "vitest";
import { maskedSecrets } from "#platform";
import { type FakeActionsCache, fakeActionsCache, recordedLog, seededRandom } from "#testing";
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

describe("the Actions cache by its official client", () => {
  let service: FakeActionsCache;
  afterEach(async () => {
    vi.unstubAllEnvs();
    vi.restoreAllMocks();
    await service.close();
  });

  it("carries a folder from one run to the next, and lets a fork read and not write", async () => {
    // the client speaks to the runner by itself; in our own CI that would be taken for ours
    vi.spyOn(process.stdout, "write").mockImplementation(() => true);
    service = await fakeActionsCache();
    const home = await mkdtemp(join(tmpdir(), "genai-mlops-"));
    for (const [name, value] of Object.entries({ ...service.environment, RUNNER_TEMP: home, GITHUB_WORKSPACE: home }))
      vi.stubEnv(name, value);
    const folder = join(home, "answers");
    await mkdir(folder);
    await writeFile(join(folder, "a.jsonl"), "first\n");
    const log = recordedLog(maskedSecrets());
    const cacheOf = (runId: string) =>
      actionsCache({ log, random: seededRandom(Number(runId)) }, { runId, runAttempt: 1 });

    expect(await cacheOf("1").restore(folder, "judge")).toBe(false);
    expect(await cacheOf("1").save(folder, "judge")).toBe(true);
    await writeFile(join(folder, "a.jsonl"), "second\n");
    expect(await cacheOf("2").save(folder, "judge")).toBe(true);
    expect(service.keys()).toEqual([expect.stringMatching(/^judge-1-1-/), expect.stringMatching(/^judge-2-1-/)]);

    service.readOnly = true;
    await rm(folder, { recursive: true });
    expect(await cacheOf("3").restore(folder, "judge")).toBe(true);
    expect(await readFile(join(folder, "a.jsonl"), "utf8")).toBe("second\n");
    expect(await cacheOf("3").save(folder, "judge")).toBe(false);
    expect(await cacheOf("3").restore(folder, "other")).toBe(false);
    expect(log.lines.every((line) => line.startsWith("debug: "))).toBe(true);
  }, 20_000);
});
