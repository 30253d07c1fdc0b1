import type { ActionDeps } from "#action-kit";
import type { Language } from "#contracts";
import { stateFolder } from "#platform";
import { sageMakerRollbackPlan, toMarkdown } from "#reports";
import { type SageMakerServingConfig, type Serving, servingProviders } from "#serving";

/** What a deployment tells of it. */
export type SageMakerOptions = Partial<
  Pick<SageMakerServingConfig, "startSeconds" | "model" | "guardrail" | "capture" | "scaling" | "shadowShare">
>;

export interface SageMakerInputs {
  endpoint: string;
  /** AWS_REGION unless given. */
  region?: string | undefined;
  "state-dir": string | undefined;
  language: Language;
}

/** Instances start, fetch an image of many GB and the model, and load it. */
export const sageMakerStartSeconds = 1800;

/** The SageMaker provider; AWS_REGION and credentials come from the environment. Shared by deploy, promote and rollback. */
export async function sageMakerProvider(
  inputs: SageMakerInputs,
  deps: ActionDeps,
  { startSeconds = sageMakerStartSeconds, ...given }: SageMakerOptions = {},
): Promise<Serving> {
  return await servingProviders.sagemaker(deps, {
    endpoint: inputs.endpoint,
    region: inputs.region,
    startSeconds,
    switchSeconds: 900,
    stateDir: inputs["state-dir"] ?? stateFolder(deps.environment),
    planOf: (deployment, place) => toMarkdown(sageMakerRollbackPlan(deployment, place, inputs.language)),
    ...given,
  });
}
