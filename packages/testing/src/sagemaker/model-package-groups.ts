import { type Account, arnOf, conflict, type Input, invalid, nameIn, type Operation } from "./operation.ts";
import type { Tagged } from "./tags.ts";

export interface Group extends Tagged {
  name: string;
  description: string | undefined;
  createdAt: number;
  /** The version that was given last; SageMaker gives none twice. */
  lastVersion: number;
}

/** CreateModelPackageGroup, DescribeModelPackageGroup, DeleteModelPackageGroup. */
export function modelPackageGroups(account: Account, isEmpty: (group: string) => boolean) {
  const groups = new Map<string, Group>();
  const arn = (name: string): string => arnOf(account, `model-package-group/${name}`);

  function required(arnOrName: unknown): Group {
    const name = nameIn(String(arnOrName));
    const found = groups.get(name);
    if (!found) throw invalid(`ModelPackageGroup ${arn(name)} does not exist.`);
    return found;
  }

  const operations: Record<string, Operation> = {
    CreateModelPackageGroup({ ModelPackageGroupName, ModelPackageGroupDescription, Tags = [] }: Input) {
      const name = String(ModelPackageGroupName);
      if (groups.has(name)) throw invalid(`Model Package Group already exists: ${arn(name)}`);
      groups.set(name, {
        name,
        arn: arn(name),
        description: ModelPackageGroupDescription as string | undefined,
        createdAt: account.now(),
        lastVersion: 0,
        tags: new Map((Tags as { Key: string; Value: string }[]).map(({ Key, Value }) => [Key, Value])),
      });
      return { ModelPackageGroupArn: arn(name) };
    },
    DescribeModelPackageGroup({ ModelPackageGroupName }) {
      const { name, description, createdAt } = required(ModelPackageGroupName);
      return {
        ModelPackageGroupName: name,
        ModelPackageGroupArn: arn(name),
        ...(description !== undefined && { ModelPackageGroupDescription: description }),
        CreationTime: createdAt / 1000,
        CreatedBy: {},
        ModelPackageGroupStatus: "Completed",
      };
    },
    DeleteModelPackageGroup({ ModelPackageGroupName }) {
      const { name } = required(ModelPackageGroupName);
      if (!isEmpty(name))
        throw conflict(`Model Package Group cannot be deleted because it still contains Model Packages: ${arn(name)}`);
      groups.delete(name);
      return {};
    },
  };
  return { groups, required, operations };
}
