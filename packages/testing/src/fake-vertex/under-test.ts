import { mkdtemp } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type Http, nodeClock } from "#platform";
import { type Registry, registryProviders, type VertexRegistryConfig } from "#registry";
import { dyingHttp } from "../dying.ts";
import { type FakeClock, fakeClock } from "../fake-clock.ts";
import { type BucketView, type Inspection, inspected } from "../fake-cloud/inspect.ts";
import { type FakeDeps, fakeDeps } from "../fake-deps.ts";
import { fakeEnvironment } from "../fake-environment.ts";
import { lazily } from "../mlflow-under-test.ts";
import type { RegistryUnderTest } from "../registry-under-test.ts";
import { type FakeVertex, fakeVertex } from "./fake-vertex.ts";

export interface VertexClient {
  http?: Http;
  config?: Partial<VertexRegistryConfig>;
  environment?: Record<string, string>;
}

export interface VertexUnderTest extends RegistryUnderTest, Inspection {
  fake: FakeVertex;
  clock: FakeClock;
  deps: FakeDeps;
  openWith(changed: VertexClient): Registry;
}

/** Objects elsewhere than in the fake: an emulator. */
export interface ObjectEmulator {
  http: Http;
  origin: string;
  bucket: BucketView;
}

/** The registry on a new fake; with an emulator its objects lie there, and time is real. */
export async function vertexUnderTest(fake?: FakeVertex, emulator?: ObjectEmulator): Promise<VertexUnderTest> {
  const clock = (emulator ? { ...nodeClock(), advance: () => {} } : fakeClock()) as FakeClock;
  const google = fake ?? fakeVertex(clock.now);
  const http = emulator?.http ?? google.http;
  const deps = await fakeDeps({ clock });
  const random = { ...deps.random, uuid: () => crypto.randomUUID() };
  // a cache of its own for each: another machine
  const caches = await mkdtemp(join(tmpdir(), "vertex-cache-"));
  let clients = 0;
  const openWith = (changed: VertexClient): Registry => {
    clients += 1;
    const base: VertexRegistryConfig = {
      project: google.project,
      location: google.location,
      bucket: google.bucket.name,
      prefix: "registry/",
      servingImage: "europe-west4-docker.pkg.dev/mail-triage/serving/vllm:1",
      cacheFolder: join(caches, String(clients)),
      origins: { storage: emulator?.origin ?? google.origin, models: google.origin },
    };
    const environment = fakeEnvironment(changed.environment ?? { GOOGLE_OAUTH_ACCESS_TOKEN: "ya29.fake-token" });
    const ports = { ...deps, random, http: changed.http ?? http, environment };
    return lazily(registryProviders.vertex(ports, { ...base, ...changed.config }));
  };
  const { objects } = google.bucket;
  const inFake: BucketView = {
    read: async (key) => objects.get(key)?.content.toString(),
    write: async (key, content) =>
      void objects.set(key, { content: Buffer.from(content), generation: 7, writtenAt: 0 }),
    keys: async () => [...objects.keys()],
  };
  const shown = (): string[] => (google.registry.models.get("mail")?.versions ?? []).map((one) => one.versionId);
  return {
    ...inspected(emulator?.bucket ?? inFake, "registry/", shown),
    fake: google,
    clock,
    deps,
    openWith,
    open: () => openWith({}),
    openDying: (calls) => openWith({ http: dyingHttp(http, calls) }),
    openAfterDeath: () => openWith({ config: { leaseSeconds: 0 } }),
  };
}
