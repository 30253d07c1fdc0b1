import { isDeepStrictEqual } from "node:util";
import { modelCardProblems } from "./model-card.ts";
import type { Group } from "./model-package-groups.ts";
import { type Account, arnOf, conflict, type Input, invalid, nameIn, type Operation, page } from "./operation.ts";

export interface ModelPackage {
  arn: string;
  group: string;
  version: number;
  createdAt: number;
  modifiedAt: number | undefined;
  /** Milliseconds since the epoch; until then it is InProgress. */
  completeAt: number;
  failure: string | undefined;
  deletedAt: number | undefined;
  /** Members as they were given, approval status and the changes of UpdateModelPackage among them. */
  given: Input;
}

export interface PackageOptions {
  /** How long a package is InProgress, and Deleting. */
  settleMs: number;
  /** Why the next packages fail; undefined: they do not. */
  failure: string | undefined;
}

interface Groups {
  groups: ReadonlyMap<string, Group>;
  required(arnOrName: unknown): Group;
}

const longestAge = 24 * 3_600_000;

/** CreateModelPackage, DescribeModelPackage, UpdateModelPackage, ListModelPackages, DeleteModelPackage: versioned ones. */
export function modelPackages(account: Account, options: PackageOptions, groups: () => Groups) {
  const packages = new Map<string, ModelPackage>();
  const tokens = new Map<string, { input: Input; arn: string; at: number }>();

  const statusOf = ({ completeAt, failure, deletedAt }: ModelPackage): string => {
    if (deletedAt !== undefined) return "Deleting";
    if (account.now() < completeAt) return "InProgress";
    return failure === undefined ? "Completed" : "Failed";
  };
  const isGone = ({ deletedAt }: ModelPackage): boolean =>
    deletedAt !== undefined && account.now() >= deletedAt + options.settleMs;
  const present = (): ModelPackage[] => [...packages.values()].filter((one) => !isGone(one));

  function required(arnOrName: unknown): ModelPackage {
    const name = nameIn(String(arnOrName));
    const found = packages.get(name);
    if (found && !isGone(found)) return found;
    throw invalid(`ModelPackage ${arnOf(account, `model-package/${name}`)} does not exist.`);
  }

  /** What a client token was used for before. */
  function repeated(input: Input): string | undefined {
    const token = input["ClientToken"];
    const before = token === undefined ? undefined : tokens.get(String(token));
    if (!before || account.now() - before.at > longestAge) return undefined;
    if (isDeepStrictEqual(before.input, input)) return before.arn;
    throw conflict("The client token was used before with other parameters");
  }

  const operations: Record<string, Operation> = {
    CreateModelPackage(input) {
      const before = repeated(input);
      if (before !== undefined) return { ModelPackageArn: before };
      const { ModelPackageName, ModelPackageGroupName, Tags, CertifyForMarketplace } = input;
      if (ModelPackageName !== undefined && ModelPackageGroupName !== undefined)
        throw invalid("Both ModelPackageName and ModelPackageGroupName are provided in the input.");
      // one of no group is another kind of thing, which the emulator does not have
      if (ModelPackageGroupName === undefined) throw invalid("Missing ARN.");
      if (Tags !== undefined) throw invalid("Tags cannot be given to a versioned model package: its group's apply");
      if (CertifyForMarketplace === true) throw invalid("A versioned model package cannot be certified");
      requireCard(input["ModelCard"]);
      const group = groups().required(ModelPackageGroupName);
      group.lastVersion += 1;
      const name = `${group.name}/${group.lastVersion}`;
      const arn = arnOf(account, `model-package/${name}`);
      packages.set(name, {
        arn,
        group: group.name,
        version: group.lastVersion,
        createdAt: account.now(),
        modifiedAt: undefined,
        completeAt: account.now() + options.settleMs,
        failure: options.failure,
        deletedAt: undefined,
        given: { ModelApprovalStatus: "PendingManualApproval", ...structuredClone(input) },
      });
      if (input["ClientToken"] !== undefined)
        tokens.set(String(input["ClientToken"]), { input: structuredClone(input), arn, at: account.now() });
      return { ModelPackageArn: arn };
    },
    DescribeModelPackage({ ModelPackageName }) {
      const found = required(ModelPackageName);
      const { ClientToken: _token, ModelPackageGroupName: _group, ...given } = found.given;
      const status = statusOf(found);
      const detail = { Completed: "Completed", Failed: "Failed" }[status] ?? "InProgress";
      return {
        ModelPackageName: found.group,
        ModelPackageGroupName: found.group,
        ModelPackageVersion: found.version,
        ModelPackageArn: found.arn,
        CreationTime: found.createdAt / 1000,
        ...(found.modifiedAt !== undefined && { LastModifiedTime: found.modifiedAt / 1000 }),
        ModelPackageStatus: status,
        ModelPackageStatusDetails: {
          ValidationStatuses: [
            { Name: "Validation", Status: detail, ...(status === "Failed" && { FailureReason: found.failure ?? "" }) },
          ],
        },
        ...structuredClone(given),
      };
    },
    UpdateModelPackage(input) {
      const found = required(input["ModelPackageArn"]);
      if (String(input["ModelPackageArn"]) !== found.arn) throw invalid("ModelPackageArn must be an ARN");
      const status = statusOf(found);
      if (status !== "Completed") throw conflict(`Model package ${found.arn} is ${status} and cannot be updated.`);
      requireCard(input["ModelCard"]);
      const { CustomerMetadataProperties = {}, CustomerMetadataPropertiesToRemove = [], ...rest } = input;
      const archived = (found.given["ModelCard"] as { ModelCardStatus?: string } | undefined)?.ModelCardStatus;
      if (archived === "Archived" && input["ModelCard"] !== undefined) throw invalid("Model Card is in Archived state");
      const removed = new Set(CustomerMetadataPropertiesToRemove as string[]);
      const marks = Object.entries({
        ...(found.given["CustomerMetadataProperties"] as object | undefined),
        ...(CustomerMetadataProperties as object),
      }).filter(([key]) => !removed.has(key));
      if (marks.length > 50) throw invalid("A model package cannot have more than 50 metadata properties");
      const { ModelPackageArn: _arn, ClientToken: _token, ...members } = rest;
      // moto sees a status that is not sent as one that is taken away: whoever relies on it staying is found out
      const { ModelApprovalStatus: _status, CustomerMetadataProperties: _marks, ...kept } = found.given;
      found.given = {
        ...kept,
        ...structuredClone(members),
        ...(marks.length > 0 && { CustomerMetadataProperties: Object.fromEntries(marks) }),
      };
      found.modifiedAt = account.now();
      return { ModelPackageArn: found.arn };
    },
    ListModelPackages(input) {
      const { ModelPackageGroupName, ModelPackageType = "Unversioned", ModelApprovalStatus, SortOrder, SortBy } = input;
      if (SortBy === "Name" && ModelPackageGroupName !== undefined) throw invalid("Versioned packages have no names");
      const group = ModelPackageGroupName === undefined ? undefined : groups().required(ModelPackageGroupName);
      const found = present()
        .filter((one) => (group ? one.group === group.name : ModelPackageType !== "Unversioned"))
        .filter(
          ({ given }) => ModelApprovalStatus === undefined || given["ModelApprovalStatus"] === ModelApprovalStatus,
        )
        .sort((left, right) => left.createdAt - right.createdAt || left.version - right.version);
      // the newest first, as the service does
      const { items, ...next } = page(SortOrder === "Ascending" ? found : found.reverse(), input);
      return { ModelPackageSummaryList: items.map(summaryOf), ...next };
    },
    DeleteModelPackage({ ModelPackageName }) {
      const found = required(ModelPackageName);
      if (found.deletedAt !== undefined) throw conflict(`Model package ${found.arn} is Deleting.`);
      found.deletedAt = account.now();
      return {};
    },
  };

  function summaryOf(one: ModelPackage): Input {
    const { ModelPackageDescription, ModelApprovalStatus } = one.given;
    return {
      ModelPackageGroupName: one.group,
      ModelPackageVersion: one.version,
      ModelPackageArn: one.arn,
      ...(ModelPackageDescription !== undefined && { ModelPackageDescription }),
      CreationTime: one.createdAt / 1000,
      ModelPackageStatus: statusOf(one),
      ...(ModelApprovalStatus !== undefined && { ModelApprovalStatus }),
    };
  }

  return { packages, present, operations };
}

function requireCard(card: unknown): void {
  const content = (card as { ModelCardContent?: string } | undefined)?.ModelCardContent;
  if (content === undefined) return;
  const problems = modelCardProblems(content);
  if (problems.length > 0) throw invalid(`Model card content is not legal: ${problems.join("; ")}`);
}
