import { appendFile, truncate } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { ToolkitError } from "#contracts";
import type { Registry } from "#registry";
import {
  type AwsAnswer,
  type AwsCall,
  awsKey,
  dyingAws,
  releaseModel,
  type SageMakerUnderTest,
  sageMakerUnderTest,
  sampleEvaluation,
  sampleMetadata,
  sampleModel,
} from "#testing";

const evidence = JSON.stringify(sampleEvaluation);
const release = (registry: Registry, folder: string): Promise<void> => releaseModel(registry, folder, evidence);

/** What a release leaves, whatever happened on the way. */
async function requireReleased({ open, orphans, fake }: SageMakerUnderTest): Promise<void> {
  const left = await open().list("mail");
  expect(left.map(({ version, aliases }) => [version, aliases])).toEqual([["1.1.0", ["champion"]]]);
  expect(await open().promotions("mail")).toHaveLength(1);
  expect(await open().attached(left[0] as never, "evaluation.json")).toBe(evidence);
  const packages = [...fake.control.packages.values()].filter(({ deletedAt }) => deletedAt === undefined);
  expect(packages.map(({ given }) => given["ModelApprovalStatus"])).toEqual(["Approved"]);
  expect(packages[0]?.given["CustomerMetadataProperties"]).toMatchObject({ "score.rougeL": "0.5" });
  expect(await orphans()).toEqual([]);
}

/** A registry with a champion, and a model to release: of three parts where they matter. */
async function prepared({ parts = false } = {}) {
  const aws = await sageMakerUnderTest();
  const first = { name: "mail", folder: await sampleModel("one"), bump: "minor" as const, metadata: sampleMetadata };
  await aws.open().register(first);
  await aws.open().setAlias("mail", "champion", "1.0.0", undefined);
  const model = await sampleModel("two");
  if (parts) await truncate(join(model, "merged/model.safetensors"), 12 * 2 ** 20);
  aws.fake.calls.length = 0;
  const config = { partBytes: 5 * 2 ** 20 };
  return { ...aws, model, open: () => aws.openBy({ config }) };
}

/** Makes each kind of call fail `times` times before it is let through. */
function failing(times: number, fail: (call: AwsCall, proceed: () => Promise<AwsAnswer>) => Promise<AwsAnswer>) {
  const left = new Map<string, number>();
  return async (call: AwsCall, proceed: () => Promise<AwsAnswer>): Promise<AwsAnswer> => {
    const still = left.get(call.operation) ?? times;
    left.set(call.operation, still - 1);
    return still > 0 ? await fail(call, proceed) : await proceed();
  };
}

const answering =
  (status: number, body = "", headers: Record<string, string> = {}) =>
  async (): Promise<AwsAnswer> => ({ status, body, headers });

/** An error as each of the two services says it. */
const saying =
  (code: string, status = 400, headers: Record<string, string> = {}) =>
  async ({ service }: AwsCall): Promise<AwsAnswer> => ({
    status,
    headers,
    body:
      service === "s3"
        ? `<?xml version="1.0"?><Error><Code>${code}</Code><Message>no</Message></Error>`
        : JSON.stringify({ __type: code, message: "no" }),
  });

describe("a release at SageMaker goes through", () => {
  const troubles: Record<string, Parameters<typeof failing>[1]> = {
    "500s": answering(500),
    "an HTML page with 502": answering(502, "<html>bad gateway</html>", { "content-type": "text/html" }),
    "throttling, which AWS says with 400": saying("ThrottlingException"),
    "S3 that is asked too fast": saying("SlowDown", 503),
    timeouts: async () => {
      throw new ToolkitError({ code: "http-timeout", retryable: true, message: "no answer" });
    },
    resets: async () => {
      throw new ToolkitError({ code: "http-unreachable", retryable: true, message: "ECONNRESET" });
    },
    "answers that are lost after the work": async (_call, proceed) => {
      await proceed();
      throw new ToolkitError({ code: "http-unreachable", retryable: true, message: "ECONNRESET" });
    },
  };
  for (const [name, trouble] of Object.entries(troubles))
    it(name, async () => {
      const aws = await prepared({ parts: true });
      aws.fake.interfere = failing(2, trouble);
      await release(aws.open(), aws.model);
      await requireReleased(aws);
    });

  it("429, and comes back when it is told to", async () => {
    const aws = await prepared({ parts: true });
    aws.fake.interfere = failing(1, answering(429, "slow down", { "retry-after": "7" }));
    const before = aws.deps.clock.now();
    await release(aws.open(), aws.model);
    const kinds = new Set(aws.fake.calls.map(({ operation }) => operation));
    expect(aws.deps.clock.now() - before).toBeGreaterThanOrEqual(7000 * kinds.size);
    expect(kinds.size).toBeGreaterThan(12);
    await requireReleased(aws);
  });

  it("two writers in each other's way at S3", async () => {
    const aws = await prepared();
    aws.fake.interfere = async (call, proceed) =>
      call.headers["if-match"] !== undefined && aws.fake.calls.length % 3 === 0
        ? await saying("ConditionalRequestConflict", 409)(call)
        : await proceed();
    await release(aws.open(), aws.model);
    await requireReleased(aws);
  });

  it("a kill before every single call, reading ones too, when it is started again", async () => {
    const models = [await sampleModel("one"), await sampleModel("two")] as const;
    let died = true;
    let calls = 0;
    while (died) {
      calls += 1;
      const aws = await sageMakerUnderTest();
      const first = { name: "mail", folder: models[0], bump: "minor" as const, metadata: sampleMetadata };
      await aws.open().register(first);
      await aws.open().setAlias("mail", "champion", "1.0.0", undefined);
      died = await release(aws.openBy({ http: dyingAws(aws.fake.http, calls, "calls") }), models[1]).then(
        () => false,
        () => true,
      );
      await release(aws.openAfterDeath(), models[1]);
      await requireReleased(aws);
    }
    expect(calls).toBeGreaterThan(40);
  });

  it("a kill in the middle of the parts", async () => {
    for (const part of [1, 2, 3]) {
      const aws = await prepared({ parts: true });
      let dead = false;
      aws.fake.interfere = async (call, proceed) => {
        dead ||= call.operation === "UploadPart" && call.url.includes(`partNumber=${part}`);
        if (dead) throw new Error("killed");
        return await proceed();
      };
      await expect(release(aws.open(), aws.model)).rejects.toThrow();
      aws.fake.interfere = (_call, proceed) => proceed();
      expect(aws.fake.s3.openUploads.size).toBe(1);
      await release(aws.openAfterDeath(), aws.model);
      await requireReleased(aws);
    }
  });

  it("a download that is cut again and again, from where it was cut", async () => {
    const aws = await prepared({ parts: true });
    await release(aws.open(), aws.model);
    const version = (await aws.open().find("mail@champion")) as never;
    aws.fake.calls.length = 0;
    const cutting = {
      send: async (request: Parameters<typeof aws.fake.http.send>[0]) => {
        const response = await aws.fake.http.send(request);
        if (!request.url.includes("model.tar.gz")) return response;
        const body = (async function* () {
          let arrived = 0;
          for await (const chunk of response.body) {
            yield chunk;
            arrived += chunk.length;
            if (arrived > 5 * 2 ** 20)
              throw new ToolkitError({ code: "http-unreachable", retryable: true, message: "cut" });
          }
        })();
        return { ...response, body };
      },
    };
    await aws.openBy({ http: cutting }).fetch(version);
    const ranges = aws.fake.calls
      .filter(({ url }) => url.includes("model.tar.gz"))
      .map(({ headers }) => headers["range"]);
    expect(ranges).toEqual([
      undefined,
      expect.stringMatching(/^bytes=52\d+-$/),
      expect.stringMatching(/^bytes=104\d+-$/),
    ]);
  });
});

describe("a release at SageMaker fails at once and says why", () => {
  const rights = [
    "sagemaker:DescribeModelPackageGroup",
    "sagemaker:CreateModelPackage",
    "sagemaker:DescribeModelPackage",
    "sagemaker:ListModelPackages",
    "sagemaker:UpdateModelPackage",
    "sagemaker:DeleteModelPackage",
    "s3:PutObject",
    "s3:GetObject",
    "s3:DeleteObject",
    "s3:ListBucket",
    "s3:ListBucketMultipartUploads",
  ];
  for (const right of rights)
    it(`without ${right}, which it names, and the role; and goes on when that is given`, async () => {
      const aws = await prepared();
      const { denied } = right.startsWith("s3:") ? aws.fake.s3 : aws.fake.control;
      denied.add(right);
      await expect(release(aws.open(), aws.model)).rejects.toMatchObject({
        code: "sagemaker-forbidden",
        retryable: false,
        hint: `allow ${right} to arn:aws:sts::111122223333:assumed-role/mlops/ci`,
      });
      denied.clear();
      await release(aws.openAfterDeath(), aws.model);
      await requireReleased(aws);
    });

  it("with no bytes sent, without the right to make a group", async () => {
    const aws = await sageMakerUnderTest();
    aws.fake.control.denied.add("sagemaker:CreateModelPackageGroup");
    await expect(release(aws.open(), await sampleModel("one"))).rejects.toMatchObject({ code: "sagemaker-forbidden" });
    expect(aws.fake.s3.objects.size).toBe(0);
  });

  it("for an unknown or wrong key, and an expired session, of which nothing is to be seen", async () => {
    const secret = "wrong-secret-of-aws-0123456789";
    const token = "session-token-of-aws-0123456789";
    const environment = { AWS_SECRET_ACCESS_KEY: secret, AWS_SESSION_TOKEN: token };
    const cases: [string, (aws: Awaited<ReturnType<typeof prepared>>) => Registry][] = [
      ["sagemaker-unauthorized", ({ openBy }) => openBy({ environment })],
      [
        "sagemaker-unauthorized",
        ({ openBy }) => openBy({ environment: { ...environment, AWS_ACCESS_KEY_ID: "AKIAOTHER" } }),
      ],
      [
        "sagemaker-expired",
        ({ openBy, fake }) => {
          fake.control.expired = true;
          return openBy({ environment: { AWS_SESSION_TOKEN: token } });
        },
      ],
    ];
    for (const [code, opened] of cases) {
      const aws = await prepared();
      const registry = opened(aws);
      aws.fake.interfere = async (call, proceed) => {
        const answer = await proceed();
        // a service that says too much
        const told = code === "sagemaker-expired" ? awsKey.secretAccessKey : secret;
        const body = String(answer.body).replace('"message":"', `"message":"${told} ${token} `);
        return call.service === "sagemaker" ? { ...answer, body } : answer;
      };
      const failed = await release(registry, aws.model).catch((error) => error);
      expect(failed).toMatchObject({ code, retryable: false, hint: expect.stringContaining("credentials") });
      const shown = `${failed.message} ${failed.hint} ${aws.deps.log.lines.join("\n")}`;
      for (const hidden of [secret, awsKey.secretAccessKey, token]) expect(shown).not.toContain(hidden);
      expect(aws.fake.calls).toHaveLength(1);
    }
  });

  it("for a bucket of another region, no bucket, and a quota that is used up", async () => {
    const aws = await prepared();
    aws.fake.interfere = async (call, proceed) =>
      call.service === "s3"
        ? await saying("PermanentRedirect", 301, { "x-amz-bucket-region": "us-west-2" })(call)
        : await proceed();
    await expect(release(aws.open(), aws.model)).rejects.toMatchObject({
      code: "wrong-region",
      hint: "set AWS_REGION to us-west-2",
    });
    aws.fake.interfere = (_call, proceed) => proceed();
    const elsewhere = aws.openBy({ config: { bucket: "nowhere" } });
    await expect(elsewhere.list("mail")).rejects.toMatchObject({ code: "no-bucket" });
    aws.fake.interfere = async (call, proceed) =>
      call.operation === "CreateModelPackage" ? await saying("ResourceLimitExceeded")(call) : await proceed();
    await expect(release(aws.open(), aws.model)).rejects.toMatchObject({ code: "sagemaker-quota", retryable: false });
  });

  it("for an address that is not AWS's", async () => {
    for (const status of [200, 404]) {
      const aws = await prepared();
      aws.fake.interfere = answering(status, "<!doctype html><html>Welcome</html>", { "content-type": "text/html" });
      const failed = await release(aws.open(), aws.model).catch((error) => error);
      expect(failed).toMatchObject({ name: "ToolkitError", retryable: false });
      expect(failed.message).not.toContain("doctype");
      expect(aws.fake.calls).toHaveLength(1);
    }
  });

  it("for every other 4xx, without another try", async () => {
    for (const status of [400, 404, 410, 422]) {
      const aws = await prepared();
      aws.fake.interfere = async (call, proceed) =>
        call.operation === "CreateModelPackage" ? await saying("ValidationException", status)(call) : await proceed();
      await expect(release(aws.open(), aws.model)).rejects.toMatchObject({
        code: "sagemaker-refused",
        retryable: false,
      });
      expect(aws.fake.calls.filter(({ operation }) => operation === "CreateModelPackage")).toHaveLength(1);
    }
  });

  it("when AWS stays away, after five tries, as something to try later; the parts are given up", async () => {
    for (const operation of ["UploadPart", "CompleteMultipartUpload", "CreateModelPackage", "UpdateModelPackage"]) {
      const aws = await prepared({ parts: true });
      aws.fake.interfere = async (call, proceed) =>
        call.operation === operation ? await answering(500)() : await proceed();
      await expect(release(aws.open(), aws.model)).rejects.toMatchObject({
        code: "sagemaker-unreachable",
        retryable: true,
      });
      expect(aws.fake.s3.openUploads.size).toBe(0);
      aws.fake.interfere = (_call, proceed) => proceed();
      await release(aws.open(), aws.model);
      await requireReleased(aws);
    }
  });

  it("when a file of the model changes while it is sent, and leaves nothing of it", async () => {
    const aws = await prepared({ parts: true });
    aws.fake.interfere = async (call, proceed) => {
      if (call.operation === "UploadPart") await appendFile(join(aws.model, "model.gguf"), "more");
      return await proceed();
    };
    await expect(release(aws.open(), aws.model)).rejects.toMatchObject({
      code: "model-changed",
      retryable: true,
      message: expect.stringContaining("model.gguf"),
    });
    expect(await aws.orphans()).toEqual([]);
    expect(await aws.open().list("mail")).toHaveLength(1);
  });

  it("when bytes are bent on the way up: S3 refuses them by their checksum", async () => {
    const aws = await prepared({ parts: true });
    aws.fake.interfere = async (call, proceed) => {
      if (call.operation === "UploadPart") call.body[0] = (call.body[0] ?? 0) ^ 1;
      return await proceed();
    };
    await expect(release(aws.open(), aws.model)).rejects.toMatchObject({
      code: "sagemaker-refused",
      message: expect.stringContaining("BadDigest"),
    });
    expect(await aws.orphans()).toEqual([]);
  });
});
