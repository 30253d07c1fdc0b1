import type { Deployment } from "#contracts";
import type { Clock } from "#platform";
import type { Serving } from "./serving.ts";

/** How an engine ends what still stands from before a promotion. */
export interface BakingEngine {
  /** All traffic to the canary, where one stands. `moved`: it was done just now. */
  switchOver(): Promise<{ record: Deployment; moved: boolean }>;
  /**
   * The model from before goes when it is time by the record as it is now, under the engine's lock.
   * @returns whether it still stands
   */
  endIf(isOver: (record: Deployment) => boolean): Promise<{ record: Deployment; bakes: boolean }>;
}

/**
 * Seconds that a bake still takes. It began when the model in service came into service by the record, whichever run that
 * was; clocks of two machines differ, so that it is never longer than a whole one.
 * @param since milliseconds since 1970 before which it did not begin
 */
export function bakeLeft(
  { variants, history }: Pick<Deployment, "variants" | "history">,
  seconds: number,
  { now, since = 0 }: { now: number; since?: number },
): number {
  const { modelRef } = variants.baseline;
  const recorded = Date.parse(history.findLast((entry) => entry.modelRef === modelRef)?.time ?? "");
  const began = Math.max(Number.isNaN(recorded) ? now : recorded, since);
  return Math.min(Math.max(began + seconds * 1000 - now, 0) / 1000, seconds);
}

/** The verbs of a promotion. Nothing is locked while it bakes: a rollback has to get through. */
export function bakingBy(
  clock: Clock,
  { switchOver, endIf }: BakingEngine,
): Pick<Serving, "switchOver" | "endBake" | "promote"> {
  async function endBake(seconds: number, of?: { server: string; since: number }) {
    let secondsLeft = 0;
    const { record, bakes } = await endIf((now) => {
      // another promotion since then has a bake of its own
      const isOther = of !== undefined && now.variants.baseline.server !== of.server;
      secondsLeft = isOther ? 0 : bakeLeft(now, seconds, { now: clock.now(), since: of?.since ?? 0 });
      return !isOther && secondsLeft === 0;
    });
    return { record, secondsLeft: bakes ? secondsLeft : 0 };
  }

  return {
    switchOver: async () => (await switchOver()).record,
    endBake: (seconds) => endBake(seconds),
    async promote(seconds) {
      const { record, moved } = await switchOver();
      // the record may have been written before the traffic moved
      const of = { server: record.variants.baseline.server, since: moved ? clock.now() : 0 };
      for (;;) {
        const ended = await endBake(seconds, of);
        if (ended.secondsLeft === 0) return ended.record;
        await clock.sleep(ended.secondsLeft * 1000);
      }
    },
  };
}
