import { mkdtemp } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Http } from "#platform";
import { type Registry, registryProviders, type VertexRegistryConfig } from "#registry";
import type { RegistryUnderTest } from "../conformance/registry.ts";
import { dyingHttp } from "../dying.ts";
import { type FakeClock, fakeClock } from "../fake-clock.ts";
import { type FakeDeps, fakeDeps } from "../fake-deps.ts";
import { fakeEnvironment } from "../fake-environment.ts";
import { lazily } from "../mlflow-under-test.ts";
import { type FakeVertex, fakeVertex } from "./fake-vertex.ts";

export interface VertexClient {
  http?: Http;
  config?: Partial<VertexRegistryConfig>;
  environment?: Record<string, string>;
}

export interface VertexUnderTest extends RegistryUnderTest {
  fake: FakeVertex;
  clock: FakeClock;
  deps: FakeDeps;
  openWith(changed: VertexClient): Registry;
  /** Key in the bucket of a file of the version. */
  keyOf(version: string, path: string): string;
}

/** The registry on a new fake. */
export async function vertexUnderTest(): Promise<VertexUnderTest> {
  const clock = fakeClock();
  const fake = fakeVertex(clock.now);
  const deps = await fakeDeps({ clock });
  const random = { ...deps.random, uuid: () => crypto.randomUUID() };
  // a cache of its own for each: another machine
  const caches = await mkdtemp(join(tmpdir(), "vertex-cache-"));
  let clients = 0;
  const openWith = ({ http = fake.http, config, environment }: VertexClient): Registry => {
    clients += 1;
    const base: VertexRegistryConfig = {
      project: fake.project,
      location: fake.location,
      bucket: fake.bucket.name,
      prefix: "registry/",
      servingImage: "europe-west4-docker.pkg.dev/mail-triage/serving/vllm:1",
      cacheFolder: join(caches, String(clients)),
      origins: { storage: fake.origin, models: fake.origin },
    };
    const variables = fakeEnvironment(environment ?? { GOOGLE_OAUTH_ACCESS_TOKEN: "ya29.fake-token" });
    const ports = { ...deps, random, http, environment: variables };
    return lazily(registryProviders.vertex(ports, { ...base, ...config }));
  };
  const record = () =>
    JSON.parse(fake.bucket.objects.get("registry/mail/registry.json")?.content.toString() ?? '{"versions":[]}') as {
      versions: { version: string; upload: string; place: string }[];
      uploads?: unknown[];
      removing?: unknown[];
    };
  const keyOf = (version: string, path: string): string => {
    const upload = record().versions.find((one) => one.version === version)?.upload;
    return `registry/mail/uploads/${upload}/files/${path}`;
  };
  const write = (key: string, content: string): void =>
    void fake.bucket.objects.set(key, { content: Buffer.from(content), generation: 7, writtenAt: 0 });

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
      const objects = [...fake.bucket.objects.keys()].filter((key) => !homes.some((home) => key.startsWith(home)));
      const shown = fake.registry.models.get("mail")?.versions ?? [];
      const places = versions.map(({ place }) => place);
      const models = shown.filter(({ versionId }) => !places.includes(versionId)).map((one) => one.versionId);
      return [...objects, ...models, ...uploads.map(String), ...removing.map(String)];
    },
  };
}
