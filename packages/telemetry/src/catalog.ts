import type { Platform } from "#platform";
import type { CountedTelemetry } from "./counted.ts";
import type { PrometheusConfig } from "./providers/prometheus/index.ts";
import type { RouterLogConfig } from "./providers/router-log/index.ts";
import type { TelemetrySource } from "./telemetry.ts";

/** One line a provider; loaded when it is chosen. */
export const telemetryProviders = {
  "router-log": async (platform: Pick<Platform, "files">, config: RouterLogConfig): Promise<TelemetrySource> =>
    (await import("./providers/router-log/index.ts")).routerLog(platform, config),
};

/** Those that read what somebody else counted. */
export const countedProviders = {
  prometheus: async (platform: Platform, config: PrometheusConfig): Promise<CountedTelemetry> =>
    (await import("./providers/prometheus/index.ts")).prometheusTelemetry(platform, config),
};
