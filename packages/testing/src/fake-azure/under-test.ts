import { mkdtemp } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type Http, nodeClock } from "#platform";
import { type AzureMlRegistryConfig, type Registry, registryProviders } from "#registry";
import { dyingHttp } from "../dying.ts";
import { type FakeClock, fakeClock } from "../fake-clock.ts";
import { type BucketView, type Inspection, inspected } from "../fake-cloud/inspect.ts";
import { type FakeDeps, fakeDeps } from "../fake-deps.ts";
import { fakeEnvironment } from "../fake-environment.ts";
import { lazily } from "../mlflow-under-test.ts";
import type { RegistryUnderTest } from "../registry-under-test.ts";
import { type FakeAzure, fakeAzure } from "./fake-azure.ts";

export interface AzureClient {
  http?: Http;
  config?: Partial<AzureMlRegistryConfig>;
  environment?: Record<string, string>;
}

export interface AzureUnderTest extends RegistryUnderTest, Inspection {
  fake: FakeAzure;
  clock: FakeClock;
  deps: FakeDeps;
  openWith(changed: AzureClient): Registry;
}

/** Blobs elsewhere than in the fake: an emulator. */
export interface BlobEmulator {
  http: Http;
  /** Of the account. */
  origin: string;
  bucket: BucketView;
}

/** What a job with `permissions: id-token: write` has. */
export const azureJob = ({ identity, origin }: FakeAzure): Record<string, string> => ({
  AZURE_CLIENT_ID: identity.client,
  AZURE_TENANT_ID: identity.tenant,
  ACTIONS_ID_TOKEN_REQUEST_URL: `${origin}/oidc?api-version=2.0`,
  ACTIONS_ID_TOKEN_REQUEST_TOKEN: identity.request,
});

/** The registry on a new fake; with an emulator its blobs lie there, and time is real. */
export async function azureUnderTest(fake?: FakeAzure, emulator?: BlobEmulator): Promise<AzureUnderTest> {
  const clock = (emulator ? { ...nodeClock(), advance: () => {} } : fakeClock()) as FakeClock;
  const azure = fake ?? fakeAzure(clock.now);
  const http = emulator?.http ?? azure.http;
  const deps = await fakeDeps({ clock });
  const random = { ...deps.random, uuid: () => crypto.randomUUID() };
  const exec = { ...deps.exec, which: async () => undefined };
  // a cache of its own for each: another machine
  const caches = await mkdtemp(join(tmpdir(), "azure-cache-"));
  let clients = 0;
  const openWith = (changed: AzureClient): Registry => {
    clients += 1;
    const base: AzureMlRegistryConfig = {
      subscription: azure.subscription,
      resourceGroup: azure.resourceGroup,
      workspace: azure.workspace,
      datastore: "workspaceblobstore",
      prefix: "registry/",
      cacheFolder: join(caches, String(clients)),
      origins: { management: azure.origin, login: azure.origin, blob: emulator?.origin ?? azure.origin },
    };
    const environment = fakeEnvironment(changed.environment ?? azureJob(azure));
    const ports = { ...deps, exec, random, http: changed.http ?? http, environment };
    return lazily(registryProviders["azure-ml"](ports, { ...base, ...changed.config }));
  };
  const { blobs } = azure.container;
  const inFake: BucketView = {
    read: async (key) => blobs.get(key)?.content.toString(),
    write: async (key, content) => void blobs.set(key, { content: Buffer.from(content), etag: '"other"' }),
    keys: async () => [...blobs.keys()],
  };
  const shown = (): string[] => [...(azure.manager.models.get("mail")?.versions.keys() ?? [])];
  return {
    ...inspected(emulator?.bucket ?? inFake, "registry/", shown),
    fake: azure,
    clock,
    deps,
    openWith,
    open: () => openWith({}),
    openDying: (calls) => openWith({ http: dyingHttp(http, calls) }),
    openAfterDeath: () => openWith({ config: { leaseSeconds: 0 } }),
  };
}
