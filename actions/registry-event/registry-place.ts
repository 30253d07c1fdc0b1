import type { ActionDeps } from "#action-kit";
import { awsRegionOf } from "#platform";
import {
  azureMlAddress,
  huggingfaceSettings,
  mlflowAddresses,
  sageMakerPlace,
  vertexAddress,
  wandbAddress,
} from "#registry";
import type { RegistryInputs } from "../open-registry.ts";

type Where = Pick<RegistryInputs, "registry" | "registry-uri">;
type PlaceOf = (uri: string | undefined, deps: Pick<ActionDeps, "environment" | "files">) => readonly unknown[];

/**
 * What tells two registries of one kind apart, whether inputs or variables say it. A folder or a remote counts as it was
 * said: without a word it is this job's own, and its path differs from runner to runner.
 */
const places: Record<RegistryInputs["registry"], PlaceOf> = {
  file: (uri) => [uri],
  git: (uri) => [uri],
  mlflow: (uri, { environment }) => {
    const { registry, tracking } = mlflowAddresses(uri, environment);
    return registry === tracking ? [registry] : [registry, tracking];
  },
  wandb: (uri, { environment }) => {
    const { baseUrl, entity, project } = wandbAddress(uri, environment);
    return [baseUrl?.replace(/\/+$/, ""), entity, project];
  },
  sagemaker: (uri, deps) => {
    const { bucket, prefix } = sageMakerPlace(uri, deps.environment);
    return [awsRegionOf(deps, undefined), bucket, prefix];
  },
  "azure-ml": (uri, { environment }) => {
    const { subscription, resourceGroup, workspace, datastore, prefix } = azureMlAddress(uri, environment);
    return [subscription.toLowerCase(), resourceGroup.toLowerCase(), workspace.toLowerCase(), datastore, prefix];
  },
  vertex: (uri, { environment }) => {
    const { project, location, bucket, prefix } = vertexAddress(uri, environment);
    return [project, location, bucket, prefix];
  },
  huggingface: (uri, { environment }) => {
    const { endpoint, namespace } = huggingfaceSettings({ token: undefined, namespace: uri }, environment);
    return [endpoint?.replace(/\/+$/, ""), namespace];
  },
};

/** Undefined where nothing was said: then it is the only one of its kind that the job can mean. */
export function registryPlace({ registry, "registry-uri": uri }: Where, deps: ActionDeps): string | undefined {
  const said = places[registry](uri, deps);
  return said.some((part) => part !== undefined) ? JSON.stringify(said) : undefined;
}
