import type { Inputs } from "#action-kit";
import { InputError } from "#contracts";
import type { ServingOptions } from "../open-serving.ts";
import { sageMakerStartSeconds } from "../sagemaker-serving.ts";
import { parseObject } from "./parse-object.ts";
import type { spec } from "./spec.ts";

/** What the inputs say of the container, its instances and how SageMaker watches over it. @throws InputError */
export function sageMakerOptions(inputs: Inputs<typeof spec>): NonNullable<ServingOptions["sagemaker"]> {
  const alarms = inputs["guardrail-alarms"] ?? [];
  const isRolling = inputs.strategy === "rolling";
  if (alarms.length > 0 && inputs.strategy !== "all-at-once" && !isRolling) {
    const mend = "the canary's own gate watches over the other strategies";
    throw new InputError([{ where: "guardrail-alarms", problem: "are for all-at-once and rolling", mend }]);
  }
  return {
    startSeconds: inputs.timeout ?? sageMakerStartSeconds,
    model: {
      image: inputs["sagemaker-image"] ?? "",
      kind: inputs["sagemaker-container"],
      environment: environmentOf(inputs["sagemaker-environment"]),
      instanceType: inputs["sagemaker-instance-type"],
      instanceCount: inputs["sagemaker-instance-count"],
      roleArn: inputs["sagemaker-role"] ?? "",
    },
    guardrail:
      alarms.length > 0 || isRolling
        ? {
            routing: isRolling ? "rolling" : inputs["guardrail-routing"],
            percent: inputs["guardrail-percent"],
            waitSeconds: inputs["guardrail-wait"],
            alarms,
          }
        : undefined,
  };
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
