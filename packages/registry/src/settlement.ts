/** Where an alias is now: where it was before a promotion, where that wanted it, or where somebody else put it. */
export type Place = "from" | "to" | "elsewhere";

export interface LegNow {
  place: Place;
  /** Whether there is a version to go back to; no registry can take an alias away again. */
  canReturn: boolean;
}

/** What serves the endpoint, as far as the one who asks can see it. */
export type Traffic = "to" | "from" | "unknown";

export const placeOf = (now: string | undefined, leg: { from: string | null; to: string }): Place =>
  now === leg.to ? "to" : (now ?? null) === leg.from ? "from" : "elsewhere";

/**
 * What becomes of a promotion that was left half-done. It follows the traffic where that can be seen, else it is finished
 * as soon as anything moved. An alias that somebody else moved is never touched: then the others go back. `stuck` is what
 * no run can mend, because an alias that was set for the first time cannot go back.
 */
export function settlement(legs: readonly LegNow[], traffic: Traffic): "finish" | "undo" | "stuck" {
  const canFinish = legs.every(({ place }) => place !== "elsewhere");
  const canUndo = legs.every(({ place, canReturn }) => place !== "to" || canReturn);
  const wantsFinish = traffic === "unknown" ? legs.some(({ place }) => place === "to") : traffic === "to";
  if (wantsFinish) return canFinish ? "finish" : canUndo ? "undo" : "stuck";
  return canUndo ? "undo" : canFinish ? "finish" : "stuck";
}
