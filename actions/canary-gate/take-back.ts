import type { ActionDeps } from "#action-kit";
import { asking, given, interferenceIn } from "#canary";
import type { CanaryDrive } from "#contracts";
import type { Endpoint } from "./endpoint.ts";

/**
 * The canary gets nothing any more, unless somebody else decided about it since. Who cannot look asks for 0 all the same,
 * and so does who cannot write it down.
 */
export async function takeBack(
  drive: CanaryDrive,
  endpoint: Endpoint,
  keep: (drive: CanaryDrive) => Promise<void>,
  { log }: Pick<ActionDeps, "log">,
): Promise<void> {
  const told = (error: unknown): void => log.warning(error instanceof Error ? error.message : String(error));
  const seen = await endpoint.see().catch(told);
  const other = seen && interferenceIn(drive, seen);
  if (other) return log.warning(`the canary's weight is left as it is: ${other}`);
  const asked = asking(drive, 0, seen ?? drive);
  await keep(asked).catch(told);
  if (seen?.weight !== 0) {
    await endpoint.setWeight(0, null);
    log.warning("the rollout did not come to its end: the canary's weight is 0");
  }
  await keep(given(asked, null)).catch(told);
}
