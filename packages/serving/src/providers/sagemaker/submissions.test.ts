import { describe, expect, it } from "vitest";
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
  ["sagemaker", {}, { strategies: ["canary", "all-at-once", "shadow"] }],
  [
    "sagemaker under alarms, instance by instance",
    { guardrail: { ...guardrail, routing: "rolling", percent: 50 } },
    { strategies: ["rolling"] },
  ],
  ["sagemaker with autoscaling", { scaling: { min: 1, max: 4, target: 60 } }, { strategies: ["all-at-once"] }],
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

describe("a submission to SageMaker in several steps", () => {
  type World = Awaited<ReturnType<typeof sageMakerServingUnderTest>>;

  /** Looks, ten minutes apart, until it is over; what each came to. */
  async function looks({ aws, open, candidate, clock }: World, name: string, changed: Partial<SageMakerServingConfig>) {
    const said: string[] = [];
    for (;;) {
      const progress = await (await open(aws.http, changed)).collect?.(candidate(name), "all-at-once");
      said.push(progress?.state ?? "none");
      if (progress?.state !== "in-progress") return said;
      await clock.sleep(600_000);
    }
  }

  it("ends the model from before first, where alarms watch over the next one", async () => {
    const world = await sageMakerServingUnderTest();
    const { aws, open, candidate, answering } = world;
    const serving = await open();
    for (const name of ["one", "two"]) await serving.deploy(candidate(name), "canary");
    // two serves, and one still stands
    await serving.switchOver();
    const guarded = { guardrail };
    expect(await (await open(aws.http, guarded)).submit?.(candidate("three"), "all-at-once")).toMatchObject({
      state: "in-progress",
      record: { variants: { baseline: { modelRef: "two" } }, pending: { modelRef: "three", isFirst: false } },
    });
    expect(await looks(world, "three", guarded)).toEqual(["in-progress", "in-progress", "deployed"]);
    expect([answering(), aws.control.models.size, aws.control.configs.size]).toEqual([{ three: 1 }, 1, 1]);
    expect(aws.control.endpoint("mail")?.lastDeployment).toMatchObject({ BlueGreenUpdatePolicy: {} });
  });

  it("gets as many instances as it takes over, and what was scaled is scaled when it failed", async () => {
    const world = await sageMakerServingUnderTest();
    const { aws, open, candidate, answering, clock } = world;
    const scaled = { scaling: { min: 1, max: 4, target: 60 } };
    await (await open(aws.http, scaled)).deploy(candidate("one"), "all-at-once");
    const [fleet] = aws.control.endpoint("mail")?.variants ?? [];
    Object.assign(fleet ?? {}, { count: 3 });
    const bad = candidate("bad", { fail: true });
    const faster = { scaling: { min: 2, max: 8, target: 30 } };
    await (await open(aws.http, faster)).submit?.(bad, "all-at-once");
    expect(aws.control.targets.get("mail/baseline")).toMatchObject({ suspended: { DynamicScalingInSuspended: true } });
    await clock.sleep(1_200_000);
    const collecting = (await open(aws.http, faster)).collect?.(bad, "all-at-once");
    await expect(collecting).rejects.toMatchObject({ code: "server-unhealthy" });
    expect(aws.control.targets.get("mail/baseline")).toMatchObject({
      min: 1,
      max: 4,
      suspended: { DynamicScalingInSuspended: false },
    });
    await (await open(aws.http, faster)).submit?.(candidate("two"), "all-at-once");
    expect((await looks(world, "two", faster)).at(-1)).toBe("deployed");
    expect(answering()).toEqual({ two: 1 });
    expect(aws.control.endpoint("mail")?.variants[0]?.count).toBe(3);
    expect(aws.control.targets.get("mail/baseline")).toMatchObject({ min: 2, max: 8 });
  });

  it("is taken over by somebody who waits", async () => {
    const { open, candidate, answering } = await sageMakerServingUnderTest();
    const serving = await open();
    await serving.deploy(candidate("one"), "canary");
    await serving.submit?.(candidate("two"), "canary");
    const record = await serving.deploy(candidate("two"), "canary");
    expect(record).toMatchObject({ variants: { canary: { modelRef: "two" } } });
    expect([record.pending, answering()]).toEqual([undefined, { one: 1 }]);
    expect(await serving.collect?.(candidate("two"), "canary")).toEqual({ state: "deployed", record, already: true });
  });

  it("is refused for good at once, and waits for nobody then", async () => {
    const { aws, open, candidate } = await sageMakerServingUnderTest();
    const serving = await open();
    await serving.deploy(candidate("one"), "canary");
    aws.control.denied = new Set(["sagemaker:UpdateEndpoint"]);
    await expect(serving.submit?.(candidate("two"), "canary")).rejects.toMatchObject({ code: "sagemaker-forbidden" });
    aws.control.denied = new Set();
    expect((await serving.describe())?.pending).toBeUndefined();
    expect([aws.control.models.size, aws.control.configs.size]).toEqual([1, 1]);
    expect(await serving.submit?.(candidate("three"), "canary")).toMatchObject({ state: "in-progress" });
  });
});
