/** Where an alias is now: where it was before a promotion, where that wanted it, or where somebody else put it. */
export type Place = "from" | "to" | "elsewhere";

/** What serves the endpoint, as far as the one who asks can see it. */
export type Traffic = "to" | "from" | "unknown";

export const placeOf = (now: string | undefined, leg: { from: string | null; to: string }): Place =>
  now === leg.to ? "to" : (now ?? null) === leg.from ? "from" : "elsewhere";

/**
 * What becomes of a promotion that was left half-done. It follows the traffic where that can be seen, else it is finished
 * as soon as anything moved. An alias that somebody else moved is never touched: then the others go back.
 */
export function settlement(legs: readonly Place[], traffic: Traffic): "finish" | "undo" {
  const wantsFinish = traffic === "unknown" ? legs.includes("to") : traffic === "to";
  return wantsFinish && !legs.includes("elsewhere") ? "finish" : "undo";
}
