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
        const up = job === "" ? new Set<string>() : await upAt(client, job, time);
        for (const each of series)
          if (each.labels["job"] === job && up.has(each.labels["instance"] ?? "")) born.add(seriesKey(each));
      }
      return born;
    },
  };
}

/** Instances of the job whose last scrape at the time went well. */
async function upAt(client: PrometheusClient, job: string, time: number): Promise<ReadonlySet<string>> {
  const data = await client.query(`${selectorOf(["up"], { job })} == 1`, time);
  return new Set(data.resultType === "vector" ? data.result.map(({ metric }) => metric["instance"] ?? "") : []);
}
