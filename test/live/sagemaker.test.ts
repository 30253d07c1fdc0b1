import { execFile, execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import {
  CreateBucketCommand,
  GetObjectCommand,
  ListMultipartUploadsCommand,
  ListObjectsV2Command,
  PutObjectCommand,
  S3Client,
} from "@aws-sdk/client-s3";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Http, nodeClock, nodeHttp, nodeRandom } from "#platform";
import { type Registry, registryProviders, type SageMakerRegistryConfig } from "#registry";
import {
  awsEnvironment,
  awsKey,
  dyingAws,
  fakeAws,
  fakeBucket,
  fakeClock,
  fakeDeps,
  fakeEnvironment,
  type RegistryUnderTest,
  rearchived,
  registryConformance,
  sageMakerOrphans,
  sampleMetadata,
  sampleModel,
} from "#testing";
import { openBucket } from "../../packages/registry/src/providers/sagemaker/bucket.ts";
import { summed } from "../../packages/registry/src/providers/sagemaker/summed.ts";
import { installMoto, type Moto, startMoto } from "./sagemaker/moto.ts";

/** S3 and STS are moto; SageMaker is our emulator behind a socket, which Amazon's own Python client talks to as well. */
let python: string;
let moto: Moto;
let s3: S3Client;
const closing: (() => Promise<void>)[] = [];
let buckets = 0;

beforeAll(async () => {
  python = await installMoto();
  moto = await startMoto(python);
  const { accessKeyId, secretAccessKey, region } = awsKey;
  s3 = new S3Client({
    endpoint: moto.url,
    region,
    credentials: { accessKeyId, secretAccessKey },
    forcePathStyle: true,
  });
});

afterAll(async () => {
  for (const close of closing) await close();
  await moto?.close();
});

async function newBucket(): Promise<string> {
  buckets += 1;
  const Bucket = `models-${buckets}`;
  const CreateBucketConfiguration = { LocationConstraint: awsKey.region as "eu-central-1" };
  await s3.send(new CreateBucketCommand({ Bucket, CreateBucketConfiguration }));
  return Bucket;
}

const keysIn = async (Bucket: string): Promise<string[]> =>
  ((await s3.send(new ListObjectsV2Command({ Bucket }))).Contents ?? []).map(({ Key = "" }) => Key);
const read = async (Bucket: string, Key: string): Promise<Uint8Array> =>
  (await (await s3.send(new GetObjectCommand({ Bucket, Key }))).Body?.transformToByteArray()) ?? new Uint8Array();

async function onMoto() {
  const bucket = await newBucket();
  const aws = fakeAws(Date.now);
  const server = await aws.serveSageMaker();
  closing.push(server.close);
  const deps = await fakeDeps({ clock: nodeClock(), random: nodeRandom() });
  const environment = fakeEnvironment({
    ...awsEnvironment,
    AWS_ENDPOINT_URL_SAGEMAKER: server.url,
    AWS_ENDPOINT_URL_S3: moto.url,
  });
  let machines = 0;
  const openBy = (http: Http, config: Partial<SageMakerRegistryConfig> = {}): Registry => {
    machines += 1;
    const cacheFolder = join(deps.workspace, `machine-${machines}`);
    const ports = { ...deps, http, environment };
    return lazily(registryProviders.sagemaker(ports, { bucket, prefix: "llm", cacheFolder, ...config }));
  };
  async function rewrite(version: string, change: (files: Map<string, Uint8Array>) => unknown): Promise<void> {
    const record = JSON.parse(Buffer.from(await read(bucket, "llm/mail/registry.json")).toString());
    const { upload } = record.versions.find((one: { version: string }) => one.version === version);
    const Key = `llm/mail/uploads/${upload}/model.tar.gz`;
    await s3.send(
      new PutObjectCommand({ Bucket: bucket, Key, Body: await rearchived(await read(bucket, Key), change) }),
    );
  }
  const registry: RegistryUnderTest = {
    open: () => openBy(nodeHttp()),
    openDying: (calls) => openBy(dyingAws(nodeHttp(), calls)),
    openAfterDeath: () => openBy(nodeHttp(), { leaseSeconds: 0 }),
    damage: (version) => rewrite(version, (files) => files.set("model.gguf", Buffer.from("other"))),
    smuggle: (version) => rewrite(version, (files) => files.set("merged/modeling.py", Buffer.from("x"))),
    async orphans() {
      const objects = new Map();
      for (const key of await keysIn(bucket)) objects.set(key, { body: await read(bucket, key) });
      const uploads = (await s3.send(new ListMultipartUploadsCommand({ Bucket: bucket }))).Uploads ?? [];
      const openUploads = new Map(
        uploads.map(({ UploadId = "", Key: key = "" }) => [UploadId, { key, parts: new Map() }]),
      );
      return sageMakerOrphans({ s3: { objects, openUploads } as never, control: aws.control }, "llm/mail");
    },
  };
  return { ...registry, openBy, aws, server, bucket };
}

registryConformance("sagemaker, with moto's S3", onMoto);

const candidate = (folder: string) => ({ name: "mail", folder, bump: "minor" as const, metadata: sampleMetadata });

describe("Amazon's own Python client", () => {
  it("finds in the emulator what the registry wrote, and is refused as by the service", async () => {
    const { open, server } = await onMoto();
    for (const weight of ["one", "two"]) await open().register(candidate(await sampleModel(weight)));
    await open().setAlias("mail", "champion", "1.1.0", undefined);
    const client = join(import.meta.dirname, "sagemaker/client.py");
    const { accessKeyId, secretAccessKey, region } = awsKey;
    // the emulator answers from this process
    const { stdout } = await promisify(execFile)(python, [client, server.url, accessKeyId, secretAccessKey, region]);
    expect(JSON.parse(stdout)).toEqual({
      listed: [2, 1],
      version: "1.1.0",
      archive: expect.stringMatching(/^s3:\/\/models-\d+\/llm\/mail\/uploads\/.*\/model\.tar\.gz$/),
      quality: expect.stringMatching(/1\.1\.0\/model-quality\.json$/),
      card: "genai-mlops",
      group: "Completed",
      once: true,
      refused: ["ValidationException", "ValidationException", "ConflictException", "ValidationException"],
    });
  });

  it("has the descriptions that the emulators go by", () => {
    const home = join(import.meta.dirname, "../../packages/testing/src");
    for (const [service, ...which] of [
      ["sagemaker"],
      ["application-auto-scaling", "application-autoscaling@2016-02-06"],
    ]) {
      const kept = readFileSync(join(home, service ?? "", "__fixtures__/service-2.json"), "utf8");
      const operations = Object.keys((JSON.parse(kept) as { operations: object }).operations);
      const trim = [join(home, "sagemaker/__fixtures__/trim.py"), ...which, ...operations];
      expect(execFileSync(python, trim, { encoding: "utf8" })).toBe(kept);
    }
  });
});

describe("moto's S3 and the fake bucket", () => {
  it("do the same", async () => {
    const deps = await fakeDeps({ clock: nodeClock(), random: nodeRandom() });
    const fake = fakeAws(fakeClock().now);
    const config = { prefix: "p", cacheFolder: "", partBytes: 5 * 2 ** 20 };
    const overMoto = { ...deps, environment: fakeEnvironment({ ...awsEnvironment, AWS_ENDPOINT_URL_S3: moto.url }) };
    const overFake = { ...deps, http: fake.http, environment: fakeEnvironment(awsEnvironment) };
    const both = [
      await openBucket(overMoto, awsKey.region, { ...config, bucket: await newBucket() }),
      await openBucket(overFake, awsKey.region, { ...config, bucket: fakeBucket }),
    ];
    const [inMoto, inFake] = await Promise.all(
      both.map(async (bucket) => {
        const seen: unknown[] = [];
        seen.push(await bucket.swap("a", "one", null), await bucket.swap("a", "two", null));
        const { etag = "", text } = (await bucket.read("a")) ?? {};
        seen.push(text, etag, await bucket.swap("a", "three", '"0123456789abcdef0123456789abcdef"'));
        seen.push(await bucket.swap("a", "four", etag), await bucket.swap("a", "five", etag));
        seen.push(await bucket.swap("never", "x", etag), await bucket.read("never"), (await bucket.read("a"))?.text);
        await bucket.write("b/ключ +&%.txt", "x");
        const large = Buffer.alloc(11 * 2 ** 20, "w");
        const chunks = async function* () {
          for (let start = 0; start < large.length; start += 65_536)
            yield summed(large.subarray(start, start + 65_536));
        };
        await bucket.upload("b/large", chunks(), large.length);
        seen.push(await bucket.list("b/"), (await bucket.read("b/large"))?.etag);
        let bytes = 0;
        for await (const chunk of bucket.stream("b/large")) bytes += chunk.length;
        const cut = async function* () {
          yield summed(large);
          throw new RangeError("cut");
        };
        seen.push(bytes, String(await bucket.upload("b/cut", cut(), large.length * 2).catch((error) => error)));
        await bucket.clear("b/");
        seen.push(await bucket.list(""));
        return seen;
      }),
    );
    expect(inMoto).toEqual(inFake);
    expect(inMoto?.slice(0, 3)).toEqual([true, false, "one"]);
  });
});

describe("a role by web identity, as GitHub's OIDC gives it", () => {
  it("is taken at STS when no keys are in the environment", async () => {
    const bucket = await newBucket();
    const token = join(mkdtempSync(join(tmpdir(), "token-")), "token");
    writeFileSync(token, "header.payload.signature");
    const before = { ...process.env };
    Object.assign(process.env, {
      AWS_REGION: awsKey.region,
      AWS_ROLE_ARN: "arn:aws:iam::111122223333:role/mlops",
      AWS_ROLE_SESSION_NAME: "ci",
      AWS_WEB_IDENTITY_TOKEN_FILE: token,
      AWS_ENDPOINT_URL_STS: moto.url,
    });
    try {
      const deps = await fakeDeps({ clock: nodeClock(), random: nodeRandom() });
      const keys = new Set<string | undefined>();
      const http: Http = {
        send(request) {
          const { authorization = "", "x-amz-security-token": session } = request.headers ?? {};
          keys.add(session && /Credential=(\w{4})/.exec(authorization)?.[1]);
          return nodeHttp().send(request);
        },
      };
      const environment = fakeEnvironment({ AWS_REGION: awsKey.region, AWS_ENDPOINT_URL_S3: moto.url });
      const registry = await registryProviders.sagemaker(
        { ...deps, http, environment },
        { bucket, prefix: "", cacheFolder: join(deps.workspace, "cache") },
      );
      expect(await registry.find("mail@champion")).toBeUndefined();
      expect([...keys]).toContain("ASIA");
    } finally {
      for (const name of Object.keys(process.env)) if (!(name in before)) delete process.env[name];
      Object.assign(process.env, before);
    }
  });
});

/** A registry whose provider is loaded at the first call. */
function lazily(opening: Promise<Registry>): Registry {
  return new Proxy({} as Registry, {
    get:
      (_, verb: string) =>
      async (...parameters: unknown[]) =>
        await ((await opening)[verb as keyof Registry] as (...given: unknown[]) => unknown)(...parameters),
  });
}
