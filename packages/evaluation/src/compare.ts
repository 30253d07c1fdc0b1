import { type Compared, InputError, type Prediction, type Score } from "#contracts";
import { bootstrapInterval, type Estimate, holm, mcnemarExact, signFlipTest, tInterval } from "#statistics";
import type { Metric } from "./metric.ts";
import { scoreRows } from "./score.ts";

/**
 * Candidate against baseline on the same rows: the difference with its interval, a p-value where rows have scores of
 * their own, Holm over all. Rows are met by id.
 * @throws InputError `other-test-set` when the baseline lacks a row
 */
export function comparePaired(
  metrics: readonly Metric[],
  rows: readonly Prediction[],
  baseline: readonly Prediction[],
): Record<string, Compared> {
  const byId = new Map(baseline.map((row) => [row.id, row]));
  const missing = rows.filter(({ id }) => !byId.has(id));
  if (missing.length > 0) {
    throw new InputError(
      [
        {
          where: "baseline",
          problem: `it answers another test set: ${missing.length} of ${rows.length} rows are not in it, first ${missing[0]?.id}`,
          mend: "evaluate the baseline on the same test set",
        },
      ],
      "other-test-set",
    );
  }
  const paired = rows.map(({ id }) => byId.get(id) as Prediction);
  const found: { name: string; compared: Compared }[] = [];
  for (const metric of metrics) {
    const compared = compareOne(metric, rows, paired);
    if (compared) found.push({ name: metric.name, compared });
  }
  const tested = found.filter(({ compared }) => compared.p !== null);
  for (const [index, p] of holm(tested.map(({ compared }) => compared.p as number)).entries())
    (tested[index] as (typeof tested)[number]).compared.pAdjusted = p;
  return Object.fromEntries(found.map(({ name, compared }) => [name, compared]));
}

function compareOne(metric: Metric, rows: readonly Prediction[], paired: readonly Prediction[]): Compared | undefined {
  const baseline = scoreRows(metric, paired);
  if (!baseline || !scoreRows(metric, rows)) return undefined;
  const { statistic, score } = metric;
  let difference: Estimate;
  let p: number | null = null;
  if (statistic) {
    difference = bootstrapInterval(
      rows.length,
      (drawn) =>
        statistic(drawn.map((index) => rows[index] as Prediction)) -
        statistic(drawn.map((index) => paired[index] as Prediction)),
      { draws: 1000 },
    );
  } else {
    const differences = rows.map(
      (row, index) => (score?.(row) as number) - (score?.(paired[index] as Prediction) as number),
    );
    difference = tInterval(differences);
    p =
      metric.kind === "binary"
        ? mcnemarExact(differences.filter((value) => value > 0).length, differences.filter((value) => value < 0).length)
        : signFlipTest(differences);
  }
  const sign = metric.direction === "higher" ? 1 : -1;
  const [low, high] = sign === 1 ? [difference.low, difference.high] : [-difference.high, -difference.low];
  const outcome = low > 0 ? "better" : high < 0 ? "worse" : "undecided";
  return { baseline: asScore(baseline), difference: asScore(difference), p, pAdjusted: null, outcome };
}

/** As JSON can hold it: a bound that is no number is null. */
export function asScore({ value, low, high, n }: Estimate): Score {
  return { value, low: Number.isFinite(low) ? low : null, high: Number.isFinite(high) ? high : null, n };
}
