import { ToolkitError } from "#contracts";
import type { Increment } from "./increments.ts";
import { seriesKey } from "./series.ts";

/** Increments of stretches one after another, each series once. */
export class Merged {
  readonly #found = new Map<string, Increment>();

  add(increments: Iterable<Increment>): void {
    for (const each of increments) {
      const key = seriesKey(each.series);
      const before = this.#found.get(key);
      this.#found.set(key, before ? plus(before, each) : each);
    }
  }

  all(): Increment[] {
    return [...this.#found.values()];
  }
}

const plus = (before: Increment, each: Increment): Increment => ({
  series: each.series,
  count: before.count + each.count,
  samples: before.samples + each.samples,
  resets: before.resets + each.resets,
  fromFirstSample: before.fromFirstSample || each.fromFirstSample,
});

/**
 * Several processes that are read by turns behind one address look like one that begins again all the time, and every
 * turn would be counted anew.
 * @throws ToolkitError `telemetry-flapping`
 */
export function requireSteady(increments: readonly Increment[]): void {
  const flapping = increments.find(({ samples, resets }) => resets > 3 && resets * 5 > samples);
  if (!flapping) return;
  throw new ToolkitError({
    code: "telemetry-flapping",
    message: `${flapping.series.name} fell ${flapping.resets} times in ${flapping.samples} samples`,
    hint: "several processes answer behind one address by turns: give each its own address, or let them count together",
  });
}

/** Labels that tell only who scraped. */
const scrapers = new Set(["job", "prometheus", "prometheus_replica", "__replica__"]);

/**
 * One process that was scraped twice would be counted twice.
 * @throws ToolkitError `telemetry-duplicated`
 */
export function requireScrapedOnce(increments: readonly Increment[]): void {
  const seen = new Map<string, Increment["series"]>();
  for (const { series } of increments) {
    if (series.labels["instance"] === undefined) continue;
    const labels = Object.fromEntries(Object.entries(series.labels).filter(([name]) => !scrapers.has(name)));
    const key = seriesKey({ name: series.name, labels });
    const other = seen.get(key);
    seen.set(key, series);
    if (!other) continue;
    const differing = [...scrapers].filter((name) => other.labels[name] !== series.labels[name]);
    throw new ToolkitError({
      code: "telemetry-duplicated",
      message: `${series.name} of ${series.labels["instance"]} is there twice, by ${differing.join(", ")}`,
      hint: `narrow the selectors to one ${differing[0]}: what is scraped twice would be counted twice`,
    });
  }
}
