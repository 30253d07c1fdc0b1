import { ToolkitError } from "#contracts";
import type { ArmCounts, CountedNote, CountedTelemetry, P95 } from "../counted.ts";
import { armOf, p95Of } from "./arm.ts";
import type { Dialect } from "./dialect.ts";
import { type Base, type Increment, incrementsOf, withoutOlder } from "./increments.ts";
import { type CountersMark, countersMarkSchema, markText, noMark, parseMark } from "./mark.ts";
import { Merged, requireScrapedOnce, requireSteady } from "./merge.ts";
import { type Series, seriesKey } from "./series.ts";

export type ArmName = "canary" | "baseline";

/** Cumulative counters as they can be read somewhere. Times are those of the place that is read, in milliseconds. */
export interface CounterReader {
  provider: string;
  now(): Promise<number>;
  /** Every sample of the arm's series after `from` and at `to` at most; samples at `from` may come too. */
  samples(arm: ArmName, from: number, to: number): Promise<Series[]>;
  /** Keys of those that belong to a process that was read at the time: they were not there, so they began at zero. */
  readAt(series: readonly Series[], time: number, mark: Base): Promise<ReadonlySet<string>>;
  /** A series for each process that was read at `now`, to be kept in the mark, where no past can be asked for. */
  processes?(): Series[];
  /** Samples of so long are read at once; ten minutes unless told. */
  windowMs?: number | undefined;
}

export interface CountersOptions {
  dialect: Dialect;
  /** Milliseconds without a sample after which a series counts as gone. */
  staleMs?: number | undefined;
}

/** Series that were gone for longer do not come back. */
const forgottenMs = 24 * 3_600_000;
const longestMs = 7 * 24 * 3_600_000;
const arms = ["canary", "baseline"] as const;

/** Differences of counters as a source of looks. */
export function countersSource(reader: CounterReader, options: CountersOptions): CountedTelemetry {
  const { dialect, staleMs = 300_000 } = options;
  const { provider, windowMs = 600_000 } = reader;
  const withProcesses = (base: Base): Base => ({
    ...base,
    ...incrementsOf({}, reader.processes?.() ?? [], () => false).base,
  });

  /** Increments of one arm in a stretch, on top of the base. Memory holds one window of samples. */
  async function count(
    arm: ArmName,
    stretch: { from: number; to: number; birth?: number | undefined },
    before: Base,
  ): Promise<{ increments: Increment[]; base: Base }> {
    const merged = new Merged();
    let base = before;
    for (let from = stretch.from; from < stretch.to; from += windowMs) {
      const series = await reader.samples(arm, from, Math.min(from + windowMs, stretch.to));
      const born = await bornAfter(stretch.birth, series, base, before);
      const seen = incrementsOf(base, series, (each) => born.has(seriesKey(each)));
      merged.add(seen.increments);
      base = seen.base;
    }
    const increments = merged.all();
    requireSteady(increments);
    requireScrapedOnce(increments);
    return { increments, base };
  }

  /** Those that are new since the time although their process was read then. */
  async function bornAfter(
    time: number | undefined,
    series: Series[],
    base: Base,
    mark: Base,
  ): Promise<ReadonlySet<string>> {
    if (time === undefined) return new Set();
    const unknown = series.filter(
      (each) => base[seriesKey(each)] === undefined && each.samples.every(([seen]) => seen > time),
    );
    return unknown.length === 0 ? new Set() : await reader.readAt(unknown, time, mark);
  }

  async function stretchAfter(mark: CountersMark): Promise<{ from: number; to: number; birth: number }> {
    const to = await reader.now();
    if (to < mark.time)
      throw noMark(provider, `${new Date(mark.time).toISOString()} is still to come there`, "set that clock right");
    if (to - mark.time > longestMs)
      throw noMark(provider, "the look before is more than 7 days ago", "begin the rollout again with a new state");
    return { from: mark.time - staleMs, to, birth: mark.time };
  }

  return {
    async now() {
      const time = await reader.now();
      const base: Record<string, Base[string]> = {};
      for (const arm of arms) Object.assign(base, (await count(arm, { from: time - staleMs, to: time }, {})).base);
      return markText({ time, base: withProcesses(base) });
    },
    async since(text, tauMs) {
      const mark = parseMark(text, countersMarkSchema, provider);
      const stretch = await stretchAfter(mark);
      const notes = new Set<CountedNote>();
      let base: Base = mark.base;
      const seenBy = new Map<string, ArmName>();
      const counted = { canary: { ...nothing }, baseline: { ...nothing } };
      let baselineP95: P95 = { requests: 0, p95Ms: undefined };
      for (const arm of arms) {
        const seen = await count(arm, stretch, mark.base);
        requireApart(seen.increments, arm, seenBy);
        const told = armOf(seen.increments, dialect, tauMs);
        counted[arm] = told.arm;
        if (arm === "baseline") baselineP95 = p95Of(seen.increments, dialect);
        for (const note of told.notes) notes.add(note);
        if (seen.increments.length === 0) notes.add(`no-series-${arm}`);
        if (seen.increments.some(({ resets }) => resets > 0)) notes.add("counter-reset");
        if (seen.increments.some(({ fromFirstSample }) => fromFirstSample)) notes.add("series-appeared");
        base = newer(base, seen.base);
      }
      base = withProcesses(base);
      const alive = ([time]: Base[string], at: number): boolean => time >= at - staleMs;
      if (Object.values(base).some((last) => alive(last, mark.time) && !alive(last, stretch.to)))
        notes.add("series-gone");
      return {
        ...counted,
        baselineP95,
        block: `${provider} ${new Date(mark.time).toISOString()}/${new Date(stretch.to).toISOString()}`,
        mark: markText({ time: stretch.to, base: withoutOlder(base, stretch.to - forgottenMs) }),
        notes: [...notes].sort(),
      };
    },
    async baselineP95(seconds) {
      const to = await reader.now();
      return p95Of((await count("baseline", { from: to - seconds * 1000, to }, {})).increments, dialect);
    },
  };

  function requireApart(increments: readonly Increment[], arm: ArmName, seenBy: Map<string, ArmName>): void {
    for (const { series } of increments) {
      const other = seenBy.get(seriesKey(series));
      if (other !== undefined && other !== arm)
        throw new ToolkitError({
          code: "telemetry-arms-overlap",
          provider,
          message: `${series.name} ${JSON.stringify(series.labels)} is the canary's and the baseline's`,
          hint: "set canary-selector and baseline-selector to labels that tell them apart",
        });
      seenBy.set(seriesKey(series), arm);
    }
  }
}

const nothing: ArmCounts = { requests: 0, errors: undefined, overTau: undefined, overMargin: undefined };

function newer(left: Base, right: Base): Base {
  const merged = { ...left };
  for (const [key, last] of Object.entries(right)) if (last[0] > (merged[key]?.[0] ?? 0)) merged[key] = last;
  return merged;
}
