import { describe, expect, it } from "vitest";
import type { InputError } from "#contracts";
import { sageMakerModel, sageMakerServingUnderTest } from "#testing";
import type { Hosting, SageMakerModel, SageMakerServingConfig } from "./index.ts";

const serverless: Hosting = { mode: "serverless", memoryMb: 4096, maxConcurrency: 10 };
const inLine: Hosting = { mode: "async", output: "s3://answers/mail" };
const component: Hosting = { mode: "inference-component", copies: 2, memoryMb: 8192, accelerators: 1 };
const modelOf = (hosting: Hosting): SageMakerModel => ({
  ...sageMakerModel,
  hosting,
  ...(hosting.mode === "serverless" && { kind: "own" }),
});

async function hosted(hosting: Hosting, told: Partial<SageMakerServingConfig> = {}) {
  const world = await sageMakerServingUnderTest();
  const serving = await world.open(world.aws.http, { model: modelOf(hosting), ...told });
  /** As promote, rollback and the gate open it: they are not told. */
  const untold = await world.open(world.aws.http, { model: undefined });
  const strayed = (): number[] => [world.aws.control.models.size, world.aws.control.configs.size];
  return { ...world, serving, untold, strayed };
}

describe("a serverless endpoint", () => {
  it("has one variant without instances, and changes its model at once", async () => {
    const { aws, serving, untold, candidate, answering, strayed } = await hosted(serverless);
    const first = await serving.deploy(candidate("one"), "all-at-once");
    expect(first.hosting).toBe("serverless");
    expect(aws.control.endpoint("mail")?.variants[0]?.serverless).toEqual({ MemorySizeInMB: 4096, MaxConcurrency: 10 });
    expect(await untold.health()).toMatchObject({ baseline: { healthy: true, reason: "InService: serverless" } });
    expect((await serving.deploy(candidate("two"), "all-at-once")).hosting).toBe("serverless");
    expect([answering(), strayed()]).toEqual([{ two: 1 }, [1, 1]]);
    expect(await untold.weights()).toEqual({ canary: 0, leaseExpiresAt: null });
    expect((await untold.promote(0)).variants.baseline.modelRef).toBe("two");
    expect((await untold.rollback()).variants.baseline.modelRef).toBe("two");
    await untold.stop();
    expect(strayed()).toEqual([0, 0]);
  });

  it("changes when its memory does", async () => {
    const { aws, serving, open, candidate } = await hosted(serverless);
    await serving.deploy(candidate("one"), "all-at-once");
    const larger = await open(aws.http, { model: modelOf({ ...serverless, memoryMb: 6144 }) });
    await larger.deploy(candidate("one"), "all-at-once");
    expect(aws.control.endpoint("mail")?.variants[0]?.serverless).toMatchObject({ MemorySizeInMB: 6144 });
  });

  it("goes on with the model that serves when another does not start", async () => {
    const { serving, candidate, answering, strayed } = await hosted(serverless);
    await serving.deploy(candidate("one"), "all-at-once");
    await expect(serving.deploy(candidate("bad", { OPTION_FAIL: "1" }), "all-at-once")).rejects.toMatchObject({
      code: "server-unhealthy",
      message: expect.stringContaining("no such model"),
    });
    expect([answering(), strayed()]).toEqual([{ one: 1 }, [1, 1]]);
  });
});

describe("an asynchronous endpoint", () => {
  it("lays its answers in S3, which every later change keeps", async () => {
    const { aws, serving, untold, candidate, answering } = await hosted(inLine);
    const first = await serving.deploy(candidate("one"), "all-at-once");
    expect(first).toMatchObject({
      hosting: "async",
      url: expect.stringMatching(/\/endpoints\/mail\/async-invocations$/),
    });
    await serving.deploy(candidate("two"), "all-at-once");
    await untold.promote(0);
    expect(aws.control.endpoint("mail")?.given["AsyncInferenceConfig"]).toEqual({
      OutputConfig: { S3OutputPath: "s3://answers/mail", S3FailurePath: "s3://answers/mail/failures" },
    });
    expect(answering()).toEqual({ two: 1 });
  });
});

describe("an endpoint of one inference component", () => {
  const serves = (world: Awaited<ReturnType<typeof hosted>>): string => {
    const { specification } = world.aws.control.component("mail") ?? {};
    const container = world.aws.control.models.get(specification?.ModelName ?? "")?.given["PrimaryContainer"];
    return (
      (container as { Environment: Record<string, string> } | undefined)?.Environment["GENAI_MLOPS_MODEL_REF"] ?? ""
    );
  };

  it("hosts copies, and gives them to another model in batches", async () => {
    const world = await hosted(component);
    const { aws, serving, untold, candidate, strayed } = world;
    const first = await serving.deploy(candidate("one"), "all-at-once");
    expect([first.hosting, serves(world)]).toEqual(["inference-component", "one"]);
    expect(aws.control.component("mail")).toMatchObject({
      copies: 2,
      specification: {
        ComputeResourceRequirements: { MinMemoryRequiredInMb: 8192, NumberOfAcceleratorDevicesRequired: 1 },
      },
    });
    expect(await serving.deploy(candidate("one"), "all-at-once")).toEqual(first);
    const second = await serving.deploy(candidate("two"), "all-at-once");
    expect(second).toMatchObject({ variants: { baseline: { modelRef: "two" } }, previous: { modelRef: "one" } });
    expect(await untold.describe()).toEqual(second);
    expect(aws.control.component("mail")?.lastDeployment).toMatchObject({
      RollingUpdatePolicy: { MaximumBatchSize: { Type: "CAPACITY_PERCENT", Value: 50 } },
    });
    expect(await untold.health()).toMatchObject({ baseline: { healthy: true, reason: "InService: 2 of 2 copies" } });
    expect(await untold.weights()).toEqual({ canary: 0, leaseExpiresAt: null });
    await expect(untold.setWeight(0.5, 60)).rejects.toMatchObject({ code: "no-canary" });
    expect([serves(world), strayed()]).toEqual(["two", [2, 1]]);
    await untold.stop();
    expect([aws.control.components.size, aws.control.endpoint("mail"), strayed()]).toEqual([0, undefined, [0, 0]]);
  });

  it("gives them back until the model from before is baked", async () => {
    const world = await hosted(component);
    const { serving, untold, candidate, strayed } = world;
    await serving.deploy(candidate("one"), "all-at-once");
    await serving.deploy(candidate("two"), "all-at-once");
    const back = await untold.rollback();
    expect(back).toMatchObject({ variants: { baseline: { modelRef: "one" } }, previous: null });
    expect([serves(world), strayed(), back.history.at(-1)?.event]).toEqual(["one", [1, 1], "rolled-back"]);
    await serving.deploy(candidate("three"), "all-at-once");
    await untold.promote(0);
    expect(strayed()).toEqual([1, 1]);
    expect((await untold.rollback()).variants.baseline.modelRef).toBe("three");
  });

  it("is watched over by alarms, and goes back on one", async () => {
    const guardrail = { routing: "rolling", percent: 25, waitSeconds: 60, alarms: ["errors"] } as const;
    const world = await hosted(component, { guardrail });
    const { aws, serving, candidate, strayed } = world;
    const first = await serving.deploy(candidate("one"), "all-at-once");
    aws.control.options.alarms.add("errors");
    await expect(serving.deploy(candidate("two"), "all-at-once")).rejects.toMatchObject({
      code: "server-unhealthy",
      message: expect.stringContaining("Alarms were triggered"),
    });
    expect(aws.control.component("mail")?.lastDeployment).toMatchObject({
      RollingUpdatePolicy: { MaximumBatchSize: { Value: 25 }, WaitIntervalInSeconds: 60 },
      AutoRollbackConfiguration: { Alarms: [{ AlarmName: "errors" }] },
    });
    expect([serves(world), await serving.describe(), strayed()]).toEqual(["one", first, [1, 1]]);
  });

  it("leaves nothing of a first model that does not start, and what serves of a later one", async () => {
    const world = await hosted(component);
    const { aws, serving, candidate, strayed } = world;
    const bad = candidate("bad", { fail: true });
    await expect(serving.deploy(bad, "all-at-once")).rejects.toMatchObject({
      code: "server-unhealthy",
      message: expect.stringContaining("no such model"),
    });
    expect([aws.control.components.size, aws.control.endpoint("mail"), strayed()]).toEqual([0, undefined, [0, 0]]);
    const first = await serving.deploy(candidate("one"), "all-at-once");
    await expect(serving.deploy(bad, "all-at-once")).rejects.toMatchObject({ code: "server-unhealthy" });
    expect([serves(world), await serving.describe(), strayed()]).toEqual(["one", first, [1, 1]]);
  });

  it("takes no component that somebody else made by its name", async () => {
    const world = await hosted(component);
    const { aws, serving, untold, candidate } = world;
    await serving.deploy(candidate("one"), "all-at-once");
    aws.control.components.get("mail")?.tags.delete("genai-mlops");
    const before = JSON.stringify(aws.control.components.get("mail"));
    await expect(serving.deploy(candidate("two"), "all-at-once")).rejects.toMatchObject({ code: "name-taken" });
    for (const verb of [() => untold.describe(), () => untold.rollback(), () => untold.stop()])
      await expect(verb()).rejects.toMatchObject({ code: "name-taken" });
    expect(JSON.stringify(aws.control.components.get("mail"))).toBe(before);
  });

  it("is whole again in the next run, wherever one was killed", async () => {
    const { dyingAws } = await import("#testing");
    for (const verb of ["a first model", "another model"] as const)
      for (let calls = 1; ; calls += 2) {
        const world = await hosted(component);
        const { aws, serving, open, candidate, strayed } = world;
        if (verb === "another model") await serving.deploy(candidate("one"), "all-at-once");
        const dying = await open(dyingAws(aws.http, calls, "calls"), { model: modelOf(component) });
        const survived = await dying.deploy(candidate("two"), "all-at-once").then(
          () => true,
          (error: Error) => {
            expect(error.message).toContain("killed");
            return false;
          },
        );
        expect((await serving.deploy(candidate("two"), "all-at-once")).variants.baseline.modelRef).toBe("two");
        expect([serves(world), strayed()]).toEqual(["two", [verb === "another model" ? 2 : 1, 1]]);
        if (survived) break;
      }
  });
});

describe("what a mode excludes", () => {
  const capture = { destination: "s3://captured/mail", percent: 20 };
  const scaling = { min: 1, max: 4, target: 30 };
  const guardrail = { routing: "rolling", percent: 10, waitSeconds: 0, alarms: ["errors"] } as const;
  it("is told all at once, with what is legal, before anything is made", async () => {
    for (const [hosting, told, strategy, wheres] of [
      [
        serverless,
        { capture, scaling, guardrail, model: { ...sageMakerModel, image: "ghcr.io/a/b", hosting: serverless } },
        "canary",
        [
          ...["strategy", "sagemaker-autoscaling", "sagemaker-data-capture", "guardrail-routing"],
          ...["sagemaker-container", "sagemaker-image"],
        ],
      ],
      [
        serverless,
        { model: modelOf({ ...serverless, memoryMb: 1500, maxConcurrency: 201 }) },
        "shadow",
        ["strategy", "sagemaker-memory", "sagemaker-max-concurrency"],
      ],
      [
        inLine,
        { capture, scaling, model: modelOf({ ...inLine, output: "answers" }) },
        "blue-green",
        ["strategy", "sagemaker-autoscaling", "sagemaker-data-capture", "sagemaker-async-output"],
      ],
      [
        component,
        {
          scaling,
          guardrail: { ...guardrail, routing: "linear" },
          model: modelOf({ ...component, memoryMb: 1, accelerators: -1, copies: 0 }),
        },
        "canary",
        [
          ...["strategy", "sagemaker-autoscaling", "guardrail-routing", "sagemaker-memory"],
          ...["sagemaker-accelerators", "sagemaker-copies"],
        ],
      ],
    ] as const) {
      const { aws, serving, candidate } = await hosted(hosting, told as Partial<SageMakerServingConfig>);
      const error = await serving.deploy(candidate("one"), strategy).catch((thrown: unknown) => thrown);
      const { problems } = error as InputError;
      expect(problems.map(({ where }) => where)).toEqual(wheres);
      expect(problems.every(({ legal }) => legal)).toBe(true);
      expect(aws.calls).toEqual([]);
    }
  });

  it("is any other mode than the endpoint was made with", async () => {
    for (const [from, to] of [
      [inLine, serverless],
      [serverless, inLine],
      [component, serverless],
      [inLine, component],
    ] as const) {
      const { aws, serving, open, candidate } = await hosted(from);
      await serving.deploy(candidate("one"), "all-at-once");
      const before = aws.calls.length;
      const other = await open(aws.http, { model: modelOf(to) });
      await expect(other.deploy(candidate("two"), "all-at-once")).rejects.toMatchObject({
        code: "mode-fixed",
        problems: [{ where: "sagemaker-mode", legal: from.mode }],
      });
      const plain = (await open()).deploy(candidate("two"), "canary");
      await expect(plain).rejects.toMatchObject({ code: "mode-fixed" });
      expect(aws.calls.slice(before).filter(({ changes }) => changes)).toEqual([]);
    }
  });
});
