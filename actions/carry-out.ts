import type { ActionDeps } from "#action-kit";
import { type PromotionIntent, type Settled, ToolkitError } from "#contracts";
import type { Traffic } from "#registry";
import type { StateStore } from "#state";
import { announceAgain } from "./announce-again.ts";
import { finish, type PromotionParts, settleByData } from "./move-aliases.ts";
import { type HeldPromotion, holdPromotion, type Plan } from "./promotion-intent.ts";

export interface CarriedOut {
  /** undefined when there was nothing to change. */
  intent: PromotionIntent | undefined;
  /** What other runs had left half-done. */
  settled: Settled[];
}

export interface Undertaking {
  name: string;
  state: StateStore;
  parts: PromotionParts;
  /** What serves the endpoint of a promotion that was left behind. */
  trafficOf(intent: PromotionIntent): Promise<Traffic>;
  /** @param settled what was settled just now */
  plan(settled: readonly Settled[]): Promise<Plan | undefined>;
  /** Whether a promotion that is done is the very one that this run was asked for. */
  isSame(intent: PromotionIntent): boolean;
  /** The change of the traffic, before any alias moves. */
  shift(): Promise<void>;
}

/**
 * A promotion or a rollback as a whole: intent, traffic, aliases, records, and the end of the intent. What fails on the way
 * is undone at once where that can be; what is killed, by the next run.
 */
export async function carryOut(undertaking: Undertaking, deps: ActionDeps): Promise<CarriedOut> {
  const { name, state, parts, trafficOf, plan, isSame, shift } = undertaking;
  const settled: Settled[] = [];
  const settle = async (left: HeldPromotion): Promise<void> => {
    try {
      settled.push(await settleByData(left, parts, await trafficOf(left.intent), deps));
    } catch (error) {
      // what may go through later is left as it is; what is refused for good must not stay half-done
      if (error instanceof ToolkitError && error.retryable) await left.leave();
      else await giveUp(left, parts, deps, error);
      throw error;
    }
  };
  const held = await holdPromotion(state, name, deps, settle, () => plan(settled));
  if (!held) {
    if (settled.length === 0) await announceAgain(state, name, isSame, parts.announce);
    return { intent: undefined, settled };
  }
  try {
    await shift();
    await finish(held, parts);
  } catch (error) {
    await giveUp(held, parts, deps, error);
    throw error;
  }
  return { intent: held.intent, settled };
}

/** The old state again, if it can be had; the error that led here is the one that is told. */
async function giveUp(held: HeldPromotion, parts: PromotionParts, deps: ActionDeps, error: unknown): Promise<void> {
  if (error instanceof ToolkitError && error.code === "promotion-taken-over") return;
  try {
    await settleByData(held, parts, "from", deps);
  } catch (second) {
    const reason = second instanceof Error ? second.message : String(second);
    deps.log.warning(`${held.intent.name} is half-done, and the next run of promote or rollback settles it: ${reason}`);
    await held.leave().catch(() => undefined);
  }
}
