import type { Platform } from "#platform";
import type { LocalConfig } from "./providers/local/index.ts";
import type { Serving } from "./serving.ts";

/** One line a provider; loaded when it is chosen. */
export const servingProviders = {
  local: async (platform: Platform, config: LocalConfig): Promise<Serving> =>
    (await import("./providers/local/index.ts")).localServing(platform, config),
};
export type { LocalConfig } from "./providers/local/index.ts";
