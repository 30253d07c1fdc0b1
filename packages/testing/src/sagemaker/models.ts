import { type Account, arnOf, type Input, invalid, nameIn, type Operation, page, Refusal } from "./operation.ts";
import { type Tagged, tagsOf } from "./tags.ts";

export interface Model extends Tagged {
  name: string;
  createdAt: number;
  /** As it was given. */
  given: Input;
}

export interface Container {
  Image?: string;
  ModelDataUrl?: string;
  ModelDataSource?: unknown;
  Environment?: Record<string, string>;
}

export interface ModelOptions {
  /** Execution roles that SageMaker cannot use. */
  badRoles: Set<string>;
  /** Whether the caller may hand a role on. */
  mayPassRole: boolean;
}

/** CreateModel, DescribeModel, ListModels, DeleteModel: of one container. */
export function models(account: Account, options: ModelOptions, isUsed: (model: string) => boolean) {
  const known = new Map<string, Model>();
  const arn = (name: string): string => arnOf(account, `model/${name.toLowerCase()}`);

  function required(name: unknown): Model {
    const found = known.get(nameIn(String(name)));
    if (found) return found;
    throw invalid(`Could not find model "${arn(String(name))}".`);
  }

  function requireRole(role: unknown): void {
    if (role === undefined) throw invalid("ExecutionRoleArn is missing");
    if (!options.mayPassRole)
      throw new Refusal(
        "AccessDeniedException",
        `User: arn:aws:sts::${account.id}:assumed-role/mlops/ci is not authorized to perform: iam:PassRole on resource: ${role} because no identity-based policy allows the iam:PassRole action`,
      );
    if (options.badRoles.has(String(role)))
      throw invalid(
        `Could not assume role ${role}. Please ensure that the role exists and allows principal 'sagemaker.amazonaws.com' to assume the role.`,
      );
  }

  const operations: Record<string, Operation> = {
    CreateModel(input) {
      const name = String(input["ModelName"]);
      if (known.has(name)) throw invalid(`Cannot create already existing model "${arn(name)}".`);
      requireRole(input["ExecutionRoleArn"]);
      const container = input["PrimaryContainer"] as Container | undefined;
      if (!container || input["Containers"] !== undefined)
        throw invalid("The emulator has models of one container, given as PrimaryContainer");
      if (container.Image === undefined) throw invalid("PrimaryContainer.Image is missing");
      if (container.ModelDataUrl !== undefined && container.ModelDataSource !== undefined)
        throw invalid("Cannot specify both ModelDataUrl and ModelDataSource");
      const { Tags, ...given } = structuredClone(input);
      known.set(name, { name, arn: arn(name), createdAt: account.now(), given, tags: tagsOf(Tags) });
      return { ModelArn: arn(name) };
    },
    DescribeModel({ ModelName }) {
      const { given, createdAt } = required(ModelName);
      return { ...structuredClone(given), ModelArn: arn(String(ModelName)), CreationTime: createdAt / 1000 };
    },
    ListModels(input) {
      const part = String(input["NameContains"] ?? "");
      const found = [...known.values()].filter(({ name }) => name.includes(part));
      const { items, ...next } = page(found, input);
      const summary = ({ name, createdAt }: Model) => ({
        ModelName: name,
        ModelArn: arn(name),
        CreationTime: createdAt / 1000,
      });
      return { Models: items.map(summary), ...next };
    },
    DeleteModel({ ModelName }) {
      const { name } = required(ModelName);
      // the service lets it go and cannot start another instance then: whoever relies on that is found out
      if (isUsed(name)) throw invalid(`Model "${arn(name)}" is named by an endpoint configuration.`);
      known.delete(name);
      return {};
    },
  };
  return { models: known, required, operations };
}
