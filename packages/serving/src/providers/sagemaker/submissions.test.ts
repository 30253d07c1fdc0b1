import {
  dyingAws,
  type LaterSettings,
  laterConformance,
  lazyServing,
  type SubmittingServing,
  sageMakerModel,
  sageMakerServingUnderTest,
} from "#testing";
import type { SageMakerServingConfig } from "./index.ts";

async function submitting(told: Partial<SageMakerServingConfig> = {}): Promise<SubmittingServing> {
  const { aws, answering, answeringComponent, candidate, clock, open } = await sageMakerServingUnderTest();
  const isComponent = told.model?.hosting?.mode === "inference-component";
  return {
    open: () => lazyServing(() => open(aws.http, told)),
    dying(calls) {
      const http = dyingAws(aws.http, calls);
      return lazyServing(() => open(http, told));
    },
    candidate: (name) => candidate(name),
    broken: (name) => candidate(name, { fail: true }),
    answering: () => (isComponent ? answeringComponent() : Object.keys(answering()).join(" and ") || "nothing"),
    pass: (seconds) => clock.sleep(seconds * 1000),
  };
}

const guardrail = { routing: "canary", percent: 10, waitSeconds: 60, alarms: ["errors"] } as const;
const told: [string, Partial<SageMakerServingConfig>, LaterSettings][] = [
  ["sagemaker", {}, { strategies: ["canary", "blue-green", "all-at-once", "shadow"] }],
  [
    "sagemaker under alarms, instance by instance",
    { guardrail: { ...guardrail, routing: "rolling" } },
    { strategies: ["rolling"] },
  ],
  [
    "sagemaker with autoscaling",
    { scaling: { min: 1, max: 4, target: 60 } },
    { strategies: ["canary", "all-at-once"] },
  ],
  [
    "sagemaker, asynchronous",
    { model: { ...sageMakerModel, hosting: { mode: "async", output: "s3://answers/mail" } } },
    { strategies: ["all-at-once"] },
  ],
  [
    "sagemaker with an inference component",
    {
      model: {
        ...sageMakerModel,
        hosting: { mode: "inference-component", copies: 2, memoryMb: 8192, accelerators: 1 },
      },
    },
    { strategies: ["all-at-once", "rolling"] },
  ],
];
for (const [name, config, settings] of told) laterConformance(name, () => submitting(config), settings);
