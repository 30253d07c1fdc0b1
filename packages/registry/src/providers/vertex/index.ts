import { bucketRegistry } from "../../bucket/index.ts";
import type { Registry } from "../../registry.ts";
import type { VertexRegistryConfig } from "./address.ts";
import { google, type VertexPorts } from "./google.ts";
import { vertexModels } from "./models.ts";
import { googleStorage } from "./storage.ts";

/**
 * Models in Vertex AI's Model Registry, their bytes in a bucket of Cloud Storage. `../../bucket` says how writers agree;
 * aliases are Vertex AI's own, so that people and endpoints see them.
 */
export function vertexRegistry(ports: VertexPorts, config: VertexRegistryConfig): Registry {
  const services = google(ports, config);
  const { bucket, prefix, blockBytes = 8 * 1024 * 1024 } = config;
  const place = { origin: services.origins.storage, bucket, prefix, blockBytes };
  const store = googleStorage(ports, services.storage, place);
  const models = vertexModels(ports, services, config, (name) => store.address(`${name}/uploads/`));
  return bucketRegistry(ports, store, models, config);
}
