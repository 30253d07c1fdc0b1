import type {
  CreateModelPackageCommandInput,
  DescribeModelPackageCommandOutput,
  ModelApprovalStatus,
  ModelPackageSummary,
  SageMakerClient,
  UpdateModelPackageCommandInput,
} from "@aws-sdk/client-sagemaker";
import { ToolkitError } from "#contracts";
import { awsSettings } from "#platform";
import { awsFailure, isAwsError, isMissing, provider } from "./failures.ts";
import type { Ports } from "./ports.ts";

export interface Listed {
  arn: string;
  description: string;
  /** InProgress, Completed, Failed, Deleting. */
  status: string;
  approval: ModelApprovalStatus | undefined;
}

/** Model packages of SageMaker, one group a model. */
export interface Packages {
  /** Makes the group unless it is there. */
  openGroup(name: string): Promise<void>;
  /** Of the group, whatever their status; none when there is no group. */
  list(group: string): Promise<Listed[]>;
  /** undefined when there is none. */
  describe(arn: string): Promise<DescribeModelPackageCommandOutput | undefined>;
  /** @returns its ARN, which SageMaker may still be checking. */
  create(input: CreateModelPackageCommandInput): Promise<string>;
  /** Waits until SageMaker has ended its checks. Throws ToolkitError `sagemaker-package-failed`, `sagemaker-package-slow`. */
  complete(arn: string): Promise<void>;
  /** A status that is not sent would be lost, so it is a part of every change. */
  update(input: UpdateModelPackageCommandInput & { ModelApprovalStatus: ModelApprovalStatus }): Promise<void>;
  /** Nothing happens when it is gone, or going. */
  remove(arn: string): Promise<void>;
}

const patienceMs = 600_000;

export async function openPackages(ports: Ports, region: string): Promise<Packages> {
  const { clock, secrets } = ports;
  const sdk = await import("./sagemaker-sdk.ts");
  const client: SageMakerClient = new sdk.SageMakerClient(awsSettings(ports, region, "SAGEMAKER"));

  async function named<Result>(action: string, work: () => Promise<Result>): Promise<Result> {
    try {
      return await work();
    } catch (error) {
      throw awsFailure(secrets, `sagemaker:${action}`, error);
    }
  }

  const orAbsent = <Result>(work: () => Promise<Result>): Promise<Result | undefined> =>
    work().catch((error: unknown) => {
      if (isMissing(error)) return undefined;
      throw error;
    });

  async function describe(arn: string): Promise<DescribeModelPackageCommandOutput | undefined> {
    return await named("DescribeModelPackage", () =>
      orAbsent(() => client.send(new sdk.DescribeModelPackageCommand({ ModelPackageName: arn }))),
    );
  }

  async function complete(arn: string): Promise<void> {
    const deadline = clock.now() + patienceMs;
    for (;;) {
      const found = await describe(arn);
      if (found?.ModelPackageStatus === "Completed") return;
      if (found === undefined || found.ModelPackageStatus === "Failed" || found.ModelPackageStatus === "Deleting") {
        const reasons = found?.ModelPackageStatusDetails?.ValidationStatuses?.flatMap(
          ({ FailureReason }) => FailureReason ?? [],
        );
        throw new ToolkitError({
          code: "sagemaker-package-failed",
          provider,
          message: `${arn} is ${found?.ModelPackageStatus ?? "gone"}: ${secrets.redact(reasons?.join("; ") ?? "")}`,
          hint: "see the model package in SageMaker; register again when what it names is mended",
        });
      }
      if (clock.now() >= deadline)
        throw new ToolkitError({
          code: "sagemaker-package-slow",
          provider,
          retryable: true,
          message: `${arn} is ${found.ModelPackageStatus} for ${patienceMs / 60_000} minutes`,
        });
      await clock.sleep(2000);
    }
  }

  return {
    describe,
    complete,
    async openGroup(name) {
      const there = await named("DescribeModelPackageGroup", () =>
        orAbsent(() => client.send(new sdk.DescribeModelPackageGroupCommand({ ModelPackageGroupName: name }))),
      );
      if (there) return;
      await named("CreateModelPackageGroup", async () => {
        try {
          const Tags = [{ Key: "genai-mlops", Value: "registry" }];
          const ModelPackageGroupDescription = "Versions of a model, kept by genai-mlops";
          await client.send(
            new sdk.CreateModelPackageGroupCommand({ ModelPackageGroupName: name, ModelPackageGroupDescription, Tags }),
          );
        } catch (error) {
          // another run was faster
          const exists = isAwsError(error, "ConflictException") || /already exists/.test((error as Error).message);
          if (!exists) throw error;
        }
      });
    },
    async list(group) {
      const found: Listed[] = [];
      let next: string | undefined;
      do {
        const input = {
          ModelPackageGroupName: group,
          MaxResults: 100,
          SortBy: "CreationTime",
          SortOrder: "Ascending",
        } as const;
        const page = await named("ListModelPackages", () =>
          orAbsent(() => client.send(new sdk.ListModelPackagesCommand({ ...input, ...(next && { NextToken: next }) }))),
        );
        found.push(...(page?.ModelPackageSummaryList ?? []).map(listed));
        next = page?.NextToken;
      } while (next);
      return found;
    },
    async create(input) {
      return await named("CreateModelPackage", async () => {
        const made = await client.send(new sdk.CreateModelPackageCommand(input));
        return made.ModelPackageArn ?? "";
      });
    },
    async update(input) {
      await named("UpdateModelPackage", () => client.send(new sdk.UpdateModelPackageCommand(input)));
    },
    async remove(arn) {
      await named("DeleteModelPackage", async () => {
        try {
          await client.send(new sdk.DeleteModelPackageCommand({ ModelPackageName: arn }));
        } catch (error) {
          if (!isMissing(error) && !isAwsError(error, "ConflictException")) throw error;
          if (isAwsError(error, "ConflictException") && (await describe(arn))?.ModelPackageStatus !== "Deleting")
            throw error;
        }
      });
    },
  };
}

const listed = (summary: ModelPackageSummary): Listed => ({
  arn: summary.ModelPackageArn ?? "",
  description: summary.ModelPackageDescription ?? "",
  status: summary.ModelPackageStatus ?? "",
  approval: summary.ModelApprovalStatus,
});
