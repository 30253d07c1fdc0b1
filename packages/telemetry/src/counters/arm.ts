import { type ArmCounts, type Bin, type CountedNote, countedValues, type P95 } from "../counted.ts";
import { type Outcome, outcomeOf } from "../outcome.ts";
import type { Dialect, Histogram } from "./dialect.ts";
import { type Bucket, binsOf, exceeding, histogramOf, histogramQuantile } from "./histogram.ts";
import type { Increment } from "./increments.ts";
import { seriesKey } from "./series.ts";

type Labels = Increment["series"]["labels"];

const outcomeIn = (labels: Labels, { status, outcomes = {} }: Dialect): Outcome | undefined => {
  const name = status.find((each) => labels[each] !== undefined);
  if (name === undefined) return undefined;
  const told = labels[name] as string;
  return Object.hasOwn(outcomes, told) ? outcomes[told] : outcomeOf(told);
};

const counts = (labels: Labels, { only = {} }: Dialect): boolean =>
  Object.entries(only).every(([name, legal]) => labels[name] === undefined || legal.includes(labels[name]));

/** What the increments of one arm's series say of it. */
export function armOf(
  increments: readonly Increment[],
  dialect: Dialect,
  tauMs: number | undefined,
): { arm: ArmCounts; notes: Set<CountedNote> } {
  const { requests, errors } = requestsIn(increments, dialect);
  const notes = new Set<CountedNote>();
  const over = (limit: number): number | undefined => {
    if (requests === 0) return 0;
    const histograms = histogramsIn(increments, dialect);
    const seen = histograms.filter((histogram) => (histogram.at(-1)?.[1] ?? 0) > 0);
    if (seen.length === 0) return undefined;
    let count = 0;
    for (const histogram of seen) {
      const told = exceeding(histogram, limit);
      if (!told?.exact) notes.add(told ? "latency-interpolated" : "latency-beyond-bounds");
      if (!told) return undefined;
      count += told.count;
    }
    return count;
  };
  const values = valuesIn(increments, dialect);
  const slow =
    tauMs === undefined
      ? { overTau: undefined, overMargin: undefined }
      : { overTau: over(tauMs), overMargin: over(1.2 * tauMs) };
  return { arm: { requests, errors, ...slow, ...(values && { values }) }, notes };
}

/** Undefined where the dialect names none. */
function valuesIn(increments: readonly Increment[], dialect: Dialect): ArmCounts["values"] {
  if (dialect.values === undefined) return undefined;
  const found: Partial<Record<(typeof countedValues)[number], Bin[]>> = {};
  for (const value of countedValues) {
    const histogram = dialect.values[value];
    const bins = histogram && histogramsOf(increments, histogram, dialect).flatMap(binsOf);
    if (bins && bins.length > 0) found[value] = bins;
  }
  return found;
}

/** p95 of all processes together; undefined also where their histograms have other bounds. */
export function p95Of(increments: readonly Increment[], dialect: Dialect): P95 {
  const histograms = histogramsIn(increments, dialect);
  const bounds = new Set(histograms.map((histogram) => histogram.map(([bound]) => bound).join()));
  const whole = bounds.size === 1 ? histogramOf(histograms.flat()) : [];
  return { requests: whole.at(-1)?.[1] ?? 0, p95Ms: histogramQuantile(whole, 0.95) };
}

function requestsIn(increments: readonly Increment[], dialect: Dialect) {
  let [requests, failed, unknown] = [0, 0, false];
  for (const { series, count } of increments) {
    if (series.name !== dialect.requests || !counts(series.labels, dialect)) continue;
    const outcome = outcomeIn(series.labels, dialect);
    if (outcome === "not-the-models") continue;
    requests += count;
    if (outcome === "failed") failed += count;
    unknown ||= outcome === undefined;
  }
  if (!unknown) return { requests, errors: failed };
  if (dialect.errors === undefined) return { requests, errors: undefined };
  for (const { series, count } of increments) {
    if (series.name !== dialect.errors || !counts(series.labels, dialect)) continue;
    // without a status of their own all errors are the model's
    const ours = outcomeIn(series.labels, dialect) !== "not-the-models";
    failed += ours ? count : 0;
    if (dialect.errorsApart) requests += ours ? count : 0;
    else requests -= ours ? 0 : count;
  }
  return { requests: Math.max(requests, failed), errors: failed };
}

const histogramsIn = (increments: readonly Increment[], dialect: Dialect): Bucket[][] =>
  histogramsOf(increments, { name: dialect.latency, perUnit: dialect.millisecondsPerUnit }, dialect);

/** One a process and label set; where the series tell outcomes, of what was answered. */
function histogramsOf(increments: readonly Increment[], { name, perUnit }: Histogram, dialect: Dialect): Bucket[][] {
  const found = new Map<string, Bucket[]>();
  for (const { series, count } of increments) {
    if (series.name !== `${name}_bucket` || !counts(series.labels, dialect)) continue;
    const { le = "", ...labels } = series.labels;
    const outcome = outcomeIn(labels, dialect);
    if (outcome === "failed" || outcome === "not-the-models") continue;
    const bound = /^\+?Inf$/i.test(le) ? Number.POSITIVE_INFINITY : Number(le) * perUnit;
    if (Number.isNaN(bound)) continue;
    const key = seriesKey({ name: series.name, labels });
    found.set(key, [...(found.get(key) ?? []), [bound, count]]);
  }
  return [...found.values()].map(histogramOf);
}
