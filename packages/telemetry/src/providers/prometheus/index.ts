import type { CountedTelemetry } from "../../counted.ts";
import { type Dialect, namesOf, valueNamesOf } from "../../counters/dialect.ts";
import { seriesKey } from "../../counters/series.ts";
import { type CounterReader, countersSource } from "../../counters/source.ts";
import { type Ports, type PrometheusAccess, type PrometheusClient, prometheusClient } from "./client.ts";
import { type Labels, selectorOf } from "./selector.ts";

export interface PrometheusConfig extends PrometheusAccess {
  canary: Labels;
  baseline: Labels;
  dialect: Dialect;
  /** Labels of the series of `dialect.values`, where they are not the others'. */
  valueLabels?: { canary: Labels; baseline: Labels } | undefined;
  /** After this many milliseconds without a sample a series is gone; five minutes, as in Prometheus. */
  staleMs?: number | undefined;
}

/** Counters that a Prometheus server scraped, by the server's own clock. */
export const prometheusTelemetry = (ports: Ports, config: PrometheusConfig): CountedTelemetry =>
  countersSource(readerOf(prometheusClient(ports, config), config), config);

function readerOf(client: PrometheusClient, { dialect, valueLabels, ...config }: PrometheusConfig): CounterReader {
  const values = valueNamesOf(dialect);
  const all = [...new Set([...namesOf(dialect), ...values])];
  return {
    provider: "prometheus",
    now: client.now,
    async samples(arm, from, to) {
      const read = (names: string[], labels: Labels) => client.samples(selectorOf(names, labels), from, to);
      if (values.length === 0 || !valueLabels) return await read(all, config[arm]);
      return [...(await read(namesOf(dialect), config[arm])), ...(await read(values, valueLabels[arm]))];
    },
    async readAt(series, time) {
      const born = new Set<string>();
      for (const job of new Set(series.map(({ labels }) => labels["job"] ?? ""))) {
        if (job === "") continue;
        const up = await instancesIn(client, `${selectorOf(["up"], { job })} == 1`, time);
        const own = selectorOf(all, { job });
        // what goes on under other labels (a role that moved) brings its old count along
        const moved = await instancesIn(client, `${own} @ ${(time / 1000).toFixed(3)} unless ${own}`);
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
