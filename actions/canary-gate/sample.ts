import type { ArmSample } from "#canary";
import { newReservoir, type Reservoir } from "#statistics";

/** Values of an arm and a metric that are compared: all of them, and of more a uniform sample. */
export const mostValues = 20_000;

/** What one arm did, gathered in bounded memory. */
export interface ArmGatherer {
  requests(count: number): void;
  /** Events of a count that this part of the traffic tells of; undefined where it does not. */
  count(name: "errors" | "overTau" | "overMargin", events: number | undefined): void;
  latency(ms: number): void;
  /** Of quality in [0, 1], of a further metric in its unit. */
  value(metric: string, value: number): void;
  missing(metric: string, count: number): void;
  sample(): ArmSample;
  /** Metrics of which more came than are kept. */
  sampled(): string[];
}

export function newArmGatherer(): ArmGatherer {
  let requests = 0;
  const counts = new Map<string, number>();
  const untold = new Set<string>();
  const missing: Record<string, number> = {};
  const values = new Map<string, Reservoir<number>>();
  const latencies = newReservoir<number>(mostValues);
  const told = (name: string): number | undefined => (untold.has(name) ? undefined : counts.get(name));
  return {
    requests(count) {
      requests += count;
    },
    // a part that does not tell leaves the whole untold: a rate over the others would be of other traffic
    count(name, events) {
      if (events === undefined) untold.add(name);
      else counts.set(name, (counts.get(name) ?? 0) + events);
    },
    latency: (ms) => latencies.add(ms),
    value(metric, value) {
      const reservoir = values.get(metric) ?? newReservoir<number>(mostValues);
      values.set(metric, reservoir);
      reservoir.add(value);
    },
    missing(metric, count) {
      missing[metric] = (missing[metric] ?? 0) + count;
    },
    sample() {
      const extra = Object.fromEntries([...values].map(([metric, { sample }]) => [metric, sample]));
      return {
        requests,
        errors: told("errors"),
        overTau: told("overTau"),
        overMargin: told("overMargin"),
        latenciesMs: latencies.sample,
        scores: values.get("quality")?.sample,
        extra,
        missing,
      };
    },
    sampled() {
      const more = [...values].filter(([, { seen }]) => seen > mostValues).map(([metric]) => metric);
      return latencies.seen > mostValues ? ["latency", ...more] : more;
    },
  };
}
