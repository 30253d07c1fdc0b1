import { ToolkitError } from "#contracts";
import type { Platform } from "#platform";
import type { Draft, Snapshot } from "./commits.ts";
import { type Records, recordsOf } from "./records.ts";

export interface Shelf {
  provider: string;
  ports: Pick<Platform, "clock" | "random">;
}

const attempts = 40;

/**
 * Looks, decides, commits; looks again when somebody was faster. `decide` may be called many times.
 * @throws ToolkitError `registry-busy` when others are always faster
 */
export async function amend<On extends Snapshot, Wanted extends Draft, Result>(
  { provider, ports }: Shelf,
  name: string,
  { head, commit }: { head(): Promise<On>; commit(on: On, draft: Wanted): Promise<string | undefined> },
  decide: (records: Records, on: On) => Promise<{ draft: Wanted | undefined; result: Result }>,
): Promise<{ result: Result; commit: string | undefined }> {
  for (let attempt = 1; ; attempt++) {
    const on = await head();
    const { draft, result } = await decide(await recordsOf(provider, name, on), on);
    if (!draft) return { result, commit: undefined };
    const made = await commit(on, draft);
    if (made !== undefined) return { result, commit: made };
    if (attempt === attempts)
      throw new ToolkitError({
        code: "registry-busy",
        provider,
        retryable: true,
        message: `${name} was changed by others ${attempts} times while we tried to: ${draft.title}`,
      });
    await ports.clock.sleep(ports.random.uniform() * Math.min(5000, 50 * 2 ** Math.min(attempt, 7)));
  }
}
