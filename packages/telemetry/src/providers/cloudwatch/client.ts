import type { CloudWatchClient, MetricDataQuery } from "@aws-sdk/client-cloudwatch";
import { ToolkitError } from "#contracts";
import { awsSettings, type AwsPorts as Ports } from "#platform";
import { awsFailure } from "../../aws-failure.ts";
import { provider } from "./provider.ts";

/** A metric of one variant; the sum of what its statistic tells of each minute. */
export interface MetricSum {
  metric: string;
  variant: string;
  statistic: string;
}

export interface Metrics {
  /**
   * Points of every sum, by their minutes (milliseconds since 1970), `from` included and `to` not. Minutes without one
   * are left out.
   */
  minutes(sums: readonly MetricSum[], from: number, to: number): Promise<Map<number, number>[]>;
}

const action = "cloudwatch:GetMetricData";
/** As many as one call may ask for. */
const mostQueries = 500;

/** Metrics of an endpoint's variants. Throws ToolkitError `cloudwatch-...`. */
export async function openMetrics(ports: Ports, region: string, endpointName: string): Promise<Metrics> {
  const { secrets } = ports;
  const sdk = await import("./sdk.ts");
  const client: CloudWatchClient = new sdk.CloudWatchClient(awsSettings(ports, region, "CLOUDWATCH"));

  /** All pages of one call, until every series is told to be whole. */
  async function read(queries: MetricDataQuery[], from: number, to: number): Promise<Map<string, Map<number, number>>> {
    const found = new Map(queries.map(({ Id }) => [Id as string, new Map<number, number>()]));
    const unfinished = new Set(found.keys());
    let token: string | undefined;
    do {
      const page = await client.send(
        new sdk.GetMetricDataCommand({
          MetricDataQueries: queries,
          StartTime: new Date(from),
          EndTime: new Date(to),
          ScanBy: "TimestampAscending",
          ...(token !== undefined && { NextToken: token }),
        }),
      );
      for (const { Id = "", Timestamps = [], Values = [], StatusCode } of page.MetricDataResults ?? []) {
        for (const [at, time] of Timestamps.entries()) found.get(Id)?.set(time.getTime(), Values[at] ?? Number.NaN);
        if (StatusCode === "Complete") unfinished.delete(Id);
        else unfinished.add(Id);
        if (StatusCode === "Forbidden")
          throw new ToolkitError({
            code: "cloudwatch-forbidden",
            provider,
            message: `${action}: the account may not read this metric`,
            hint: `allow ${action} to the role of this job`,
          });
      }
      token = page.NextToken;
    } while (token !== undefined);
    if (unfinished.size === 0) return found;
    throw new ToolkitError({
      code: "cloudwatch-partial",
      provider,
      retryable: true,
      message: `${unfinished.size} of ${queries.length} metrics came incomplete`,
      hint: "counting a part would be wrong; run the look again",
    });
  }

  return {
    async minutes(sums, from, to) {
      const queries = sums.map(({ metric, variant, statistic }, at): MetricDataQuery => {
        const dimensions = { EndpointName: endpointName, VariantName: variant };
        return {
          Id: `q${at}`,
          MetricStat: {
            Metric: {
              Namespace: "AWS/SageMaker",
              MetricName: metric,
              Dimensions: Object.entries(dimensions).map(([Name, Value]) => ({ Name, Value })),
            },
            Period: 60,
            Stat: statistic,
          },
        };
      });
      const found: Map<number, number>[] = [];
      try {
        for (let at = 0; at < queries.length; at += mostQueries)
          found.push(...(await read(queries.slice(at, at + mostQueries), from, to)).values());
      } catch (error) {
        throw awsFailure({ provider, service: "CLOUDWATCH" }, secrets, action, error);
      }
      return found;
    },
  };
}
