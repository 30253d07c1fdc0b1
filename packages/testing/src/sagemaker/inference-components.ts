import { alarmsOf, type DeploymentConfig } from "./deployment-rules.ts";
import type { Endpoint, EndpointOptions } from "./endpoints.ts";
import type { Container, Model } from "./models.ts";
import { type Account, arnOf, type Input, invalid, type Operation, page } from "./operation.ts";
import { type Tagged, tagsOf } from "./tags.ts";

interface Specification {
  ModelName?: string;
  Container?: unknown;
  ComputeResourceRequirements?: unknown;
  StartupParameters?: unknown;
}

interface Transition {
  status: "Creating" | "Updating" | "Deleting";
  endsAt: number;
  to?: { specification: Specification; copies: number };
  failure?: string | undefined;
  alarms: string[];
}

export interface InferenceComponent extends Tagged {
  name: string;
  endpoint: string;
  variant: string;
  createdAt: number;
  specification: Specification;
  copies: number;
  /** Whether its creation came to nothing. */
  failed: boolean;
  failure: string | undefined;
  transition: Transition | undefined;
  /** As it was given to the last update. */
  lastDeployment: Input | undefined;
}

interface Around {
  endpoint(name: unknown): Endpoint;
  modelOf(name: unknown): Model;
}

/** CreateInferenceComponent, DescribeInferenceComponent, ListInferenceComponents, UpdateInferenceComponent, DeleteInferenceComponent. */
export function inferenceComponents(account: Account, options: EndpointOptions, { endpoint, modelOf }: Around) {
  const known = new Map<string, InferenceComponent>();
  const arn = (name: string): string => arnOf(account, `inference-component/${name.toLowerCase()}`);

  /** Brings a component to where it is by now. */
  function advance(component: InferenceComponent): void {
    const { transition } = component;
    if (!transition) return;
    const isEnded = account.now() >= transition.endsAt;
    if (!isEnded && transition.alarms.some((alarm) => options.alarms.has(alarm))) {
      Object.assign(component, {
        transition: undefined,
        failure: "Alarms were triggered; the update was rolled back.",
      });
      return;
    }
    if (!isEnded) return;
    component.transition = undefined;
    if (transition.status === "Deleting") known.delete(component.name);
    else if (transition.failure === undefined) Object.assign(component, transition.to, { failure: undefined });
    else Object.assign(component, { failed: transition.status === "Creating", failure: transition.failure });
  }

  function find(name: unknown): InferenceComponent | undefined {
    const found = known.get(String(name));
    if (found) advance(found);
    return known.get(String(name));
  }

  function required(name: unknown): InferenceComponent {
    const found = find(name);
    if (found) return found;
    throw invalid(`Could not find inference component "${arn(String(name))}".`);
  }

  function changeable(name: unknown): InferenceComponent {
    const found = required(name);
    if (found.transition) throw invalid(`Cannot update in-progress inference component "${found.arn}".`);
    return found;
  }

  const statusOf = ({ transition, failed }: InferenceComponent): string =>
    transition?.status ?? (failed ? "Failed" : "InService");

  function specified(input: Input): { specification: Specification; model: Model } {
    const specification = input["Specification"] as Specification | undefined;
    if (!specification || input["Specifications"] !== undefined)
      throw invalid("The emulator has one Specification of a component");
    const { ModelName, Container, ComputeResourceRequirements } = specification;
    if (ModelName === undefined || Container !== undefined)
      throw invalid("Specification needs ModelName, or Container");
    if (ComputeResourceRequirements === undefined)
      throw invalid("ComputeResourceRequirements is required without a base inference component");
    return { specification: structuredClone(specification), model: modelOf(ModelName) };
  }

  const copiesIn = ({ RuntimeConfig }: Input): number | undefined =>
    (RuntimeConfig as { CopyCount: number } | undefined)?.CopyCount;
  const failureOf = ({ given }: Model): string | undefined =>
    options.containerFailure(given["PrimaryContainer"] as Container);

  const operations: Record<string, Operation> = {
    CreateInferenceComponent(input) {
      const name = String(input["InferenceComponentName"]);
      if (find(name)) throw invalid(`Cannot create already existing inference component "${arn(name)}".`);
      const host = endpoint(input["EndpointName"]);
      if (host.hosting !== "inference-component")
        throw invalid(
          "Inference Components are not supported in this Endpoint. Please make sure this endpoint can deploy inference components.",
        );
      if (host.transition || host.failed) throw invalid(`Endpoint "${host.arn}" is not in service.`);
      const variant = String(input["VariantName"] ?? "");
      if (!host.variants.some((one) => one.name === variant)) throw invalid(`Could not find variant "${variant}".`);
      const { specification, model } = specified(input);
      const copies = copiesIn(input);
      if (copies === undefined) throw invalid("RuntimeConfig is required without a base inference component");
      known.set(name, {
        name,
        arn: arn(name),
        tags: tagsOf(input["Tags"]),
        endpoint: host.name,
        variant,
        createdAt: account.now(),
        specification,
        copies,
        failed: false,
        failure: undefined,
        transition: {
          status: "Creating",
          endsAt: account.now() + options.startMs,
          failure: failureOf(model),
          alarms: [],
        },
        lastDeployment: undefined,
      });
      return { InferenceComponentArn: arn(name) };
    },
    DescribeInferenceComponent({ InferenceComponentName }) {
      const found = required(InferenceComponentName);
      const status = statusOf(found);
      return {
        InferenceComponentName: found.name,
        InferenceComponentArn: found.arn,
        EndpointName: found.endpoint,
        EndpointArn: endpoint(found.endpoint).arn,
        VariantName: found.variant,
        InferenceComponentStatus: status,
        CreationTime: found.createdAt / 1000,
        LastModifiedTime: found.createdAt / 1000,
        Specification: structuredClone(found.specification),
        RuntimeConfig: {
          DesiredCopyCount: found.transition?.to?.copies ?? found.copies,
          CurrentCopyCount: status === "Creating" || status === "Failed" ? 0 : found.copies,
        },
        ...(found.failure !== undefined && { FailureReason: found.failure }),
        ...(found.lastDeployment && { LastDeploymentConfig: structuredClone(found.lastDeployment) }),
      };
    },
    ListInferenceComponents(input) {
      const all = [...known.keys()].flatMap((name) => find(name) ?? []);
      const { items, ...next } = page(
        all.filter((one) => input["EndpointNameEquals"] === undefined || one.endpoint === input["EndpointNameEquals"]),
        input,
      );
      return {
        InferenceComponents: items.map((one) => ({
          InferenceComponentName: one.name,
          InferenceComponentArn: one.arn,
          EndpointName: one.endpoint,
          EndpointArn: endpoint(one.endpoint).arn,
          VariantName: one.variant,
          InferenceComponentStatus: statusOf(one),
          CreationTime: one.createdAt / 1000,
          LastModifiedTime: one.createdAt / 1000,
        })),
        ...next,
      };
    },
    UpdateInferenceComponent(input) {
      const found = changeable(input["InferenceComponentName"]);
      const { specification, model } = specified(input);
      const copies = copiesIn(input) ?? found.copies;
      const deployment = input["DeploymentConfig"] as Input | undefined;
      const seconds = requireRolling(deployment, found.copies);
      found.lastDeployment = structuredClone(deployment);
      Object.assign(found, {
        failure: undefined,
        transition: {
          status: "Updating",
          endsAt: account.now() + options.startMs + 1000 * seconds,
          to: { specification, copies, failed: false },
          failure: failureOf(model),
          alarms: alarmsOf(deployment as DeploymentConfig | undefined),
        },
      });
      return { InferenceComponentArn: found.arn };
    },
    DeleteInferenceComponent({ InferenceComponentName }) {
      const found = changeable(InferenceComponentName);
      found.transition = { status: "Deleting", endsAt: account.now() + options.weightMs, alarms: [] };
      return {};
    },
  };

  return {
    components: known,
    find,
    operations,
    on: (name: string): boolean => [...known.keys()].some((component) => find(component)?.endpoint === name),
    uses: (model: string): boolean =>
      [...known.keys()].some((name) => {
        const { specification, transition } = find(name) ?? {};
        return specification?.ModelName === model || transition?.to?.specification.ModelName === model;
      }),
  };
}

/** "The value must be between 5% to 50% of the copy count of the inference component". @returns how long it waits in all */
function requireRolling(deployment: Input | undefined, copies: number): number {
  if (deployment === undefined) return 0;
  const { MaximumBatchSize, WaitIntervalInSeconds } = deployment["RollingUpdatePolicy"] as {
    MaximumBatchSize: { Type: "COPY_COUNT" | "CAPACITY_PERCENT"; Value: number };
    WaitIntervalInSeconds: number;
  };
  const { Type, Value } = MaximumBatchSize;
  const percent = Type === "CAPACITY_PERCENT" ? Value : (100 * Value) / copies;
  if (!(percent >= 5 && percent <= 50)) throw invalid("MaximumBatchSize must be between 5% and 50% of the copy count.");
  return Math.ceil(100 / percent) * WaitIntervalInSeconds;
}
