import type { ActionDeps, Inputs } from "#action-kit";
import { InputError } from "#contracts";
import { type Inference, inferenceProviders } from "#inference";
import type { spec } from "./spec.ts";

/** What is tested. */
export interface Subject {
  target: Inputs<typeof spec>["target"];
  /** Address up to `/v1`; empty of SageMaker. */
  baseUrl: string;
  inference: Inference;
  /** The same, whose failures are seen as they are. */
  once: Inference;
  /** As `once`, with another token or with none. */
  withKey(apiKey: string | undefined): Promise<Inference>;
}

export async function openSubject(inputs: Inputs<typeof spec>, deps: ActionDeps): Promise<Subject> {
  const { target, model, "api-key": apiKey } = inputs;
  const timeoutMs = 60_000;
  if (target === "sagemaker") {
    const endpointName = inputs["sagemaker-endpoint"];
    if (endpointName === undefined) throw missing("sagemaker-endpoint", target);
    const { "sagemaker-variant": targetVariant, "sagemaker-component": inferenceComponentName } = inputs;
    const asynchronous = asyncPlace(inputs);
    if (targetVariant !== undefined && inferenceComponentName !== undefined) throw variantOfComponent();
    const config = { asynchronous, endpointName, targetVariant, inferenceComponentName, timeoutMs };
    const once = await inferenceProviders.sagemaker(deps, { ...config, attempts: 1 });
    const inference = await inferenceProviders.sagemaker(deps, config);
    return { target, baseUrl: "", inference, once, withKey: async () => once };
  }
  const baseUrl = inputs.endpoint;
  if (baseUrl === undefined) throw missing("endpoint", target);
  const open = (key: string | undefined, attempts?: number): Promise<Inference> =>
    inferenceProviders["openai-compatible"](deps, { baseUrl, model, apiKey: key, timeoutMs, attempts });
  return {
    target,
    baseUrl,
    inference: await open(apiKey),
    once: await open(apiKey, 1),
    withKey: (key) => open(key, 1),
  };
}

const variantOfComponent = (): InputError =>
  new InputError([
    {
      where: "sagemaker-variant",
      problem: "an inference component stands on a variant already",
      mend: "give one of sagemaker-variant and sagemaker-component",
    },
  ]);

/** @throws InputError for what an asynchronous endpoint cannot be asked by */
function asyncPlace(inputs: Inputs<typeof spec>) {
  const input = inputs["sagemaker-async-input"];
  if (input === undefined) return undefined;
  const problems = (["sagemaker-variant", "sagemaker-component"] as const).flatMap((where) =>
    inputs[where] === undefined
      ? []
      : [
          {
            where,
            problem: "InvokeEndpointAsync names neither",
            mend: "leave it out, or leave sagemaker-async-input out",
          },
        ],
  );
  if (problems.length > 0) throw new InputError(problems);
  return { input, seconds: inputs["sagemaker-async-timeout"] };
}

const missing = (where: string, target: string): InputError =>
  new InputError([{ where, problem: `is needed by target: ${target}` }], "missing-input");
