import { type Platform, plainHttp } from "#platform";
import type { AnswerSource } from "./answers.ts";
import type { CountedTelemetry } from "./counted.ts";
import type { CloudWatchConfig } from "./providers/cloudwatch/index.ts";
import type { DataCaptureConfig } from "./providers/data-capture/index.ts";
import type { PrometheusConfig } from "./providers/prometheus/index.ts";
import type { RayMetricsConfig } from "./providers/ray-serve/index.ts";
import type { RouterLogConfig } from "./providers/router-log/index.ts";
import type { TracesConfig } from "./providers/traces/index.ts";
import type { TelemetrySource } from "./telemetry.ts";

/** One line a provider; loaded when it is chosen. */
export const telemetryProviders = {
  "router-log": async (
    platform: Pick<Platform, "files" | "clock">,
    config: RouterLogConfig,
  ): Promise<TelemetrySource> => (await import("./providers/router-log/index.ts")).routerLog(platform, config),
};

/** Those that read what somebody else counted. */
export const countedProviders = {
  prometheus: async (platform: Platform, config: PrometheusConfig): Promise<CountedTelemetry> =>
    (await import("./providers/prometheus/index.ts")).prometheusTelemetry(platform, config),
  cloudwatch: async (platform: Platform, config: CloudWatchConfig): Promise<CountedTelemetry> =>
    (await import("./providers/cloudwatch/index.ts")).cloudWatchMetrics(platform, config),
  // Ray's dashboard takes fetch for a browser, and refuses it
  "ray-serve": async (platform: Platform, config: RayMetricsConfig): Promise<CountedTelemetry> =>
    (await import("./providers/ray-serve/index.ts")).rayServeMetrics({ ...platform, http: plainHttp() }, config),
};

/** Those that keep answers word for word. */
export const answerProviders = {
  "data-capture": async (platform: Platform, config: DataCaptureConfig): Promise<AnswerSource> =>
    (await import("./providers/data-capture/index.ts")).dataCapture(platform, config),
  traces: async (platform: Pick<Platform, "files">, config: TracesConfig): Promise<AnswerSource> =>
    (await import("./providers/traces/index.ts")).tracesFile(platform, config),
};
