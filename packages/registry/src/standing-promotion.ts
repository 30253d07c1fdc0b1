import type { Promotion } from "#contracts";

/** Its alias is at a version. */
export type StandingPromotion = Promotion & { version: string };

/**
 * The promotion of an alias that still stands, by the record alone: a rollback takes the latest one away.
 * @param promotions the oldest first
 */
export function standingPromotion(promotions: readonly Promotion[], alias: string): StandingPromotion | undefined {
  const standing: StandingPromotion[] = [];
  for (const promotion of promotions) {
    // entries of before named no alias, and there was one only
    if ((promotion.alias ?? alias) !== alias) continue;
    if (promotion.event === "rolled-back") standing.pop();
    else if (promotion.version !== null) standing.push({ ...promotion, version: promotion.version });
  }
  return standing.at(-1);
}
