import type { Platform } from "#platform";
import type { FileStateConfig } from "./providers/file/index.ts";
import type { GitRefConfig } from "./providers/git-ref/index.ts";
import type { StateStore } from "./state-store.ts";

/** One line a provider; loaded when it is chosen. */
export const stateProviders = {
  file: async (platform: Platform, config: FileStateConfig): Promise<StateStore> =>
    (await import("./providers/file/index.ts")).fileState(platform, config),
  "git-ref": async (platform: Platform, config: GitRefConfig): Promise<StateStore> =>
    (await import("./providers/git-ref/index.ts")).gitRefState(platform, config),
};
