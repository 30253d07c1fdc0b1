import type { CountedTelemetry } from "../../counted.ts";
import { type Dialect, namesOf } from "../../counters/dialect.ts";
import { seriesKey } from "../../counters/series.ts";
import { type CounterReader, countersSource } from "../../counters/source.ts";
import { type Ports, type PrometheusAccess, type PrometheusClient, prometheusClient } from "./client.ts";
import { type Labels, selectorOf } from "./selector.ts";

export interface PrometheusConfig extends PrometheusAccess {
  canary: Labels;
  baseline: Labels;
  dialect: Dialect;
  /** After this many milliseconds without a sample a series is gone; five minutes, as in Prometheus. */
  staleMs?: number | undefined;
}

/** Counters that a Prometheus server scraped, by the server's own clock. */
export const prometheusTelemetry = (ports: Ports, config: PrometheusConfig): CountedTelemetry =>
  countersSource(readerOf(prometheusClient(ports, config), config), config);

function readerOf(client: PrometheusClient, { dialect, ...config }: PrometheusConfig): CounterReader {
  return {
    provider: "prometheus",
    now: client.now,
    samples: (arm, from, to) => client.samples(selectorOf(namesOf(dialect), config[arm]), from, to),
    async readAt(series, time) {
      const born = new Set<string>();
      for (const job of new Set(series.map(({ labels }) => labels["job"] ?? ""))) {
        if (job === "") continue;
        const up = await instancesIn(client, `${selectorOf(["up"], { job })} == 1`, time);
        const all = selectorOf(namesOf(dialect), { job });
        // what goes on under other labels (a role that moved) brings its old count along
        const moved = await instancesIn(client, `${all} @ ${(time / 1000).toFixed(3)} unless ${all}`);
        for (const each of series) {
          const { job: of, instance = "" } = each.labels;
          if (of === job && up.has(instance) && !moved.has(instance)) born.add(seriesKey(each));
        }
      }
      return born;
    },
  };
}

async function instancesIn(client: PrometheusClient, expression: string, time?: number): Promise<ReadonlySet<string>> {
  const data = await client.query(expression, time);
  return new Set(data.resultType === "vector" ? data.result.map(({ metric }) => metric["instance"] ?? "") : []);
}
