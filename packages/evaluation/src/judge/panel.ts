import { krippendorffAlpha, mean, quantile } from "#statistics";

export type PanelMethod = "mean" | "median" | "majority";

/**
 * One score of several, null where a judge or repeat has none. Missing data stays missing unless more than half
 * answered. `majority` is a vote: 1 when more than half of the answers reach `passAt`, 0 when more than half do not, and
 * null for a draw.
 */
export function panelScore(scores: readonly (number | null)[], method: PanelMethod, passAt = 0.5): number | null {
  const given = scores.filter((score): score is number => score !== null && Number.isFinite(score));
  if (given.length * 2 <= scores.length) return null;
  if (method === "mean") return mean(given);
  if (method === "median")
    return quantile(
      given.toSorted((left, right) => left - right),
      0.5,
    );
  const passes = given.filter((score) => score >= passAt).length;
  return passes * 2 === given.length ? null : passes * 2 > given.length ? 1 : 0;
}

/** Krippendorff's alpha of the judges over the rows; NaN when nothing was rated twice. */
export const panelAgreement = (rows: readonly (readonly (number | null)[])[]): number => krippendorffAlpha(rows);
