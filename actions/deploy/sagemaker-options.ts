import type { Inputs } from "#action-kit";
import { InputError, type Problem } from "#contracts";
import type { Hosting, Scaling } from "#serving";
import { type SageMakerOptions, sageMakerStartSeconds } from "../sagemaker-serving.ts";
import { parseObject } from "./parse-object.ts";
import type { spec } from "./spec.ts";

/** What the inputs say of the container, what hosts it and how SageMaker watches over it. @throws InputError */
export function sageMakerOptions(inputs: Inputs<typeof spec>): SageMakerOptions {
  const alarms = inputs["guardrail-alarms"] ?? [];
  const destination = inputs["sagemaker-data-capture"];
  const problems = misplaced(inputs);
  if (problems.length > 0) throw new InputError(problems);
  const isRolling = inputs.strategy === "rolling";
  return {
    startSeconds: inputs.timeout ?? sageMakerStartSeconds,
    model: {
      image: inputs["sagemaker-image"] ?? "",
      kind: inputs["sagemaker-container"],
      environment: environmentOf(inputs["sagemaker-environment"]),
      instanceType: inputs["sagemaker-instance-type"],
      instanceCount: inputs["sagemaker-instance-count"],
      roleArn: inputs["sagemaker-role"] ?? "",
      hosting: hostingOf(inputs),
    },
    guardrail:
      alarms.length > 0 || (isRolling && inputs["sagemaker-mode"] !== "inference-component")
        ? {
            routing: isRolling ? "rolling" : inputs["guardrail-routing"],
            percent: inputs["guardrail-percent"],
            waitSeconds: inputs["guardrail-wait"],
            alarms,
          }
        : undefined,
    capture:
      destination === undefined
        ? undefined
        : {
            destination,
            percent: inputs["sagemaker-data-capture-percent"],
            kmsKey: inputs["sagemaker-data-capture-kms-key"],
          },
    scaling: scalingOf(inputs),
    shadowShare: inputs["shadow-percent"] / 100,
  };
}

/** Inputs that would be read by nobody. */
function misplaced(inputs: Inputs<typeof spec>): Problem[] {
  const problems: Problem[] = [];
  const mode = inputs["sagemaker-mode"];
  const isUnread = (where: keyof typeof inputs, problem: string, mend: string): void => {
    if (inputs[where] !== undefined) problems.push({ where, problem, mend });
  };
  if (inputs["guardrail-alarms"]?.length && !["all-at-once", "rolling"].includes(inputs.strategy))
    isUnread(
      "guardrail-alarms",
      "are for strategy: all-at-once, rolling",
      "the canary's own gate watches over the other strategies",
    );
  if (mode !== "async")
    isUnread("sagemaker-async-output", "is for sagemaker-mode: async", "set the mode, or leave it out");
  if (mode !== "serverless" && mode !== "inference-component")
    isUnread("sagemaker-memory", "is for sagemaker-mode: serverless, inference-component", "leave it out");
  if (inputs["sagemaker-data-capture"] === undefined)
    isUnread("sagemaker-data-capture-kms-key", "is of no use without sagemaker-data-capture", "give a place for it");
  return problems;
}

/** What is missing or no number becomes a problem of the deployment, told with all the others. */
function hostingOf(inputs: Inputs<typeof spec>): Hosting | undefined {
  const memory = inputs["sagemaker-memory"];
  const mode = inputs["sagemaker-mode"];
  switch (mode) {
    case "instances":
      return undefined;
    case "serverless":
      return { mode, memoryMb: memory ?? 6144, maxConcurrency: inputs["sagemaker-max-concurrency"] };
    case "async":
      return { mode, output: inputs["sagemaker-async-output"] ?? "" };
    case "inference-component":
      return {
        mode,
        copies: inputs["sagemaker-copies"],
        memoryMb: memory ?? Number.NaN,
        accelerators: inputs["sagemaker-accelerators"],
      };
  }
}

function scalingOf(inputs: Inputs<typeof spec>): Scaling | undefined {
  const range = inputs["sagemaker-autoscaling"];
  if (range === undefined) return undefined;
  const [, min, max] = /^(\d{1,6})\.\.(\d{1,6})$/.exec(range) ?? [];
  return { min: Number(min), max: Number(max), target: inputs["sagemaker-autoscaling-target"] };
}

function environmentOf(text: string): Record<string, string> {
  const where = "sagemaker-environment";
  const legal = '{"OPTION_DTYPE": "bf16"}';
  const entries = Object.entries(parseObject(where, text, legal));
  const wrong = entries.filter(([, value]) => typeof value !== "string");
  if (wrong.length > 0)
    throw new InputError(wrong.map(([name]) => ({ where: `${where}.${name}`, problem: "is no text", legal })));
  return Object.fromEntries(entries) as Record<string, string>;
}
