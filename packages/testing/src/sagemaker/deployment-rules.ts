import type { Hosting } from "./config-rules.ts";
import { invalid } from "./operation.ts";

interface Size {
  Type: "INSTANCE_COUNT" | "CAPACITY_PERCENT";
  Value: number;
}

export interface DeploymentConfig {
  BlueGreenUpdatePolicy?: {
    TrafficRoutingConfiguration: {
      Type: "ALL_AT_ONCE" | "CANARY" | "LINEAR";
      WaitIntervalInSeconds: number;
      CanarySize?: Size;
      LinearStepSize?: Size;
    };
    TerminationWaitInSeconds?: number;
  };
  RollingUpdatePolicy?: { MaximumBatchSize: Size; WaitIntervalInSeconds: number; RollbackMaximumBatchSize?: Size };
  AutoRollbackConfiguration?: { Alarms?: { AlarmName?: string }[] };
}

interface Fleet {
  name: string;
  count: number;
}

const percentOf = ({ Type, Value }: Size, instances: number): number =>
  Type === "CAPACITY_PERCENT" ? Value : (100 * Value) / instances;

/**
 * What a guarded update excludes, after the developer guide's "Deployment guardrails": other variant names, a canary or a
 * batch of more than half of the capacity, a rolling update of several variants or of a serverless endpoint.
 */
export function requireGuardrails(
  config: DeploymentConfig,
  before: readonly Fleet[],
  after: readonly Fleet[],
  hosting: Hosting,
): void {
  const { BlueGreenUpdatePolicy: blueGreen, RollingUpdatePolicy: rolling } = config;
  if (Boolean(blueGreen) === Boolean(rolling))
    throw invalid("DeploymentConfig needs either BlueGreenUpdatePolicy or RollingUpdatePolicy.");
  const names = (fleets: readonly Fleet[]): string =>
    fleets
      .map(({ name }) => name)
      .sort()
      .join();
  if (names(before) !== names(after))
    throw invalid("Variant names must be the same in the current and the new endpoint configuration.");
  const instances = before.reduce((sum, { count }) => sum + count, 0);
  const within = (what: string, size: Size | undefined, least: number, most: number): void => {
    // a serverless endpoint has none
    const percent = size && percentOf(size, Math.max(1, instances));
    if (percent !== undefined && !(percent >= least && percent <= most))
      throw invalid(`${what} must be between ${least}% and ${most}% of the capacity.`);
  };
  if (rolling) {
    within("MaximumBatchSize", rolling.MaximumBatchSize, 5, 50);
    if (hosting === "serverless") throw invalid("Rolling updates are not supported for serverless endpoints.");
    if (after.length > 1) throw invalid("Rolling updates are not supported for endpoints with multiple variants.");
  }
  const routing = blueGreen?.TrafficRoutingConfiguration;
  if (!routing) return;
  const { Type, CanarySize, LinearStepSize } = routing;
  if ((Type === "CANARY") !== (CanarySize !== undefined)) throw invalid("CanarySize belongs to Type CANARY alone.");
  if ((Type === "LINEAR") !== (LinearStepSize !== undefined))
    throw invalid("LinearStepSize belongs to Type LINEAR alone.");
  within("CanarySize", CanarySize, Number.MIN_VALUE, 50);
  within("LinearStepSize", LinearStepSize, 10, 50);
}

/** How long the traffic takes to move, in seconds, beside the start of the new fleet. */
export function shiftSeconds(config: DeploymentConfig | undefined, instances: number): number {
  const { BlueGreenUpdatePolicy: blueGreen, RollingUpdatePolicy: rolling } = config ?? {};
  if (rolling) return Math.ceil(100 / percentOf(rolling.MaximumBatchSize, instances)) * rolling.WaitIntervalInSeconds;
  const routing = blueGreen?.TrafficRoutingConfiguration;
  if (!routing) return 0;
  const { Type, WaitIntervalInSeconds: wait, LinearStepSize } = routing;
  const steps = Type === "LINEAR" && LinearStepSize ? Math.ceil(100 / percentOf(LinearStepSize, instances)) : 1;
  return steps * wait + (blueGreen.TerminationWaitInSeconds ?? 0);
}

export const alarmsOf = (config: DeploymentConfig | undefined): string[] =>
  (config?.AutoRollbackConfiguration?.Alarms ?? []).map(({ AlarmName = "" }) => AlarmName);
