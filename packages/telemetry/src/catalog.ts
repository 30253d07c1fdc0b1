import type { Platform } from "#platform";
import type { RouterLogConfig } from "./providers/router-log/index.ts";
import type { TelemetrySource } from "./telemetry.ts";

/** One line a provider; loaded when it is chosen. */
export const telemetryProviders = {
  "router-log": async (platform: Pick<Platform, "files">, config: RouterLogConfig): Promise<TelemetrySource> =>
    (await import("./providers/router-log/index.ts")).routerLog(platform, config),
};
