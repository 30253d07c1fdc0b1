import { googleAccessToken, type Platform, type RenewedToken } from "#platform";
import { type CloudClient, type CloudPorts, cloudClient } from "../../cloud/client.ts";
import type { Refusals } from "../../cloud/refusal.ts";
import type { VertexRegistryConfig } from "./address.ts";

export const provider = "vertex";

export type VertexPorts = CloudPorts & Pick<Platform, "environment" | "files">;

const unauthorizedHint = "run google-github-actions/auth before, with permissions: id-token: write";

export interface Google {
  storage: CloudClient;
  models: CloudClient;
  origins: { storage: string; models: string };
  /** For errors inside of operations. */
  words: Refusals;
}

/** Both services, with one token. */
export function google(ports: VertexPorts, config: VertexRegistryConfig): Google {
  const { project, location, bucket, origins } = config;
  let token: RenewedToken | undefined;
  const shared: RenewedToken = {
    // asked for when it is needed: opening a registry alone needs no access
    current: async () => {
      token ??= googleAccessToken(ports, { provider, code: "vertex-unauthorized" });
      return await token.current();
    },
    refused: (value) => token?.refused(value),
  };
  const words: Refusals = {
    provider,
    vendor: "Vertex AI",
    unauthorizedHint,
    forbiddenHint: `grant the account roles/aiplatform.user in the project ${project}`,
    addressHint: `check GOOGLE_CLOUD_LOCATION (${location}), and whether the API aiplatform.googleapis.com is enabled in ${project}`,
  };
  const storageWords: Refusals = {
    provider,
    vendor: "Cloud Storage",
    unauthorizedHint,
    forbiddenHint: `grant the account roles/storage.objectAdmin on the bucket ${bucket}`,
    addressHint: "check registry-uri, and whether the runner reaches storage.googleapis.com",
  };
  return {
    storage: cloudClient(ports, { ...storageWords, token: shared }),
    models: cloudClient(ports, { ...words, token: shared }),
    origins: {
      storage: origins?.storage ?? "https://storage.googleapis.com",
      models: origins?.models ?? `https://${location}-aiplatform.googleapis.com`,
    },
    words,
  };
}
