import {
  dyingAws,
  lazyServing,
  type MortalServing,
  sageMakerModel,
  sageMakerServingUnderTest,
  servingDeaths,
} from "#testing";
import type { SageMakerModel, SageMakerServingConfig } from "./index.ts";

type World = Awaited<ReturnType<typeof sageMakerServingUnderTest>>;

async function mortal(
  answering: (world: World) => string,
  told: Partial<SageMakerServingConfig> = {},
): Promise<MortalServing> {
  const world = await sageMakerServingUnderTest();
  const { aws, candidate, clock, open } = world;
  return {
    open: () => lazyServing(() => open(aws.http, told)),
    dying(calls) {
      const http = dyingAws(aws.http, calls);
      return lazyServing(() => open(http, told));
    },
    candidate: (name) => candidate(name),
    answering: () => answering(world),
    pass: (seconds) => clock.sleep(seconds * 1000),
  };
}

servingDeaths("sagemaker", () => mortal((world) => Object.keys(world.answering()).join(" and ") || "nothing"));

const guardrail = { routing: "rolling", percent: 50, waitSeconds: 60, alarms: ["errors"] } as const;
servingDeaths(
  "sagemaker with guardrails",
  () => mortal((world) => Object.keys(world.answering()).join(" and ") || "nothing", { guardrail }),
  { strategies: ["rolling"] },
);

const hosted: SageMakerModel = {
  ...sageMakerModel,
  hosting: { mode: "inference-component", copies: 2, memoryMb: 8192, accelerators: 1 },
};

for (const idleSeconds of [0, 600])
  servingDeaths(
    "sagemaker with an inference component",
    () => mortal((world) => world.answeringComponent(), { model: hosted }),
    {
      strategies: ["all-at-once", "rolling"],
      keepsReplaced: true,
      idleSeconds,
    },
  );
