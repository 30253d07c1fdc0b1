import type { Platform } from "#platform";
import type { Forge } from "./forge.ts";
import type { GithubConfig } from "./providers/github/index.ts";
import type { RepositoryReader } from "./repository-reader.ts";

type Ports = Pick<Platform, "http" | "clock" | "random" | "log">;

/** One line a provider; loaded when it is chosen. */
export const forgeProviders = {
  github: async (ports: Ports, config: GithubConfig): Promise<Forge & RepositoryReader> =>
    (await import("./providers/github/index.ts")).github(ports, config),
};
