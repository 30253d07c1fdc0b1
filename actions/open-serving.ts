import { join } from "node:path";
import type { ActionDeps } from "#action-kit";
import { InputError } from "#contracts";
import { stateFolder } from "#platform";
import { rayRollbackPlan, toMarkdown } from "#reports";
import {
  type RayServeConfig,
  type SageMakerServingConfig,
  type Serving,
  serverRequirements,
  servingProviders,
} from "#serving";
import { type LocalInputs, type LocalOptions, localProvider } from "./local-serving.ts";
import { sageMakerProvider } from "./sagemaker-serving.ts";

export interface ServingInputs extends LocalInputs {
  target: "local" | "ray-serve" | "sagemaker";
  "ray-address": string | undefined;
  "ray-token": string | undefined;
}

export interface ServingOptions {
  /** Of the local router, or of a Ray Serve that does not run yet. */
  port?: number;
  healthSeconds?: number;
  dataPlane?: LocalOptions["dataPlane"];
  serveUrl?: string | undefined;
  model?: Partial<RayServeConfig["model"]>;
  sagemaker?: Partial<Pick<SageMakerServingConfig, "startSeconds" | "model" | "guardrail">>;
}

/** What serves the endpoint, by the action's inputs. Shared by deploy, promote and rollback. */
export async function openServing(
  inputs: ServingInputs,
  deps: ActionDeps,
  options: ServingOptions = {},
): Promise<Serving> {
  const { port = 0, healthSeconds = 60 } = options;
  if (inputs.target === "local")
    return await localProvider(inputs, deps, { port, healthSeconds, dataPlane: options.dataPlane });
  if (inputs.target === "sagemaker") return await sageMakerProvider(inputs, deps, options.sagemaker);
  const address = inputs["ray-address"];
  if (!address) {
    const mend = "give the address of the dashboard, as http://head:8265, or set RAY_DASHBOARD_ADDRESS";
    throw new InputError([{ where: "ray-address", problem: "is needed by target: ray-serve", mend }]);
  }
  return await servingProviders["ray-serve"](deps, {
    endpoint: inputs.endpoint,
    address,
    token: inputs["ray-token"],
    serveUrl: options.serveUrl,
    http: { host: "0.0.0.0", port: port || 8000 },
    model: {
      engine: "llama-cpp",
      replicas: 1,
      gpus: 0,
      requirements: serverRequirements,
      startSeconds: healthSeconds,
      drainSeconds: 120,
      ...options.model,
    },
    programs: join(deps.distFolder, "assets", "serving", "python"),
    stateDir: inputs["state-dir"] ?? stateFolder(deps.environment),
    planOf: (deployment, previousConfig) =>
      toMarkdown(rayRollbackPlan(deployment, { address, previousConfig }, inputs.language)),
  });
}
