import { mkdtemp, readFile, truncate } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { parse } from "yaml";
import type { ModelVersion } from "#registry";
import {
  rearchived,
  registryConformance,
  type SageMakerUnderTest,
  sageMakerUnderTest,
  sampleEvaluation,
  sampleMetadata,
  sampleModel,
} from "#testing";
import { sageMakerPlace } from "./place.ts";

registryConformance("sagemaker", () => sageMakerUnderTest());

const candidate = (folder: string) => ({ name: "mail", folder, bump: "minor" as const, metadata: sampleMetadata });

/** What SageMaker's own users see of a version. */
const shown = ({ fake }: SageMakerUnderTest, version: string): Record<string, never> => {
  const found = [...fake.control.packages.values()].find(({ given }) =>
    String(given["ModelPackageDescription"]).startsWith(`${version},`),
  );
  return found?.given as Record<string, never>;
};
const object = ({ fake }: SageMakerUnderTest, end: RegExp): string => {
  const [, found] = [...fake.s3.objects].find(([key]) => end.test(key)) ?? [];
  return Buffer.from(found?.body ?? []).toString();
};

async function withVersions(count: number, options = {}) {
  const aws = await sageMakerUnderTest(options);
  for (const weight of ["one", "two", "three", "four"].slice(0, count))
    await aws.open().register(candidate(await sampleModel(weight)));
  return aws;
}

describe("a model package", () => {
  it("says what it is: number, digest, lineage, metrics, card, and where model.tar.gz lies", async () => {
    const aws = await withVersions(1);
    const { uri, digest } = (await aws.open().find("mail@1.0.0")) as ModelVersion;
    expect(uri).toBe("arn:aws:sagemaker:eu-central-1:111122223333:model-package/mail/1");
    expect(shown(aws, "1.0.0")).toMatchObject({
      ModelApprovalStatus: "PendingManualApproval",
      CustomerMetadataProperties: {
        "genai-mlops.version": "1.0.0",
        "genai-mlops.digest": digest,
        base_model: "base",
        dataset: "d@1",
        eval_loss: "0.1",
      },
      MetadataProperties: { GeneratedBy: "r" },
      InferenceSpecification: {
        Containers: [{ ModelDataUrl: expect.stringMatching(/^s3:\/\/models\/llm\/mail\/.*tar\.gz$/) }],
      },
      ModelMetrics: {
        ModelQuality: { Statistics: { S3Uri: "s3://models/llm/mail/versions/1.0.0/model-quality.json" } },
      },
    });
    expect(object(aws, /1\.0\.0\/model-quality\.json$/)).toContain('"eval_loss"');
  });

  it("gets the scores of evaluation.json, in its card, its metrics and its marks", async () => {
    const aws = await withVersions(1);
    const version = (await aws.open().find("mail@1.0.0")) as ModelVersion;
    await aws.open().attach(version, "evaluation.json", JSON.stringify(sampleEvaluation));
    const { ModelCard, CustomerMetadataProperties, ModelApprovalStatus } = shown(aws, "1.0.0") as Record<
      string,
      object
    >;
    expect(ModelApprovalStatus).toBe("PendingManualApproval");
    expect(CustomerMetadataProperties).toMatchObject({ "evaluation.verdict": "pass", "score.rougeL": "0.5" });
    const card = JSON.parse((ModelCard as { ModelCardContent: string }).ModelCardContent);
    expect(card.evaluation_details[0].metric_groups[0].metric_data[0]).toMatchObject({ name: "rougeL", value: 0.5 });
    expect(object(aws, /1\.0\.0\/model-quality\.json$/)).toContain('"rougeL"');
  });

  it("has metadata.yaml beside its archive, and is whole without", async () => {
    const aws = await withVersions(1);
    const version = (await aws.open().find("mail@1.0.0")) as ModelVersion;
    const said = await aws.open().metadata(version);
    expect(parse(object(aws, /uploads\/[^/]+\/metadata\.yaml$/))).toEqual(said);
    const key = [...aws.fake.s3.objects.keys()].find((one) => one.endsWith("/metadata.yaml")) as string;
    aws.fake.s3.objects.delete(key);
    expect(await aws.open().metadata(version)).toEqual(said);
    expect(await aws.open().fetch(version)).toMatch(/./);
  });

  it("names the container where one was given", async () => {
    const aws = await sageMakerUnderTest();
    const image = "111122223333.dkr.ecr.eu-central-1.amazonaws.com/vllm:1";
    await aws.openBy({ config: { image } }).register(candidate(await sampleModel("one")));
    expect(shown(aws, "1.0.0")["InferenceSpecification"]).toMatchObject({ Containers: [{ Image: image }] });
  });

  it("is made of any metadata and any scores, cut to what SageMaker takes", async () => {
    const aws = await sageMakerUnderTest();
    const odd = `<b>ы</b>\n"\u2028\u0085${"x".repeat(2000)}`;
    const many = Object.fromEntries(Array.from({ length: 300 }, (_, index) => [`${'"'.repeat(250)}${index}`, odd]));
    const metadata = {
      ...sampleMetadata,
      base_model: odd,
      run_id: odd,
      git_commit: odd,
      fine_tuned_on: { dataset: odd, samples: 1, date: odd },
      hyperparameters: { ...sampleMetadata.hyperparameters, ...many, "": "x" },
    };
    const { version } = await aws.open().register({ ...candidate(await sampleModel("one")), metadata });
    const scores = Object.fromEntries(Object.keys(many).map((name) => [name, sampleEvaluation.scores["rougeL"]]));
    await aws.open().attach(version, "evaluation.json", JSON.stringify({ ...sampleEvaluation, scores }));
    expect(await aws.open().metadata(version)).toMatchObject({ base_model: odd });
    const { ModelCard, CustomerMetadataProperties } = shown(aws, "1.0.0") as Record<string, object>;
    const card = JSON.parse((ModelCard as { ModelCardContent: string }).ModelCardContent);
    expect(card.evaluation_details[0].metric_groups[0].metric_data.length).toBeGreaterThan(9);
    expect(Object.keys(CustomerMetadataProperties ?? {})).toHaveLength(50);
    await aws.open().attach(version, "evaluation.json", "no evaluation");
    expect(shown(aws, "1.0.0")["CustomerMetadataProperties"]).not.toHaveProperty("evaluation.verdict");
  });

  it("is Approved while it is the champion, and no other is", async () => {
    const aws = await withVersions(2);
    const approvals = () => ["1.0.0", "1.1.0"].map((version) => shown(aws, version)["ModelApprovalStatus"]);
    await aws.open().setAlias("mail", "challenger", "1.1.0", undefined);
    expect(approvals()).toEqual(["PendingManualApproval", "PendingManualApproval"]);
    await aws.open().setAlias("mail", "champion", "1.0.0", undefined);
    expect(approvals()).toEqual(["Approved", "PendingManualApproval"]);
    await aws.open().setAlias("mail", "champion", "1.1.0", "1.0.0");
    expect(approvals()).toEqual(["PendingManualApproval", "Approved"]);
    expect(shown(aws, "1.1.0")["CustomerMetadataProperties"]).toMatchObject({
      "genai-mlops.aliases": "challenger champion",
    });
    expect(shown(aws, "1.0.0")["CustomerMetadataProperties"]).not.toHaveProperty("genai-mlops.aliases");
  });

  it("is Approved by the aliases of a model in service, those that were told where any were, and no others", async () => {
    const aws = await withVersions(2);
    const approvals = () => ["1.0.0", "1.1.0"].map((version) => shown(aws, version)["ModelApprovalStatus"]);
    for (const alias of ["candidate", "staging"]) await aws.open().setAlias("mail", alias, "1.0.0", undefined);
    expect(approvals()).toEqual(["PendingManualApproval", "PendingManualApproval"]);
    await aws.open().setAlias("mail", "production", "1.0.0", undefined);
    expect(approvals()).toEqual(["Approved", "PendingManualApproval"]);
    await aws.open().removeAlias("mail", "production", "1.0.0");
    expect(approvals()).toEqual(["PendingManualApproval", "PendingManualApproval"]);
    const told = () => aws.openBy({ config: { approvedAliases: ["live"] } });
    await told().setAlias("mail", "champion", "1.0.0", undefined);
    await told().setAlias("mail", "live", "1.1.0", undefined);
    expect(approvals()).toEqual(["PendingManualApproval", "Approved"]);
    expect(shown(aws, "1.1.0")["ApprovalDescription"]).toBe("genai-mlops: mail@live points here");
  });

  it("that a person approved, rejected or took back stays so, whatever aliases do and evidence is added", async () => {
    const aws = await withVersions(3);
    const versions = ["1.0.0", "1.1.0", "1.2.0"];
    const approvals = () => versions.map((version) => shown(aws, version)["ModelApprovalStatus"]);
    const say = (version: string, approval: string) =>
      Object.assign(shown(aws, version), { ModelApprovalStatus: approval });
    const attach = async (): Promise<void> => {
      for (const version of await aws.open().list("mail"))
        await aws.open().attach(version, "evaluation.json", JSON.stringify(sampleEvaluation));
    };
    say("1.1.0", "Approved");
    await aws.open().setAlias("mail", "champion", "1.0.0", undefined);
    await attach();
    expect(approvals()).toEqual(["Approved", "Approved", "PendingManualApproval"]);
    await aws.open().setAlias("mail", "champion", "1.1.0", "1.0.0");
    await aws.open().setAlias("mail", "champion", "1.2.0", "1.1.0");
    expect(approvals()).toEqual(["PendingManualApproval", "Approved", "Approved"]);
    // ours was taken back before: this one is a person's
    say("1.0.0", "Approved");
    say("1.2.0", "Rejected");
    await attach();
    expect(approvals()).toEqual(["Approved", "Approved", "Rejected"]);
    await aws.open().setAlias("mail", "champion", "1.1.0", "1.2.0");
    await aws.open().removeAlias("mail", "champion", "1.1.0");
    expect(approvals()).toEqual(["Approved", "Approved", "Rejected"]);
  });

  it("that a person set back to Pending while it is in service is approved by a new promotion only", async () => {
    const aws = await withVersions(1);
    const approval = () => shown(aws, "1.0.0")["ModelApprovalStatus"];
    await aws.open().setAlias("mail", "champion", "1.0.0", undefined);
    Object.assign(shown(aws, "1.0.0"), { ModelApprovalStatus: "PendingManualApproval" });
    const version = (await aws.open().find("mail@champion")) as ModelVersion;
    await aws.open().attach(version, "evaluation.json", JSON.stringify(sampleEvaluation));
    expect(approval()).toBe("PendingManualApproval");
    await aws.open().removeAlias("mail", "champion", "1.0.0");
    await aws.open().setAlias("mail", "champion", "1.0.0", undefined);
    expect(approval()).toBe("Approved");
  });

  it("stays Approved when evidence is added to the champion", async () => {
    const aws = await withVersions(1);
    await aws.open().setAlias("mail", "champion", "1.0.0", undefined);
    const version = (await aws.open().find("mail@champion")) as ModelVersion;
    await aws.open().attach(version, "evaluation.json", JSON.stringify(sampleEvaluation));
    expect(shown(aws, "1.0.0")["ModelApprovalStatus"]).toBe("Approved");
  });

  it("that a person rejected does not become the champion, nor lose that word by anything else", async () => {
    const aws = await withVersions(2);
    const [, second] = [...aws.fake.control.packages.values()];
    (second as { given: Record<string, unknown> }).given["ModelApprovalStatus"] = "Rejected";
    await expect(aws.open().setAlias("mail", "champion", "1.1.0", undefined)).rejects.toMatchObject({
      code: "version-rejected",
      hint: expect.stringContaining("PendingManualApproval"),
    });
    await aws.open().setAlias("mail", "challenger", "1.1.0", undefined);
    expect(shown(aws, "1.1.0")["ModelApprovalStatus"]).toBe("Rejected");
  });

  it("is waited for while SageMaker checks it, and named with its reason when that fails", async () => {
    const aws = await withVersions(1, { settleMs: 30_000 });
    aws.fake.control.options.failure = "the image cannot be pulled";
    const folder = await sampleModel("two");
    await expect(aws.open().register(candidate(folder))).rejects.toMatchObject({
      code: "sagemaker-package-failed",
      message: expect.stringContaining("the image cannot be pulled"),
    });
    expect((await aws.open().list("mail")).map(({ version }) => version)).toEqual(["1.0.0"]);
    // it keeps nobody else from registering
    aws.fake.control.options.failure = undefined;
    const other = await aws.open().register(candidate(await sampleModel("three")));
    expect(other.version.version).toBe("1.2.0");
    expect((await aws.open().list("mail")).map(({ version }) => version)).toEqual(["1.0.0", "1.1.0", "1.2.0"]);
    expect(await aws.open().register(candidate(folder))).toMatchObject({ created: false });
    expect(await aws.orphans()).toEqual([]);
  });

  it("that was deleted by hand is no version, or a damaged registry while an alias points to it", async () => {
    const aws = await withVersions(2);
    const folder = await sampleModel("one");
    await aws.open().setAlias("mail", "champion", "1.1.0", undefined);
    aws.fake.control.packages.delete("mail/1");
    expect((await aws.open().list("mail")).map(({ version }) => version)).toEqual(["1.1.0"]);
    expect(await aws.open().register(candidate(folder))).toMatchObject({
      created: false,
      version: { version: "1.0.0" },
    });
    expect((await aws.open().list("mail")).map(({ version }) => version)).toEqual(["1.0.0", "1.1.0"]);
    aws.fake.control.packages.delete("mail/2");
    await expect(aws.open().find("mail@champion")).rejects.toMatchObject({
      code: "registry-corrupt",
      message: expect.stringContaining("mail@champion is 1.1.0"),
    });
  });

  it("of somebody else in the same group is none of ours", async () => {
    const aws = await withVersions(1);
    const mine = aws.fake.control.packages.get("mail/1") as never as { given: object };
    aws.fake.control.packages.set("mail/7", {
      ...(mine as object),
      arn: "arn:aws:sagemaker:eu-central-1:111122223333:model-package/mail/7",
      given: { ModelPackageDescription: "theirs" },
    } as never);
    expect(await aws.open().list("mail")).toHaveLength(1);
    await aws.open().register(candidate(await sampleModel("two")));
    expect(aws.fake.control.packages.has("mail/7")).toBe(true);
  });
});

describe("the bytes in S3", () => {
  it("are sent once: a second register moves none, and makes nothing", async () => {
    const { open, fake } = await sageMakerUnderTest();
    const folder = await sampleModel("one");
    await open().register(candidate(folder));
    fake.calls.length = 0;
    expect(await open().register(candidate(folder))).toMatchObject({ created: false });
    expect(fake.calls.filter(({ changes }) => changes)).toEqual([]);
  });

  it("go by parts when there are many, and come back whole; the parts' bytes are read from disk once", async () => {
    const { open, openBy, fake, deps } = await sageMakerUnderTest();
    const folder = await sampleModel("one");
    await truncate(join(folder, "merged/model.safetensors"), 12 * 2 ** 20);
    const read: string[] = [];
    const stream = deps.files.stream;
    deps.files.stream = (path, options) => {
      read.push(path);
      return stream(path, options);
    };
    const { version } = await openBy({ config: { partBytes: 5 * 2 ** 20 } }).register(candidate(folder));
    expect(fake.calls.filter(({ operation }) => operation === "UploadPart")).toHaveLength(3);
    expect(read.filter((path) => path.startsWith(folder))).toHaveLength(3);
    const brought = await readFile(join(await open().fetch(version), "merged/model.safetensors"));
    expect(brought).toHaveLength(12 * 2 ** 20);
  });

  it("are refused when the archive is damaged, cut, missing, or holds a file twice", async () => {
    const changes: [RegExp, (archive: Uint8Array) => Promise<Uint8Array>][] = [
      [/damaged/, async () => Buffer.from("<html>")],
      [/damaged/, async (archive) => archive.subarray(0, archive.length - 1500)],
      [/merged\/tokenizer\.json is missing/, (archive) => rearchived(archive, withoutTokenizer)],
    ];
    for (const [message, change] of changes) {
      const aws = await withVersions(1);
      const version = (await aws.open().find("mail@1.0.0")) as ModelVersion;
      await aws.rewrite("1.0.0", change);
      const refused = { code: "model-corrupt", message: expect.stringMatching(message) };
      await expect(aws.open().fetch(version)).rejects.toMatchObject(refused);
      const target = join(await mkdtemp(join(tmpdir(), "download-")), "model");
      await expect(aws.open().download(version, target)).rejects.toMatchObject({ code: "model-corrupt" });
    }
    const aws = await withVersions(1);
    const version = (await aws.open().find("mail@1.0.0")) as ModelVersion;
    for (const key of aws.fake.s3.objects.keys()) if (key.endsWith(".tar.gz")) aws.fake.s3.objects.delete(key);
    await expect(aws.open().fetch(version)).rejects.toMatchObject({ code: "model-corrupt" });
  });

  it("do not pass when the list of checksums was made to fit, or its paths lead away", async () => {
    for (const [from, to] of [
      ["model.gguf", "model.bin"],
      ["model.gguf", "../../x"],
    ] as const) {
      const aws = await withVersions(1);
      const version = (await aws.open().find("mail@1.0.0")) as ModelVersion;
      const key = [...aws.fake.s3.objects.keys()].find((one) => one.endsWith("model.json")) ?? "";
      const stored = aws.fake.s3.objects.get(key) as { body: Uint8Array };
      stored.body = Buffer.from(Buffer.from(stored.body).toString().replace(from, to));
      await expect(aws.open().fetch(version)).rejects.toMatchObject({ code: "model-corrupt" });
    }
  });
});

describe("the record", () => {
  it("that was changed by hand is named", async () => {
    const changes: [string, string][] = [
      ["{", "{half"],
      ['"versions"', '"version"'],
      ['"name": "mail"', '"name": "other"'],
    ];
    for (const [from, to] of changes) {
      const aws = await withVersions(1);
      const stored = aws.fake.s3.objects.get("llm/mail/registry.json") as { body: Uint8Array };
      stored.body = Buffer.from(Buffer.from(stored.body).toString().replace(from, to));
      const model = await sampleModel("x");
      for (const call of [() => aws.open().list("mail"), () => aws.open().register(candidate(model))])
        await expect(call()).rejects.toMatchObject({ code: "registry-corrupt" });
    }
  });

  it("of another region is not made twice", async () => {
    const aws = await withVersions(1);
    const stored = aws.fake.s3.objects.get("llm/mail/registry.json") as { body: Uint8Array };
    stored.body = Buffer.from(Buffer.from(stored.body).toString().replace('"eu-central-1"', '"us-east-1"'));
    await expect(aws.open().list("mail")).rejects.toMatchObject({
      code: "wrong-region",
      hint: "set AWS_REGION to us-east-1",
    });
  });
});

describe("names and places", () => {
  it("that SageMaker or S3 forbid are named with the rule, before anything is sent", async () => {
    const { open, fake, deps } = await sageMakerUnderTest();
    const folder = await sampleModel("one");
    for (const name of ["a.b", "a_b", `x${"y".repeat(63)}`, "a-"])
      await expect(open().register({ ...candidate(folder), name })).rejects.toMatchObject({
        code: "bad-name",
        message: expect.stringContaining("at most 63"),
      });
    expect(fake.calls).toEqual([]);
    for (const bad of ["models", "s3://", "s3://Models", "s3://models/../x", "https://models", "s3://a"])
      expect(() => sageMakerPlace(bad, deps.environment)).toThrow(/is no place in S3/);
    expect(() => sageMakerPlace(undefined, deps.environment)).toThrow(/is needed by registry: sagemaker/);
    expect(sageMakerPlace("s3://models/a//b/", deps.environment)).toEqual({ bucket: "models", prefix: "a/b" });
    expect(sageMakerPlace("s3://models", deps.environment)).toEqual({ bucket: "models", prefix: "" });
  });

  it("without a prefix work as well", async () => {
    const { openBy, fake } = await sageMakerUnderTest();
    const registry = openBy({ config: { prefix: "" } });
    await registry.register(candidate(await sampleModel("one")));
    expect(await registry.list("mail")).toHaveLength(1);
    expect([...fake.s3.objects.keys()]).toContain("mail/registry.json");
  });
});

function withoutTokenizer(files: Map<string, Uint8Array>): void {
  files.delete("merged/tokenizer.json");
}
