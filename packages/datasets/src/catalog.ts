import type { Platform } from "#platform";
import type { DatasetProvider } from "./dataset-source.ts";

type Load = (platform: Platform) => Promise<DatasetProvider>;

/** One line a provider; loaded when it is chosen. */
export const datasetProviders: Record<"npm" | "file", Load> = {
  npm: async (platform) => (await import("./providers/npm/index.ts")).npmSource(platform) as DatasetProvider,
  file: async (platform) => (await import("./providers/file/index.ts")).fileSource(platform) as DatasetProvider,
};
