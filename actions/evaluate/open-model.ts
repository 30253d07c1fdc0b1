import type { ActionDeps, Inputs } from "#action-kit";
import { InputError, type PriceTable } from "#contracts";
import { type KnownPrice, priceOf } from "#evaluation";
import { type Inference, inferenceProviders } from "#inference";
import type { spec } from "./spec.ts";

type Given = Inputs<typeof spec>;
export type ModelProvider = Given["provider"];

export interface OpenModel {
  inference: Inference;
  /** Undefined is unknown, and never 0; `free` is a machine of one's own, which bills nothing for an answer. */
  price: KnownPrice | "free" | undefined;
}

/** The model under test where it is served by somebody. @throws InputError when the provider lacks what it needs */
export async function openModel(
  provider: ModelProvider,
  baseUrl: string | undefined,
  inputs: Given,
  prices: PriceTable | undefined,
  deps: ActionDeps,
): Promise<OpenModel> {
  return {
    inference: await inferenceOf(provider, baseUrl, inputs, deps),
    price: priceOf(provider, inputs.model, prices),
  };
}

async function inferenceOf(
  provider: ModelProvider,
  baseUrl: string | undefined,
  inputs: Given,
  deps: ActionDeps,
): Promise<Inference> {
  const { model, "api-key": apiKey } = inputs;
  // one attempt: trying again is the pool's, so that all of it rests when the server asks
  const attempts = 1;
  switch (provider) {
    case "openai-compatible":
      return await inferenceProviders["openai-compatible"](deps, {
        baseUrl: baseUrl as string,
        model,
        apiKey,
        attempts,
      });
    case "openai":
      return await inferenceProviders.openai(deps, { model, apiKey, baseUrl, attempts });
    case "azure-openai":
      return await inferenceProviders["azure-openai"](deps, { model, endpoint: baseUrl, attempts });
    case "sagemaker":
      return await inferenceProviders.sagemaker(deps, { endpointName: sageMakerEndpoint(inputs), attempts });
    default:
      return await inferenceProviders[provider](deps, { model, attempts });
  }
}

function sageMakerEndpoint(inputs: Given): string {
  const name = inputs["sagemaker-endpoint"];
  if (name !== undefined) return name;
  throw new InputError([{ where: "sagemaker-endpoint", problem: "is needed by provider sagemaker" }], "missing-input");
}
