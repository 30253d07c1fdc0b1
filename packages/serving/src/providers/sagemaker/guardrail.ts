import type { CapacitySize, DeploymentConfig } from "@aws-sdk/client-sagemaker";
import type { Problem } from "#contracts";

/** SageMaker moves the traffic by itself, and back when an alarm of CloudWatch is raised. */
export interface Guardrail {
  routing: "all-at-once" | "canary" | "linear" | "rolling";
  /** Of the capacity: the canary, a linear step, or a batch of a rolling update. */
  percent: number;
  /** After each step. */
  waitSeconds: number;
  /** Names; without one nothing would ever be rolled back. */
  alarms: readonly string[];
}

/** Percents of the capacity that each kind takes. */
const legalPercent = { "all-at-once": [0, 100], canary: [1, 50], linear: [10, 50], rolling: [5, 50] } as const;

/** What the guardrails exclude. */
export function guardrailProblems({ routing, percent, waitSeconds, alarms }: Guardrail): Problem[] {
  const problems: Problem[] = [];
  const [least, most] = legalPercent[routing];
  if (!(Number.isInteger(percent) && percent >= least && percent <= most))
    problems.push({
      where: "guardrail-percent",
      problem: `is ${percent}`,
      legal: `${least} to ${most} for ${routing}`,
    });
  if (!(Number.isInteger(waitSeconds) && waitSeconds >= 0 && waitSeconds <= 3600))
    problems.push({ where: "guardrail-wait", problem: `is ${waitSeconds} s`, legal: "0 to 3600 s" });
  if (alarms.length < 1 || alarms.length > 10) {
    const mend = "name alarms of CloudWatch: without one nothing is rolled back";
    problems.push({ where: "guardrail-alarms", problem: `are ${alarms.length}`, legal: "1 to 10", mend });
  }
  return problems;
}

export function deploymentConfigOf({ routing, percent, waitSeconds, alarms }: Guardrail): DeploymentConfig {
  const AutoRollbackConfiguration = { Alarms: alarms.map((AlarmName) => ({ AlarmName })) };
  const size: CapacitySize = { Type: "CAPACITY_PERCENT", Value: percent };
  const shared = { WaitIntervalInSeconds: waitSeconds };
  switch (routing) {
    case "rolling":
      return { AutoRollbackConfiguration, RollingUpdatePolicy: { ...shared, MaximumBatchSize: size } };
    case "canary":
      return blueGreen({ ...shared, Type: "CANARY", CanarySize: size });
    case "linear":
      return blueGreen({ ...shared, Type: "LINEAR", LinearStepSize: size });
    case "all-at-once":
      return blueGreen({ ...shared, Type: "ALL_AT_ONCE" });
  }

  function blueGreen(
    TrafficRoutingConfiguration: NonNullable<DeploymentConfig["BlueGreenUpdatePolicy"]>["TrafficRoutingConfiguration"],
  ): DeploymentConfig {
    return { AutoRollbackConfiguration, BlueGreenUpdatePolicy: { TrafficRoutingConfiguration } };
  }
}

/** How long the traffic is on its way, beside the start of the instances. */
export const shiftSeconds = ({ routing, percent, waitSeconds }: Guardrail): number =>
  waitSeconds * (routing === "linear" || routing === "rolling" ? Math.ceil(100 / percent) : 1);
