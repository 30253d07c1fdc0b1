import { type Hosting, hostingOf } from "./config-rules.ts";
import type { ConfiguredVariant } from "./configured-variant.ts";
import { alarmsOf, type DeploymentConfig, requireGuardrails, shiftSeconds } from "./deployment-rules.ts";
import type { EndpointConfig } from "./endpoint-configs.ts";
import type { Container, Model } from "./models.ts";
import { type Account, arnOf, type Input, invalid, type Operation, Refusal } from "./operation.ts";
import { type Tagged, tagsOf } from "./tags.ts";

interface Variant {
  name: string;
  /** Without one, inference components bring theirs. */
  model: string | undefined;
  container: Container;
  instanceType: string;
  weight: number;
  count: number;
  serverless: ConfiguredVariant["ServerlessConfig"];
}

/** What serves, by one configuration. */
export interface Fleets {
  config: string;
  hosting: Hosting;
  /** The configuration as it was given. */
  given: Input;
  variants: Variant[];
  shadow: Variant[];
}

interface Transition {
  status: "Creating" | "Updating" | "RollingBack" | "Deleting";
  /** Milliseconds since the epoch. */
  endsAt: number;
  /** What it comes to; undefined: the endpoint is gone. */
  to?: Fleets;
  /** Why it comes to nothing. */
  failure?: string | undefined;
  alarms: string[];
}

export interface Endpoint extends Tagged, Fleets {
  name: string;
  createdAt: number;
  modifiedAt: number;
  failure: string | undefined;
  /** Whether its creation came to nothing; it can only be deleted. */
  failed: boolean;
  transition: Transition | undefined;
  lastDeployment: DeploymentConfig | undefined;
}

export interface EndpointOptions {
  /** How long instances take to start. */
  startMs: number;
  /** How long a change of weights takes. */
  weightMs: number;
  /** Why a container does not come up; undefined: it does. */
  containerFailure(container: Container): string | undefined;
  /** Instances by type that the account may have; no limit unless told. */
  quota: Map<string, number>;
  /** Variants that Application Auto Scaling holds, as `endpoint/variant`. */
  scaled: Set<string>;
  /** Alarms of CloudWatch that are in ALARM. */
  alarms: Set<string>;
}

export interface Around {
  configOf(name: unknown): EndpointConfig;
  modelOf(name: unknown): Model;
  /** Whether Application Auto Scaling holds the variant. */
  isScaled(endpoint: string, variant: string): boolean;
  hasComponents(endpoint: string): boolean;
}

/** CreateEndpoint, DescribeEndpoint, UpdateEndpoint, UpdateEndpointWeightsAndCapacities, DeleteEndpoint. */
export function endpoints(
  account: Account,
  options: EndpointOptions,
  { configOf, modelOf, isScaled, hasComponents }: Around,
) {
  const known = new Map<string, Endpoint>();
  const arn = (name: string): string => arnOf(account, `endpoint/${name.toLowerCase()}`);

  /** Brings an endpoint to where it is by now. */
  function advance(endpoint: Endpoint): void {
    for (;;) {
      const { transition } = endpoint;
      if (!transition) return;
      if (transition.alarms.some((alarm) => options.alarms.has(alarm)) && account.now() < transition.endsAt) {
        rollBack(endpoint, account.now(), "One or more configured alarms were triggered during the deployment.");
        return;
      }
      if (account.now() < transition.endsAt) return;
      endpoint.transition = undefined;
      endpoint.modifiedAt = transition.endsAt;
      if (transition.status === "Deleting") known.delete(endpoint.name);
      else if (transition.failure === undefined) Object.assign(endpoint, transition.to);
      else if (transition.status === "Creating") Object.assign(endpoint, { failed: true, failure: transition.failure });
      else rollBack(endpoint, transition.endsAt, transition.failure);
    }
  }

  function rollBack(endpoint: Endpoint, since: number, failure: string): void {
    const { config, hosting, given, variants, shadow } = endpoint;
    endpoint.failure = failure;
    endpoint.transition = {
      status: "RollingBack",
      endsAt: since + options.startMs,
      to: { config, hosting, given, variants, shadow },
      alarms: [],
    };
  }

  function find(name: unknown): Endpoint | undefined {
    const found = known.get(String(name));
    if (found) advance(found);
    return known.get(String(name));
  }

  function required(name: unknown): Endpoint {
    const found = find(name);
    if (found) return found;
    throw invalid(`Could not find endpoint "${arn(String(name))}".`);
  }

  const statusOf = ({ transition, failed }: Endpoint): string =>
    transition?.status ?? (failed ? "Failed" : "InService");

  function changeable(name: unknown): Endpoint {
    const found = required(name);
    const status = statusOf(found);
    if (status === "InService") return found;
    if (status === "Failed") throw invalid(`Cannot update failed endpoint "${found.arn}".`);
    throw invalid(`Cannot update in-progress endpoint "${found.arn}".`);
  }

  const variantOf = (given: ConfiguredVariant): Variant => ({
    name: given.VariantName,
    model: given.ModelName,
    container: given.ModelName === undefined ? {} : (modelOf(given.ModelName).given["PrimaryContainer"] as Container),
    instanceType: given.InstanceType ?? "serverless",
    weight: Math.fround(given.InitialVariantWeight ?? 1),
    count: given.InitialInstanceCount ?? 0,
    serverless: given.ServerlessConfig,
  });

  const fleetsOf = ({ name, given, variants, shadow }: EndpointConfig): Fleets => ({
    config: name,
    hosting: hostingOf(given, variants),
    given,
    variants: variants.map(variantOf),
    shadow: shadow.map(variantOf),
  });

  /** Blue and green stand beside each other, so that both count. */
  function requireQuota(added: readonly Variant[]): void {
    const standing = [...known.values()].flatMap(({ variants, shadow, failed }) =>
      failed ? [] : [...variants, ...shadow],
    );
    const countOf = (variants: readonly Variant[], type: string): number =>
      variants.filter(({ instanceType }) => instanceType === type).reduce((sum, { count }) => sum + count, 0);
    for (const [type, most] of options.quota) {
      const [before, delta] = [countOf(standing, type), countOf(added, type)];
      if (delta > 0 && before + delta > most)
        throw new Refusal(
          "ResourceLimitExceeded",
          `The account-level service limit '${type} for endpoint usage' is ${most} Instances, with current utilization of ${before} Instances and a request delta of ${delta} Instances. Please use AWS Service Quotas to request an increase for this quota.`,
        );
    }
  }

  function requireUnscaled({ name, variants }: Endpoint, next: readonly Variant[]): void {
    const held = variants.filter(
      (before) =>
        (options.scaled.has(`${name}/${before.name}`) || isScaled(name, before.name)) &&
        next.every((after) => after.name !== before.name || after.instanceType !== before.instanceType),
    );
    if (held.length > 0)
      throw invalid(
        `The variant(s) "[${held.map((each) => each.name).join(", ")}]" must be deregistered as a scalable target with AWS Auto Scaling before they can be removed or have their instance type updated.`,
      );
  }

  const failureOf = (variants: readonly Variant[]): string | undefined =>
    variants.flatMap(({ container }) => options.containerFailure(container) ?? [])[0];

  const operations: Record<string, Operation> = {
    CreateEndpoint(input) {
      const name = String(input["EndpointName"]);
      if (find(name)) throw invalid(`Cannot create already existing endpoint "${arn(name)}".`);
      const fleets = fleetsOf(configOf(input["EndpointConfigName"]));
      const all = [...fleets.variants, ...fleets.shadow];
      requireQuota(all);
      const now = account.now();
      known.set(name, {
        name,
        arn: arn(name),
        tags: tagsOf(input["Tags"]),
        createdAt: now,
        modifiedAt: now,
        config: fleets.config,
        hosting: fleets.hosting,
        given: fleets.given,
        variants: [],
        shadow: [],
        failure: undefined,
        failed: false,
        transition: {
          status: "Creating",
          endsAt: now + options.startMs,
          to: fleets,
          failure: failureOf(all),
          alarms: [],
        },
        lastDeployment: undefined,
      });
      return { EndpointArn: arn(name) };
    },
    DescribeEndpoint({ EndpointName }) {
      const found = required(EndpointName);
      return { EndpointName: found.name, EndpointArn: found.arn, ...described(found, statusOf(found)) };
    },
    UpdateEndpoint(input) {
      const found = changeable(input["EndpointName"]);
      const next = fleetsOf(configOf(input["EndpointConfigName"]));
      const deployment = input["DeploymentConfig"] as DeploymentConfig | undefined;
      const variants = next.variants.map((variant) => retained(variant, found, input));
      const all = [...variants, ...next.shadow];
      requireSameHosting(found, next);
      requireUnscaled(found, variants);
      if (deployment) requireGuardrails(deployment, [...found.variants, ...found.shadow], all, next.hosting);
      requireQuota(all);
      const instances = found.variants.reduce((sum, { count }) => sum + count, 0);
      found.lastDeployment = deployment;
      start(found, {
        status: "Updating",
        endsAt: account.now() + options.startMs + 1000 * shiftSeconds(deployment, instances),
        to: { ...next, variants },
        failure: failureOf(all),
        alarms: alarmsOf(deployment),
      });
      return { EndpointArn: found.arn };
    },
    UpdateEndpointWeightsAndCapacities(input) {
      const found = changeable(input["EndpointName"]);
      const desired = input["DesiredWeightsAndCapacities"] as {
        VariantName: string;
        DesiredWeight?: number;
        DesiredInstanceCount?: number;
      }[];
      const unknown = desired.find(({ VariantName }) => !found.variants.some(({ name }) => name === VariantName));
      if (unknown) throw invalid(`Could not find variant "${unknown.VariantName}" of endpoint "${found.arn}".`);
      const variants = found.variants.map((variant) => {
        const wanted = desired.find(({ VariantName }) => VariantName === variant.name);
        const { DesiredWeight: weight = variant.weight, DesiredInstanceCount: count = variant.count } = wanted ?? {};
        return { ...variant, weight: Math.fround(weight), count };
      });
      if (variants.every(({ weight }) => weight === 0)) throw invalid("At least one weight must be above 0.");
      requireQuota(
        variants.map((each, index) => ({ ...each, count: each.count - (found.variants[index]?.count ?? 0) })),
      );
      changeVariants(found, variants);
      return { EndpointArn: found.arn };
    },
    DeleteEndpoint({ EndpointName }) {
      const found = required(EndpointName);
      if (found.transition) throw invalid(`Cannot update in-progress endpoint "${found.arn}".`);
      if (hasComponents(found.name))
        throw invalid(`Endpoint "${found.arn}" has inference components: delete them first.`);
      start(found, { status: "Deleting", endsAt: account.now() + options.weightMs, alarms: [] });
      return {};
    },
  };

  function changeVariants(endpoint: Endpoint, variants: Variant[]): void {
    const { config, hosting, given, shadow } = endpoint;
    const to = { config, hosting, given, variants, shadow };
    start(endpoint, { status: "Updating", endsAt: account.now() + options.weightMs, to, alarms: [] });
  }

  function start(endpoint: Endpoint, transition: Transition): void {
    Object.assign(endpoint, { transition, failure: undefined, modifiedAt: account.now() });
  }

  return {
    endpoints: known,
    find,
    required,
    operations,
    /** What autoscaling does to an endpoint that is not changed otherwise. */
    setCount(name: string, variant: string, count: number): void {
      const found = find(name);
      if (!found || found.transition || found.failed) return;
      changeVariants(
        found,
        found.variants.map((one) => (one.name === variant ? { ...one, count } : one)),
      );
    },
    uses: (config: string): boolean =>
      [...known.keys()]
        .flatMap((name) => find(name) ?? [])
        .some((endpoint) => endpoint.config === config || endpoint.transition?.to?.config === config),
  };
}

/** Weight and count of a variant that stays, where the update keeps them. */
function retained(variant: Variant, { variants }: Endpoint, input: Input): Variant {
  const before = variants.find(({ name }) => name === variant.name);
  if (!before || input["RetainAllVariantProperties"] !== true) return variant;
  const excluded = ((input["ExcludeRetainedVariantProperties"] ?? []) as { VariantPropertyType: string }[]).map(
    ({ VariantPropertyType }) => VariantPropertyType,
  );
  return {
    ...variant,
    ...(!excluded.includes("DesiredWeight") && { weight: before.weight }),
    ...(!excluded.includes("DesiredInstanceCount") && { count: before.count }),
  };
}

/** "You can convert a serverless endpoint to real-time", and no other kind to another: the guide of Serverless Inference. */
function requireSameHosting({ hosting }: Endpoint, next: Fleets): void {
  if (hosting === next.hosting || (hosting === "serverless" && next.hosting === "instances")) return;
  throw invalid(`An ${hosting} endpoint cannot be updated to ${next.hosting}.`);
}

function described({ transition, ...endpoint }: Endpoint, status: string): Input {
  const { to } = transition ?? {};
  const isNewConfig = to !== undefined && to.config !== endpoint.config;
  const desired = (name: string): Variant | undefined =>
    isNewConfig ? undefined : to?.variants.find((variant) => variant.name === name);
  const summary = (variant: Variant): Input => ({
    VariantName: variant.name,
    ...(variant.model !== undefined && { DeployedImages: [{ SpecifiedImage: variant.container.Image ?? "" }] }),
    CurrentWeight: variant.weight,
    DesiredWeight: desired(variant.name)?.weight ?? variant.weight,
    ...(variant.serverless
      ? { CurrentServerlessConfig: variant.serverless, DesiredServerlessConfig: variant.serverless }
      : {
          CurrentInstanceCount: variant.count,
          DesiredInstanceCount: desired(variant.name)?.count ?? variant.count,
        }),
  });
  const capture = endpoint.given["DataCaptureConfig"] as Record<string, unknown> | undefined;
  return {
    EndpointConfigName: endpoint.config,
    EndpointStatus: status,
    CreationTime: endpoint.createdAt / 1000,
    LastModifiedTime: endpoint.modifiedAt / 1000,
    ...(endpoint.failure !== undefined && { FailureReason: endpoint.failure }),
    ...(endpoint.lastDeployment && { LastDeploymentConfig: structuredClone(endpoint.lastDeployment) }),
    ...(endpoint.variants.length > 0 && { ProductionVariants: endpoint.variants.map(summary) }),
    ...(endpoint.shadow.length > 0 && { ShadowProductionVariants: endpoint.shadow.map(summary) }),
    ...(capture && {
      DataCaptureConfig: {
        EnableCapture: capture["EnableCapture"] ?? true,
        CaptureStatus: "Started",
        CurrentSamplingPercentage: capture["InitialSamplingPercentage"],
        DestinationS3Uri: capture["DestinationS3Uri"],
        KmsKeyId: capture["KmsKeyId"] ?? "",
      },
    }),
    ...(endpoint.given["AsyncInferenceConfig"] !== undefined && {
      AsyncInferenceConfig: endpoint.given["AsyncInferenceConfig"],
    }),
    ...(status === "Updating" &&
      isNewConfig && {
        PendingDeploymentSummary: { EndpointConfigName: to.config, StartTime: endpoint.modifiedAt / 1000 },
      }),
  };
}
