import type { Platform } from "#platform";
import type { CommandConfig } from "./providers/command/index.ts";
import type { RecipeConfig } from "./providers/recipe/index.ts";
import type { TrainingProvider } from "./training.ts";

/** One line a provider; loaded when it is chosen. */
export const trainingProviders = {
  recipe: async (platform: Platform, config: RecipeConfig): Promise<TrainingProvider> =>
    (await import("./providers/recipe/index.ts")).recipeTraining(platform, config),
  command: async (platform: Platform, config: CommandConfig): Promise<TrainingProvider> =>
    (await import("./providers/command/index.ts")).commandTraining(platform, config),
};
