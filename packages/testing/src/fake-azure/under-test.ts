import { mkdtemp } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Http } from "#platform";
import { type AzureMlRegistryConfig, type Registry, registryProviders } from "#registry";
import type { RegistryUnderTest } from "../conformance/registry.ts";
import { dyingHttp } from "../dying.ts";
import { type FakeClock, fakeClock } from "../fake-clock.ts";
import { type FakeDeps, fakeDeps } from "../fake-deps.ts";
import { fakeEnvironment } from "../fake-environment.ts";
import { lazily } from "../mlflow-under-test.ts";
import { type FakeAzure, fakeAzure } from "./fake-azure.ts";

export interface AzureClient {
  http?: Http;
  config?: Partial<AzureMlRegistryConfig>;
  environment?: Record<string, string>;
}

export interface AzureUnderTest extends RegistryUnderTest {
  fake: FakeAzure;
  clock: FakeClock;
  deps: FakeDeps;
  openWith(changed: AzureClient): Registry;
  /** Key in the container of a file of the version. */
  keyOf(version: string, path: string): string;
}

/** What a job with `permissions: id-token: write` has. */
export const azureJob = ({ identity, origin }: FakeAzure): Record<string, string> => ({
  AZURE_CLIENT_ID: identity.client,
  AZURE_TENANT_ID: identity.tenant,
  ACTIONS_ID_TOKEN_REQUEST_URL: `${origin}/oidc?api-version=2.0`,
  ACTIONS_ID_TOKEN_REQUEST_TOKEN: identity.request,
});

/** The registry on a new fake. */
export async function azureUnderTest(): Promise<AzureUnderTest> {
  const clock = fakeClock();
  const fake = fakeAzure(clock.now);
  const deps = await fakeDeps({ clock });
  const random = { ...deps.random, uuid: () => crypto.randomUUID() };
  const exec = { ...deps.exec, which: async () => undefined };
  // a cache of its own for each: another machine
  const caches = await mkdtemp(join(tmpdir(), "azure-cache-"));
  let clients = 0;
  const openWith = ({ http = fake.http, config, environment }: AzureClient): Registry => {
    clients += 1;
    const base: AzureMlRegistryConfig = {
      subscription: fake.subscription,
      resourceGroup: fake.resourceGroup,
      workspace: fake.workspace,
      datastore: "workspaceblobstore",
      prefix: "registry/",
      cacheFolder: join(caches, String(clients)),
      origins: { management: fake.origin, login: fake.origin, blob: fake.origin },
    };
    const variables = fakeEnvironment(environment ?? azureJob(fake));
    const ports = { ...deps, exec, random, http, environment: variables };
    return lazily(registryProviders["azure-ml"](ports, { ...base, ...config }));
  };
  const record = () =>
    JSON.parse(fake.container.blobs.get("registry/mail/registry.json")?.content.toString() ?? '{"versions":[]}') as {
      versions: { version: string; upload: string; place: string }[];
      uploads?: unknown[];
      removing?: unknown[];
    };
  const keyOf = (version: string, path: string): string => {
    const upload = record().versions.find((one) => one.version === version)?.upload;
    return `registry/mail/uploads/${upload}/files/${path}`;
  };
  const write = (key: string, content: string): void =>
    void fake.container.blobs.set(key, { content: Buffer.from(content), etag: '"other"' });

  return {
    fake,
    clock,
    deps,
    openWith,
    keyOf,
    open: () => openWith({}),
    openDying: (calls) => openWith({ http: dyingHttp(fake.http, calls) }),
    openAfterDeath: () => openWith({ config: { leaseSeconds: 0 } }),
    damage: async (version) => write(keyOf(version, "model.gguf"), "other"),
    smuggle: async (version) => write(keyOf(version, "merged/modeling.py"), "x"),
    async orphans() {
      const { versions, uploads = [], removing = [] } = record();
      const owned = versions.flatMap(({ version, upload }) => [`uploads/${upload}/`, `evidence/${version}/`]);
      const homes = [...owned, "promotions/", "registry.json"].map((key) => `registry/mail/${key}`);
      const blobs = [...fake.container.blobs.keys()].filter((key) => !homes.some((home) => key.startsWith(home)));
      const places = versions.map(({ place }) => place);
      const shown = [...(fake.manager.models.get("mail")?.versions.keys() ?? [])];
      const models = shown.filter((version) => !places.includes(version));
      return [...blobs, ...models, ...uploads.map(String), ...removing.map(String)];
    },
  };
}
