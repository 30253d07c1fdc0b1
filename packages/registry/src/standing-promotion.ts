import type { Promotion } from "#contracts";

/**
 * The promotion of an alias that still stands, by the record alone: a rollback takes the latest one away.
 * @param promotions the oldest first
 */
export function standingPromotion(promotions: readonly Promotion[], alias: string): Promotion | undefined {
  const standing: Promotion[] = [];
  for (const promotion of promotions) {
    // entries of before named no alias, and there was one only
    if ((promotion.alias ?? alias) !== alias) continue;
    if (promotion.event === "rolled-back") standing.pop();
    else standing.push(promotion);
  }
  return standing.at(-1);
}
