import { bucketRegistry } from "../../bucket/index.ts";
import type { Registry } from "../../registry.ts";
import type { AzureMlRegistryConfig } from "./address.ts";
import { type AzurePorts, azure } from "./azure.ts";
import { blobStorage } from "./blobs.ts";
import { containerOf } from "./container.ts";
import { azureMlModels } from "./models.ts";

/**
 * Models in the registry of an Azure ML workspace, their bytes in one of its blob datastores. `../../bucket` says how
 * writers agree.
 */
export function azureMlRegistry(ports: AzurePorts, config: AzureMlRegistryConfig): Registry {
  const services = azure(ports, config);
  const { subscription, resourceGroup, workspace, datastore, prefix, blockBytes = 8 * 1024 * 1024 } = config;
  const address = `azureml://subscriptions/${subscription}/resourcegroups/${resourceGroup}/workspaces/${workspace}/datastores/${datastore}/paths/`;
  const container = containerOf(ports, services, datastore);
  const store = blobStorage(ports, services, container, { address, prefix, blockBytes });
  return bucketRegistry(ports, store, azureMlModels(services, config), config);
}
