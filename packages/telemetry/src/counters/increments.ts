import { ToolkitError } from "#contracts";
import { type Sample, type Series, seriesKey } from "./series.ts";

/** Of every series, by its key, the last sample that was counted. */
export type Base = Readonly<Record<string, Sample>>;

export interface Increment {
  series: Pick<Series, "name" | "labels">;
  count: number;
  /** Samples that were new. */
  samples: number;
  /** Those below the one before: the process began again. */
  resets: number;
  /** Whether it had no sample before, and began to count only with this one. */
  fromFirstSample: boolean;
}

/**
 * What cumulative counters counted after their last samples, with the new last samples. Told as Prometheus tells it: after
 * a fall everything since zero is new. Unlike its `increase()` nothing is extrapolated to the ends. Samples that are not
 * newer than the last one were counted already. A series without a last sample counts from zero when `beganAtZero` knows
 * that it was not there before, else from its first sample: what it had counted by then may be older than the rollout.
 * @throws ToolkitError `telemetry-corrupt` for a sample that is no count
 */
export function incrementsOf(
  base: Base,
  seen: Iterable<Series>,
  beganAtZero: (series: Series) => boolean,
): { increments: Increment[]; base: Base } {
  const next: Record<string, Sample> = { ...base };
  const increments: Increment[] = [];
  for (const series of seen) {
    const key = seriesKey(series);
    const samples = inOrder(series);
    const first = samples[0];
    if (!first) continue;
    const known = next[key];
    const fromFirstSample = known === undefined && !beganAtZero(series);
    let last: Sample = known ?? (fromFirstSample ? first : [Number.NEGATIVE_INFINITY, 0]);
    const [before] = last;
    let [count, fresh, resets] = [0, 0, 0];
    for (const sample of samples) {
      const [time, value] = sample;
      if (time <= last[0]) continue;
      const fell = value < last[1];
      fresh += 1;
      count += fell ? value : value - last[1];
      resets += fell ? 1 : 0;
      last = sample;
    }
    next[key] = last;
    if (last[0] > before || fromFirstSample)
      increments.push({
        series: { name: series.name, labels: series.labels },
        count,
        samples: fresh,
        resets,
        fromFirstSample,
      });
  }
  return { increments, base: next };
}

function inOrder({ name, samples }: Series): Sample[] {
  for (const [time, value] of samples)
    if (!Number.isFinite(time) || !Number.isFinite(value) || value < 0)
      throw new ToolkitError({
        code: "telemetry-corrupt",
        message: `${name} is ${value} at ${time}: that is no count`,
        hint: "the metric has to be a counter, or a histogram's",
      });
  return [...samples].sort(([left], [right]) => left - right);
}

/** Without the series that had no sample for so long that they will not come back. */
export const withoutOlder = (base: Base, time: number): Base =>
  Object.fromEntries(Object.entries(base).filter(([, [last]]) => last >= time));
