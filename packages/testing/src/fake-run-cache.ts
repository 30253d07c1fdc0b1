import { cp, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { RunCache } from "#action-kit";

/** A cache that outlives the fakes of one run: hand it to the next. A read-only one keeps nothing, as in a fork. */
export function fakeRunCache({ readOnly = false } = {}): RunCache & { saved: { prefix: string; path: string }[] } {
  const saved: { prefix: string; path: string }[] = [];
  return {
    saved,
    async restore(folder, prefix) {
      const newest = saved.findLast((entry) => entry.prefix === prefix);
      if (!newest) return false;
      await cp(newest.path, folder, { recursive: true });
      return true;
    },
    async save(folder, prefix) {
      if (readOnly) return false;
      const path = join(await mkdtemp(join(tmpdir(), "genai-mlops-cache-")), "entry");
      await rm(path, { recursive: true, force: true });
      await cp(folder, path, { recursive: true });
      saved.push({ prefix, path });
      return true;
    },
  };
}
