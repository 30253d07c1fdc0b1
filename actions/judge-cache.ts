import type { ActionDeps } from "#action-kit";
import { openResponseCache, type ResponseCache } from "#inference";

const prefix = "genai-mlops-judge";

/**
 * The judges' answers of earlier runs, brought back from the Actions cache, and kept there again at the end, also of a run
 * that fails: what was paid for is paid for.
 */
export async function withJudgeCache<Result>(
  deps: Pick<ActionDeps, "files" | "random" | "cache" | "log">,
  folder: string,
  work: (cache: ResponseCache) => Promise<Result>,
): Promise<Result> {
  // a folder that is there already is this machine's own, and newer
  if ((await deps.files.list(folder)).length === 0) await deps.cache.restore(folder, prefix);
  const cache = await openResponseCache(deps, folder);
  try {
    return await work(cache);
  } finally {
    const { found, added } = cache.counts();
    deps.log.info(`judge: ${found} answers were paid for before, ${added} are new`);
    if (added > 0) await deps.cache.save(folder, prefix);
  }
}
