import { join } from "node:path";
import type { ActionDeps } from "#action-kit";
import { InputError } from "#contracts";
import { stateFolder } from "#platform";
import { rayRollbackPlan, toMarkdown } from "#reports";
import { type RayServeConfig, type Serving, serverRequirements, servingProviders } from "#serving";
import { type BusyInputs, onceFree } from "./busy-endpoint.ts";
import type { KubernetesInputs, KubernetesOptions } from "./kubernetes-serving.ts";
import { type LocalInputs, type LocalOptions, localProvider } from "./local-serving.ts";
import { type SageMakerOptions, sageMakerProvider } from "./sagemaker-serving.ts";

export interface ServingInputs extends LocalInputs, KubernetesInputs {
  target: "local" | "ray-serve" | "sagemaker" | "kubernetes";
  "ray-address": string | undefined;
  "ray-token": string | undefined;
  "on-busy": BusyInputs["on-busy"];
  "busy-timeout": number;
  region?: string | undefined;
}

export interface ServingOptions {
  /** Of the local router, or of a Ray Serve that does not run yet. */
  port?: number;
  healthSeconds?: number;
  dataPlane?: LocalOptions["dataPlane"];
  routerSettings?: LocalOptions["routerSettings"];
  serveUrl?: string | undefined;
  model?: Partial<RayServeConfig["model"]>;
  sagemaker?: SageMakerOptions;
  kubernetes?: KubernetesOptions;
  /** Of a shadow on this machine. */
  shadowShare?: number;
}

/** What serves the endpoint, by the action's inputs. Shared by deploy, promote and rollback. */
export async function openServing(
  inputs: ServingInputs,
  deps: ActionDeps,
  options: ServingOptions = {},
): Promise<Serving> {
  return onceFree(await openProvider(inputs, deps, options), inputs, deps);
}

async function openProvider(inputs: ServingInputs, deps: ActionDeps, options: ServingOptions): Promise<Serving> {
  const { port = 0, healthSeconds = 60, shadowShare, dataPlane, routerSettings } = options;
  if (inputs.target === "local")
    return await localProvider(inputs, deps, { port, healthSeconds, shadowShare, dataPlane, routerSettings });
  if (inputs.target === "sagemaker") return await sageMakerProvider(inputs, deps, options.sagemaker);
  if (inputs.target === "kubernetes")
    return await (await import("./kubernetes-serving.ts")).kubernetesProvider(inputs, deps, options.kubernetes);
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
