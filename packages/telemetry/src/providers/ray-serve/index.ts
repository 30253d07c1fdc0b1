import type { CountedTelemetry } from "../../counted.ts";
import { type Dialect, namesOf, rayProxyDialect, rayReplicaDialect, valueNamesOf } from "../../counters/dialect.ts";
import { type Series, seriesKey } from "../../counters/series.ts";
import { type CounterReader, countersSource } from "../../counters/source.ts";
import type { Labels } from "../prometheus/selector.ts";
import { readExposition } from "./exposition.ts";
import { type Ports, type RayNodesConfig, readNodes } from "./nodes.ts";

export interface RayMetricsConfig extends RayNodesConfig {
  /** Labels of the arms: `application`, and `deployment` where replicas are to be judged instead of what the proxy answers. */
  canary: Labels;
  baseline: Labels;
  /** Histograms of vLLM in the replicas, as Ray Serve LLM shows them, and the labels of theirs, which name no application. */
  values?: Dialect["values"];
  valueLabels?: { canary: Labels; baseline: Labels } | undefined;
}

/**
 * Counters of Ray Serve as its nodes show them now: in milliseconds, and without a past, so that tau comes from the first
 * look. What a proxy counted that ended between two looks is lost, and told.
 */
export const rayServeMetrics = (ports: Ports, config: RayMetricsConfig): CountedTelemetry =>
  countersSource(readerOf(ports, config), { dialect: dialectOf(config), staleMs: 1 });

const dialectOf = ({ canary, values }: RayMetricsConfig): Dialect => ({
  ...(canary["deployment"] === undefined ? rayProxyDialect : rayReplicaDialect),
  ...(values && { values }),
});

function readerOf(ports: Ports, config: RayMetricsConfig): CounterReader {
  const dialect = dialectOf(config);
  const values = new Set(valueNamesOf(dialect));
  const names = new Set([...namesOf(dialect), ...values]);
  let seen: { time: number; series: Series[]; nodes: Series[] } = { time: 0, series: [], nodes: [] };
  const nodeOf = (instance: string, time: number): Series => ({
    name: "up",
    labels: { instance },
    samples: [[time, 1]],
  });

  return {
    provider: "ray-serve",
    windowMs: Number.POSITIVE_INFINITY,
    async now() {
      const pages = await readNodes(ports, config);
      const time = ports.clock.now();
      const series = [...pages].flatMap(([instance, text]) =>
        readExposition(text, names, time).map((each) => ({ ...each, labels: { ...each.labels, instance } })),
      );
      seen = { time, series, nodes: [...pages.keys()].map((instance) => nodeOf(instance, time)) };
      return time;
    },
    processes: () => seen.nodes,
    async samples(arm) {
      const has = (labels: Labels, wanted: Labels): boolean =>
        Object.entries(wanted).every(([name, value]) => labels[name] === value);
      return seen.series.filter(({ name, labels }) =>
        has(labels, (values.has(name) && config.valueLabels?.[arm]) || config[arm]),
      );
    },
    async readAt(series, time, base) {
      const read = ({ labels }: Series): boolean => base[seriesKey(nodeOf(labels["instance"] ?? "", 0))]?.[0] === time;
      return new Set(series.filter(read).map(seriesKey));
    },
  };
}
