import type { ActionDeps } from "#action-kit";
import type { JudgeConfig, JudgeModelConfig, PriceTable } from "#contracts";
import { type KnownPrice, priceOf } from "#evaluation";
import { type Answerer, type Inference, inferenceProviders } from "#inference";

/** A model that judges, with what its tokens cost. */
export interface Judge {
  /** As it is shown: provider and model. */
  name: string;
  answerer: Answerer;
  inference: Inference;
  /** Undefined is unknown. */
  price: KnownPrice | undefined;
}

/**
 * The judges that were asked for; their keys are read from the environment, and all that lack one are named.
 * @param apiKey key of `openai` and `openai-compatible` judges, instead of the environment's
 */
export async function openJudges(
  deps: ActionDeps,
  { models }: Pick<JudgeConfig, "models">,
  { prices, apiKey }: { prices?: PriceTable | undefined; apiKey?: string | undefined } = {},
): Promise<Judge[]> {
  return await Promise.all(
    models.map(async (config) => ({
      name: `${config.provider}/${config.model}`,
      answerer: { provider: config.provider, model: config.model, endpoint: config.endpoint },
      inference: await inferenceOf(deps, config, apiKey),
      price: priceOf(config.provider, config.model, prices),
    })),
  );
}

async function inferenceOf(
  deps: ActionDeps,
  { provider, model, endpoint }: JudgeModelConfig,
  apiKey: string | undefined,
): Promise<Inference> {
  if (provider === "openai") return await inferenceProviders.openai(deps, { model, apiKey });
  if (provider === "openai-compatible")
    return await inferenceProviders["openai-compatible"](deps, { model, apiKey, baseUrl: endpoint as string });
  return await inferenceProviders[provider](deps, { model });
}
