import { join } from "node:path";
import type { Http } from "#platform";
import { type Registry, registryProviders, type SageMakerRegistryConfig } from "#registry";
import { fakeClock } from "../fake-clock.ts";
import { type FakeDeps, fakeDeps } from "../fake-deps.ts";
import { fakeEnvironment } from "../fake-environment.ts";
import type { RegistryUnderTest } from "../registry-under-test.ts";
import type { S3Object } from "../s3/s3-answer.ts";
import type { ControlPlaneOptions } from "./control-plane.ts";
import { awsKey, dyingAws, fakeAws, fakeBucket } from "./fake-aws.ts";
import { sageMakerOrphans } from "./orphans.ts";
import { rearchived } from "./rearchived.ts";

export interface SageMakerClientOptions {
  http?: Http;
  config?: Partial<SageMakerRegistryConfig>;
  environment?: Record<string, string>;
}

export const awsEnvironment = {
  AWS_REGION: awsKey.region,
  AWS_ACCESS_KEY_ID: awsKey.accessKeyId,
  AWS_SECRET_ACCESS_KEY: awsKey.secretAccessKey,
};

export interface SageMakerUnderTest extends RegistryUnderTest {
  fake: ReturnType<typeof fakeAws>;
  deps: FakeDeps;
  openBy(options: SageMakerClientOptions): Registry;
  /** Bytes of a version's archive are changed by this. */
  rewrite(version: string, change: (archive: Uint8Array) => Promise<Uint8Array>): Promise<void>;
}

/** A registry in the fake of AWS; every client is another machine, with a cache of its own. */
export async function sageMakerUnderTest(options: Partial<ControlPlaneOptions> = {}): Promise<SageMakerUnderTest> {
  const clock = fakeClock();
  const fake = fakeAws(clock.now, options);
  const deps = await fakeDeps({ clock });
  const random = { ...deps.random, uuid: () => crypto.randomUUID() };
  let machines = 0;
  const openBy = ({ http = fake.http, config, environment = {} }: SageMakerClientOptions): Registry => {
    machines += 1;
    const cacheFolder = join(deps.workspace, `machine-${machines}`);
    const ports = { ...deps, random, http, environment: fakeEnvironment({ ...awsEnvironment, ...environment }) };
    const opening = registryProviders.sagemaker(ports, { bucket: fakeBucket, prefix: "llm", cacheFolder, ...config });
    return lazily(opening);
  };
  const archiveOf = (version: string): S3Object => {
    const record = JSON.parse(String(Buffer.from(fake.s3.objects.get("llm/mail/registry.json")?.body ?? [])));
    const { upload } = record.versions.find((one: { version: string }) => one.version === version);
    return fake.s3.objects.get(`llm/mail/uploads/${upload}/model.tar.gz`) as S3Object;
  };
  const rewrite: SageMakerUnderTest["rewrite"] = async (version, change) => {
    const archive = archiveOf(version);
    archive.body = await change(archive.body);
  };
  return {
    fake,
    deps,
    openBy,
    rewrite,
    open: () => openBy({}),
    openDying: (calls) => openBy({ http: dyingAws(fake.http, calls) }),
    openAfterDeath: () => openBy({ config: { leaseSeconds: 0 } }),
    damage: (version) =>
      rewrite(version, (archive) => rearchived(archive, (files) => files.set("model.gguf", Buffer.from("other")))),
    smuggle: (version) =>
      rewrite(version, (archive) => rearchived(archive, (files) => files.set("merged/modeling.py", Buffer.from("x")))),
    orphans: async () => sageMakerOrphans(fake, "llm/mail"),
  };
}

/** A registry whose provider is loaded at the first call. */
function lazily(opening: Promise<Registry>): Registry {
  // whoever awaits a verb is told
  opening.catch(() => undefined);
  return new Proxy({} as Registry, {
    get:
      (_, verb: string) =>
      async (...parameters: unknown[]) =>
        await ((await opening)[verb as keyof Registry] as (...given: unknown[]) => unknown)(...parameters),
  });
}
