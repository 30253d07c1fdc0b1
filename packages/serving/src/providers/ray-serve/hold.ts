import { join } from "node:path";
import { ToolkitError } from "#contracts";
import type { Platform } from "#platform";
import type { rayCluster } from "./cluster.ts";

type Cluster = Pick<ReturnType<typeof rayCluster>, "edit">;

/** Another machine changes the endpoint at the same time. */
export const contested = (endpoint: string, who = ""): ToolkitError =>
  new ToolkitError({
    code: "endpoint-contested",
    provider: "ray-serve",
    retryable: true,
    message: `somebody else changes endpoint ${endpoint} at the same time${who && `: ${who}`}`,
    hint: "let one job at a time change an endpoint: a concurrency group in the workflow does that",
  });

/**
 * The endpoint for one deployment of all machines: held in the router's `user_config`, by the head's clock, no longer than
 * a deployment may take. Whoever has the same state folder takes over what a killed run of it held.
 */
export function endpointHold(
  { files, random, log }: Pick<Platform, "files" | "random" | "log">,
  { edit }: Cluster,
  { endpoint, home, seconds }: { endpoint: string; home: string; seconds: number },
) {
  async function holder(): Promise<string> {
    const path = join(home, "holder");
    if (!(await files.stat(path))) await files.writeAtomic(path, `${random.uuid()}\n`);
    return (await files.readText(path)).trim();
  }

  /** @throws ToolkitError `endpoint-contested` */
  return async function held<Result>(work: () => Promise<Result>): Promise<Result> {
    const by = await holder();
    await edit(({ held }, headTime) => {
      if (held && held.by !== by && headTime < held.since + held.seconds) {
        const ends = new Date((held.since + held.seconds) * 1000).toISOString();
        throw contested(endpoint, `a deployment from another machine, which holds it until ${ends} at most`);
      }
      return { held: { by, since: headTime, seconds } };
    });
    try {
      return await work();
    } finally {
      await edit(({ held }) => (held?.by === by ? { held: null } : {})).catch((error: unknown) =>
        log.warning(`${endpoint} is still held: ${error instanceof Error ? error.message : error}`),
      );
    }
  };
}
