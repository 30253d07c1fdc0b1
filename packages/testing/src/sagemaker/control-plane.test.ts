import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { askedControlPlane } from "./asked-control-plane.ts";
import type { ControlPlaneOptions } from "./control-plane.ts";
import { awsKey } from "./fake-aws.ts";
import { description, violations } from "./shapes.ts";

const arn = "arn:aws:sagemaker:eu-central-1:111122223333:model-package/mail/1";
const groupArn = "arn:aws:sagemaker:eu-central-1:111122223333:model-package-group/mail";

function opened(options: Partial<ControlPlaneOptions> = {}) {
  const { control, ask, wait } = askedControlPlane(options);
  return {
    control,
    ask,
    wait,
    group: () => ask("CreateModelPackageGroup", { ModelPackageGroupName: "mail" }),
    make: (input: object = {}) => ask("CreateModelPackage", { ModelPackageGroupName: "mail", ...input }),
    see: (name = arn) => ask("DescribeModelPackage", { ModelPackageName: name }) as Record<string, unknown>,
  };
}

describe("SageMaker's control plane lets through", () => {
  it("what a registry does, in the order of the service", () => {
    const { ask, group, make, see } = opened();
    expect(group()).toEqual({ ModelPackageGroupArn: groupArn });
    expect(make({ CustomerMetadataProperties: { a: "1" } })).toEqual({ ModelPackageArn: arn });
    expect(see()).toMatchObject({ ModelPackageVersion: 1, ModelPackageStatus: "Completed" });
    const approved = { ModelPackageArn: arn, ModelApprovalStatus: "Approved", CustomerMetadataProperties: { b: "2" } };
    ask("UpdateModelPackage", approved);
    expect(see()).toMatchObject({ ModelApprovalStatus: "Approved", CustomerMetadataProperties: { a: "1", b: "2" } });
    make();
    const listed = ask("ListModelPackages", { ModelPackageGroupName: "mail", MaxResults: 1 });
    expect(listed).toMatchObject({ ModelPackageSummaryList: [{ ModelPackageVersion: 2 }], NextToken: "page-1" });
    const rest = ask("ListModelPackages", { ModelPackageGroupName: "mail", MaxResults: 1, NextToken: "page-1" });
    expect(rest).toMatchObject({ ModelPackageSummaryList: [{ ModelPackageVersion: 1 }] });
    expect(rest).not.toHaveProperty("NextToken");
    const onlyApproved = ask("ListModelPackages", { ModelPackageGroupName: "mail", ModelApprovalStatus: "Approved" });
    expect(onlyApproved).toMatchObject({ ModelPackageSummaryList: [{ ModelPackageVersion: 1 }] });
    for (const version of [1, 2]) ask("DeleteModelPackage", { ModelPackageName: arn.replace(/1$/, `${version}`) });
    expect(ask("DeleteModelPackageGroup", { ModelPackageGroupName: "mail" })).toEqual({});
  });

  it("tags of a group", () => {
    const { ask, group } = opened();
    group();
    ask("AddTags", { ResourceArn: groupArn, Tags: [{ Key: "a", Value: "1" }] });
    ask("AddTags", { ResourceArn: groupArn, Tags: [{ Key: "b", Value: "2" }] });
    ask("DeleteTags", { ResourceArn: groupArn, TagKeys: ["a"] });
    expect(ask("ListTags", { ResourceArn: groupArn })).toEqual({ Tags: [{ Key: "b", Value: "2" }] });
  });

  it("a client token twice, and gives no version number twice", () => {
    const { ask, group, make } = opened();
    group();
    expect([make({ ClientToken: "t" }), make({ ClientToken: "t" })]).toEqual([
      { ModelPackageArn: arn },
      { ModelPackageArn: arn },
    ]);
    ask("DeleteModelPackage", { ModelPackageName: arn });
    expect(make()).toEqual({ ModelPackageArn: arn.replace(/1$/, "2") });
  });
});

describe("SageMaker's control plane refuses", () => {
  const long = (length: number): string => "x".repeat(length);
  const refused: Record<string, [string, unknown, RegExp]> = {
    "a member that there is not": [
      "CreateModelPackage",
      { ModelPackageGroup: "mail" },
      /no member 'ModelPackageGroup'/,
    ],
    "a member that there is not, deep within": [
      "CreateModelPackage",
      { ModelPackageGroupName: "mail", ModelMetrics: { ModelQuality: { Stats: {} } } },
      /no member 'ModelMetrics.ModelQuality.Stats'/,
    ],
    "a missing member": ["CreateModelPackageGroup", {}, /null at 'ModelPackageGroupName'/],
    "a missing member, deep within": [
      "CreateModelPackage",
      { ModelPackageGroupName: "mail", ModelMetrics: { ModelQuality: { Statistics: { ContentType: "a/b" } } } },
      /null at 'ModelMetrics.ModelQuality.Statistics.S3Uri'/,
    ],
    "a value of no enum": [
      "UpdateModelPackage",
      { ModelPackageArn: arn, ModelApprovalStatus: "approved" },
      /enum value set: \[Approved, Rejected, PendingManualApproval\]/,
    ],
    "a pattern that is not kept": ["CreateModelPackageGroup", { ModelPackageGroupName: "a_b" }, /regular expression/],
    "a mark that its pattern forbids": [
      "UpdateModelPackage",
      { ModelPackageArn: arn, CustomerMetadataProperties: { a: "1,2" } },
      /regular expression/,
    ],
    "what is too long": ["CreateModelPackageGroup", { ModelPackageGroupName: long(64) }, /length at most 63/],
    "a mark that is too long": [
      "UpdateModelPackage",
      { ModelPackageArn: arn, CustomerMetadataProperties: { a: long(257) } },
      /length at most 256/,
    ],
    "a key that is too long": [
      "UpdateModelPackage",
      { ModelPackageArn: arn, CustomerMetadataProperties: { [long(129)]: "1" } },
      /length at most 128/,
    ],
    "more than 50 marks": [
      "UpdateModelPackage",
      {
        ModelPackageArn: arn,
        CustomerMetadataProperties: Object.fromEntries(Array.from({ length: 51 }, (_, index) => [`k${index}`, "1"])),
      },
      /length at most 50/,
    ],
    "what is too short": [
      "CreateModelPackage",
      { ModelPackageGroupName: "mail", ClientToken: "" },
      /length at least 1/,
    ],
    "a number beyond its range": ["ListModelPackages", { MaxResults: 101 }, /less than or equal to 100/],
    "a number below its range": ["ListModelPackages", { MaxResults: 0 }, /greater than or equal to 1/],
    "a text in the place of a number": ["ListModelPackages", { MaxResults: "1" }, /must be a number/],
    "a number in the place of a text": ["CreateModelPackageGroup", { ModelPackageGroupName: 1 }, /must be a string/],
    "a text in the place of a list": ["DeleteTags", { ResourceArn: groupArn, TagKeys: "a" }, /must be a list/],
    "a text in the place of a structure": [
      "CreateModelPackage",
      { ModelPackageGroupName: "mail", ModelMetrics: "" },
      /must be a structure/,
    ],
    "a list in the place of a map": [
      "UpdateModelPackage",
      { ModelPackageArn: arn, CustomerMetadataProperties: [] },
      /must be a map/,
    ],
    "a text in the place of a truth value": [
      "CreateModelPackage",
      { ModelPackageGroupName: "mail", CertifyForMarketplace: "no" },
      /must be a boolean/,
    ],
    "a body that is no JSON": ["ListModelPackages", "{", /^SerializationException/],
    "an operation that it does not have": ["CreateTrainingJob", {}, /^UnknownOperationException/],
    "a group's name that is taken": [
      "CreateModelPackageGroup",
      { ModelPackageGroupName: "mail" },
      /^ValidationException Model Package Group already exists/,
    ],
    "a group that there is not": [
      "DescribeModelPackageGroup",
      { ModelPackageGroupName: "other" },
      /^ValidationException ModelPackageGroup .*other does not exist/,
    ],
    "a package that there is not": ["DescribeModelPackage", { ModelPackageName: `${arn}0` }, /mail\/10 does not exist/],
    "a package of a group that there is not": [
      "CreateModelPackage",
      { ModelPackageGroupName: "other" },
      /does not exist/,
    ],
    "a package with two names": [
      "CreateModelPackage",
      { ModelPackageGroupName: "mail", ModelPackageName: "x" },
      /^ValidationException Both/,
    ],
    "a package with no name": ["CreateModelPackage", {}, /Missing ARN/],
    "tags of a version": ["CreateModelPackage", { ModelPackageGroupName: "mail", Tags: [] }, /Tags cannot be given/],
    "a version for the marketplace": [
      "CreateModelPackage",
      { ModelPackageGroupName: "mail", CertifyForMarketplace: true },
      /cannot be certified/,
    ],
    "a card that is no JSON": [
      "UpdateModelPackage",
      { ModelPackageArn: arn, ModelCard: { ModelCardContent: "card", ModelCardStatus: "Draft" } },
      /no JSON/,
    ],
    "a card against its schema": [
      "UpdateModelPackage",
      { ModelPackageArn: arn, ModelCard: { ModelCardContent: '{"model_overview":{"model_name":"x"}}' } },
      /model_name/,
    ],
    "a card of two lines": [
      "UpdateModelPackage",
      { ModelPackageArn: arn, ModelCard: { ModelCardContent: "{\n}" } },
      /regular expression/,
    ],
    "names to sort versions by": ["ListModelPackages", { ModelPackageGroupName: "mail", SortBy: "Name" }, /no names/],
    "a page of another list": [
      "ListModelPackages",
      { ModelPackageGroupName: "mail", NextToken: "page-9" },
      /Invalid pagination token/,
    ],
    "a change of another account's package of that name": [
      "UpdateModelPackage",
      { ModelPackageArn: arn.replace("111122223333", "444455556666"), ModelApprovalStatus: "Approved" },
      /must be an ARN/,
    ],
    "a group that is not empty": ["DeleteModelPackageGroup", { ModelPackageGroupName: "mail" }, /^ConflictException/],
    "tags of nothing": ["ListTags", { ResourceArn: arn }, /does not exist/],
    "tags of AWS": ["AddTags", { ResourceArn: groupArn, Tags: [{ Key: "aws:a", Value: "" }] }, /AWS's own/],
    "more than 50 tags": [
      "AddTags",
      { ResourceArn: groupArn, Tags: Array.from({ length: 50 }, (_, index) => ({ Key: `k${index}`, Value: "" })) },
      /more than 50/,
    ],
  };
  for (const [name, [operation, input, expected]] of Object.entries(refused))
    it(name, () => {
      const { ask, control, group, make } = opened();
      group();
      make();
      ask("AddTags", { ResourceArn: groupArn, Tags: [{ Key: "first", Value: "" }] });
      const before = JSON.stringify([...control.packages, ...control.groups]);
      expect(ask(operation, input)).toMatch(expected);
      expect(JSON.stringify([...control.packages, ...control.groups])).toBe(before);
    });

  it("whoever is not known, whose session is over, who signs wrongly or not at all", () => {
    const { ask, control } = opened();
    const input = {};
    expect(ask("ListModelPackages", input, {}, { ...awsKey, accessKeyId: "AKIAOTHER" })).toMatch(
      /^UnrecognizedClientException/,
    );
    expect(ask("ListModelPackages", input, {}, { ...awsKey, secretAccessKey: "wrong" })).toMatch(
      /^InvalidSignatureException/,
    );
    expect(ask("ListModelPackages", input, {}, { ...awsKey, region: "us-east-1" })).toMatch(/^InvalidSignature/);
    expect(ask("ListModelPackages", input, { headers: { authorization: "" } })).toMatch(/^MissingAuthentication/);
    expect(ask("ListModelPackages", input, { headers: { "content-type": "text/plain" } })).toMatch(/^Serialization/);
    expect(ask("ListModelPackages", input, { method: "GET" })).toMatch(/^InvalidSignature/);
    control.expired = true;
    expect(ask("ListModelPackages", input)).toMatch(/^ExpiredTokenException/);
  });

  it("what the role may not, by the name of the action", () => {
    const { ask, control } = opened();
    control.denied.add("sagemaker:ListModelPackages");
    expect(ask("ListModelPackages", {})).toMatch(/^AccessDenied.*perform: sagemaker:ListModelPackages on resource/);
  });

  it("a client token with other parameters", () => {
    const { group, make } = opened();
    group();
    make({ ClientToken: "t" });
    expect(make({ ClientToken: "t", Domain: "x" })).toMatch(/^ConflictException/);
  });

  it("changes of a package before it is complete, when it failed, while it goes", () => {
    const { ask, control, group, make, see, wait } = opened({ settleMs: 1000 });
    group();
    make();
    const approve = (): unknown => ask("UpdateModelPackage", { ModelPackageArn: arn, ModelApprovalStatus: "Approved" });
    expect(see()["ModelPackageStatus"]).toBe("InProgress");
    expect(approve()).toMatch(/^ConflictException.*InProgress/);
    wait(1000);
    expect(approve()).toEqual({ ModelPackageArn: arn });
    ask("DeleteModelPackage", { ModelPackageName: arn });
    expect(see()["ModelPackageStatus"]).toBe("Deleting");
    expect(approve()).toMatch(/^ConflictException.*Deleting/);
    expect(ask("DeleteModelPackage", { ModelPackageName: arn })).toMatch(/^ConflictException.*Deleting/);
    wait(1000);
    expect(see()).toMatch(/does not exist/);

    control.options.failure = "no access to model.tar.gz";
    make();
    wait(1000);
    const second = arn.replace(/1$/, "2");
    expect(see(second)).toMatchObject({
      ModelPackageStatus: "Failed",
      ModelPackageStatusDetails: { ValidationStatuses: [{ FailureReason: "no access to model.tar.gz" }] },
    });
    expect(ask("UpdateModelPackage", { ModelPackageArn: second, ModelApprovalStatus: "Approved" })).toMatch(
      /^ConflictException.*Failed/,
    );
  });

  it("to keep an approval that a change does not send", () => {
    const { ask, group, make, see } = opened();
    group();
    make({ ModelApprovalStatus: "Approved" });
    ask("UpdateModelPackage", { ModelPackageArn: arn, CustomerMetadataProperties: { a: "1" } });
    expect(see()).not.toHaveProperty("ModelApprovalStatus");
  });

  it("more than 50 marks that came one after another, and a change of an archived card", () => {
    const { ask, group, make } = opened();
    group();
    const marks = (from: number, count: number) =>
      Object.fromEntries(Array.from({ length: count }, (_, index) => [`k${from + index}`, "1"]));
    make({
      CustomerMetadataProperties: marks(0, 50),
      ModelCard: { ModelCardContent: "{}", ModelCardStatus: "Archived" },
    });
    const change = (input: object): unknown => ask("UpdateModelPackage", { ModelPackageArn: arn, ...input });
    expect(change({ CustomerMetadataProperties: marks(50, 1) })).toMatch(/more than 50/);
    expect(change({ CustomerMetadataProperties: marks(50, 1), CustomerMetadataPropertiesToRemove: ["k0"] })).toEqual({
      ModelPackageArn: arn,
    });
    expect(change({ ModelCard: { ModelCardContent: "{}" } })).toMatch(/Archived/);
  });
});

describe("botocore's description", () => {
  it("is cut to what is used, says where it is from, and every pattern of it can be read", () => {
    const text = readFileSync(join(import.meta.dirname, "__fixtures__/service-2.json"), "utf8");
    expect(JSON.parse(text)).toMatchObject({
      source: expect.stringMatching(/^botocore \d/),
      licence: expect.stringContaining("Apache-2.0"),
    });
    for (const [name, shape] of Object.entries(description.shapes))
      if (shape.type === "string") expect(() => violations("x", name)).not.toThrow();
  });
});
