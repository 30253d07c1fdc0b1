import { type PromotionIntent, parseStrictly, promotionIntentSchema } from "#contracts";
import type { StateStore } from "#state";
import type { Announce } from "./move-aliases.ts";
import { intentKey } from "./promotion-intent.ts";

/**
 * Says what could not be said when a promotion was done, such as a deployment that GitHub refused. Only where that is on
 * record: to say again what was said would take back what others said at GitHub since then.
 */
export async function announceAgain(
  state: StateStore,
  name: string,
  isSame: (intent: PromotionIntent) => boolean,
  announce: Announce,
): Promise<void> {
  const key = intentKey(name);
  const stored = await state.read(key);
  const intent = stored && parseStrictly(promotionIntentSchema, stored.value, key);
  if (!stored || intent?.state !== "done" || intent.announced !== false || !isSame(intent)) return;
  // whoever was faster has begun another promotion, which this record has to make room for
  if (await announce(intent, "done")) await state.write(key, { ...intent, announced: true }, stored.version);
}
