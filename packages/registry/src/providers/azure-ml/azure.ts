import { type CloudClient, cloudClient } from "../../cloud/client.ts";
import type { AzureMlRegistryConfig } from "./address.ts";
import { type EntraPorts, entraTokens, provider } from "./entra.ts";

export { provider };
export type AzurePorts = EntraPorts;

/** Of `@azure/arm-machinelearning` 2.1.1. */
export const apiVersion = "2022-10-01";
const blobVersion = "2024-11-04";
const unauthorizedHint =
  "log in by azure/login before, or set AZURE_CLIENT_ID and AZURE_TENANT_ID with id-token: write";

export interface Azure {
  management: CloudClient;
  blobs: CloudClient;
  origins: { management: string; blob: string | undefined };
  /** `/subscriptions/…/workspaces/…` */
  workspace: string;
  /** Address of a resource of the workspace. */
  url(path: string, query?: Record<string, string>): string;
}

/** Resource management and blob storage, each with its own token. */
export function azure(ports: AzurePorts, config: AzureMlRegistryConfig): Azure {
  const { subscription, resourceGroup, workspace: name, origins = {} } = config;
  const tokens = entraTokens(ports, origins.login ?? "https://login.microsoftonline.com");
  const management = origins.management ?? "https://management.azure.com";
  const workspace = `/subscriptions/${subscription}/resourceGroups/${resourceGroup}/providers/Microsoft.MachineLearningServices/workspaces/${name}`;
  return {
    management: cloudClient(ports, {
      provider,
      vendor: "Azure ML",
      unauthorizedHint,
      forbiddenHint: `grant the identity the role AzureML Data Scientist on the workspace ${name}`,
      addressHint: "check registry-uri, and whether the runner reaches management.azure.com",
      token: tokens(`${management}/.default`),
    }),
    blobs: cloudClient(ports, {
      provider,
      vendor: "Azure Blob Storage",
      unauthorizedHint,
      forbiddenHint: `grant the identity the role Storage Blob Data Contributor on the storage account of the workspace ${name}`,
      addressHint: "check whether the runner reaches the storage account of the workspace: it may have a firewall",
      token: tokens("https://storage.azure.com/.default"),
      headers: () => ({ "x-ms-version": blobVersion, "x-ms-date": new Date(ports.clock.now()).toUTCString() }),
    }),
    origins: { management, blob: origins.blob },
    workspace,
    url: (path, query = {}) =>
      `${management}${workspace}${path}?${new URLSearchParams({ "api-version": apiVersion, ...query })}`,
  };
}
