import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { fastClock, sageMakerModel, sageMakerServingUnderTest, servingConformance } from "#testing";
import type { Guardrail, SageMakerModel } from "./index.ts";

servingConformance("sagemaker", async () => {
  const clock = fastClock(40);
  const { open, candidate, answering } = await sageMakerServingUnderTest(clock);
  const serving = await open();
  return {
    open: () => serving,
    candidate: (name) => candidate(name),
    broken: (name) => candidate(name, { fail: true }),
    ask: async () => Object.keys(answering()).join(" and "),
    pass: (seconds) => clock.sleep(seconds * 1000),
  };
});

describe("a SageMaker endpoint", () => {
  it("keeps the names of its variants, and nothing of what is gone", async () => {
    const { aws, open, candidate, stateDir, deps } = await sageMakerServingUnderTest();
    const serving = await open();
    await serving.deploy(candidate("one"), "canary");
    await serving.deploy(candidate("two"), "canary");
    expect(aws.control.endpoint("mail")?.variants.map(({ name, weight }) => [name, weight])).toEqual([
      ["baseline", 1],
      ["canary", 0],
    ]);
    const promoted = await serving.promote(0);
    expect(aws.control.endpoint("mail")?.variants.map(({ name, weight }) => [name, weight])).toEqual([["baseline", 1]]);
    expect([...aws.control.models.keys()]).toEqual([promoted.variants.baseline.server]);
    expect(aws.control.configs.size).toBe(1);
    expect(JSON.parse(await deps.files.readText(join(stateDir, "deployments/mail/deployment.json")))).toEqual(promoted);
    await serving.stop();
    expect([aws.control.models.size, aws.control.configs.size, aws.control.endpoint("mail")]).toEqual([
      0,
      0,
      undefined,
    ]);
  });

  it("is given no other configuration where the one that serves says the same", async () => {
    const { aws, open, candidate } = await sageMakerServingUnderTest();
    const serving = await open();
    for (const name of ["one", "two"]) await serving.deploy(candidate(name), "all-at-once");
    const before = aws.calls.length;
    expect((await serving.rollback()).variants.baseline.modelRef).toBe("two");
    const changes = aws.calls.slice(before).flatMap(({ changes, operation }) => (changes ? [operation] : []));
    expect(new Set(changes)).toEqual(new Set(["AddTags"]));
  });

  it("tells a container what its kind understands, and no other", async () => {
    const { aws, open, candidate } = await sageMakerServingUnderTest();
    const started = async (kind: SageMakerModel["kind"], path = "s3://models/one/"): Promise<unknown> => {
      const serving = await open(aws.http, { model: { ...sageMakerModel, kind, environment: { A: "1" } } });
      await serving.deploy({ ...candidate("one", { "max-model-len": 5 }), model: path }, "canary");
      const container = [...aws.control.models.values()].at(-1)?.given["PrimaryContainer"];
      await serving.stop();
      return container;
    };
    expect(await started("lmi")).toEqual({
      Image: sageMakerModel.image,
      ModelDataSource: {
        S3DataSource: { S3Uri: "s3://models/one/", S3DataType: "S3Prefix", CompressionType: "None" },
      },
      Environment: {
        HF_MODEL_ID: "/opt/ml/model",
        OPTION_ROLLING_BATCH: "vllm",
        OPTION_MAX_ROLLING_BATCH_SIZE: "4",
        OPTION_MAX_MODEL_LEN: "5",
        A: "1",
        GENAI_MLOPS_MODEL_REF: "one",
      },
    });
    const tgi = {
      MAX_TOTAL_TOKENS: "2048",
      MAX_INPUT_TOKENS: "2047",
      MAX_MODEL_LEN: "5",
      HF_MODEL_ID: "/opt/ml/model",
    };
    const archive = { ModelDataUrl: "s3://models/one/model.tar.gz" };
    expect(await started("tgi", archive.ModelDataUrl)).toMatchObject({ ...archive, Environment: tgi });
    expect(await started("own")).toMatchObject({ Environment: { A: "1", MAX_MODEL_LEN: "5" } });
  });

  it("is described by whoever reaches it, with no folder of ours", async () => {
    const { aws, open, candidate, deps } = await sageMakerServingUnderTest();
    const deployment = await (await open()).deploy(candidate("one"), "canary");
    const elsewhere = await open(aws.http, { stateDir: join(deps.workspace, "elsewhere"), model: undefined });
    expect(await elsewhere.describe()).toEqual(deployment);
    expect(await elsewhere.rollback()).toEqual(deployment);
  });

  it("does not touch what it did not make", async () => {
    const { aws, open, candidate } = await sageMakerServingUnderTest();
    const serving = await open();
    const first = await serving.deploy(candidate("one"), "canary");
    const endpoint = aws.control.endpoint("mail");
    // a name as ours are, without our mark
    const foreign = structuredClone([...aws.control.models.values()][0]);
    const arn = `${foreign?.arn.replace(/\/.*/, "")}/mail-m0123456789ab`;
    aws.control.models.set("mail-m0123456789ab", {
      ...foreign,
      name: "mail-m0123456789ab",
      arn,
      tags: new Map(),
    } as never);
    await serving.deploy(candidate("two"), "all-at-once");
    expect(aws.control.models.has("mail-m0123456789ab")).toBe(true);
    endpoint?.tags.delete("genai-mlops");
    const before = JSON.stringify(endpoint);
    for (const verb of [
      () => serving.describe(),
      () => serving.deploy(candidate("three"), "canary"),
      () => serving.rollback(),
      () => serving.setWeight(0, null),
      () => serving.stop(),
    ])
      await expect(verb()).rejects.toMatchObject({ code: "name-taken" });
    expect(JSON.stringify(endpoint)).toBe(before);
    expect(first.target).toBe("sagemaker");
  });

  it("says so when somebody else gave it another configuration", async () => {
    const { aws, open, candidate } = await sageMakerServingUnderTest();
    const serving = await open();
    await serving.deploy(candidate("one"), "canary");
    Object.assign(aws.control.endpoint("mail") ?? {}, { config: "terraform" });
    for (const verb of [() => serving.rollback(), () => serving.promote(0), () => serving.weights()])
      await expect(verb()).rejects.toMatchObject({ code: "endpoint-changed" });
  });

  it("keeps instances that autoscaling added", async () => {
    const { aws, open, candidate } = await sageMakerServingUnderTest();
    const serving = await open();
    await serving.deploy(candidate("one"), "canary");
    Object.assign(aws.control.endpoint("mail")?.variants[0] ?? {}, { count: 3 });
    await serving.deploy(candidate("two"), "canary");
    expect(aws.control.endpoint("mail")?.variants.map(({ count }) => count)).toEqual([3, 1]);
  });
});

describe("a guarded update", () => {
  const guardrail: Guardrail = { routing: "linear", percent: 50, waitSeconds: 60, alarms: ["errors"] };
  async function guarded(changed: Partial<Guardrail> = {}) {
    const world = await sageMakerServingUnderTest();
    const serving = await world.open(world.aws.http, { guardrail: { ...guardrail, ...changed } });
    await serving.deploy(world.candidate("one"), "all-at-once");
    return { ...world, serving };
  }

  it("moves the traffic as SageMaker does it, with alarms, for each kind of routing", async () => {
    for (const [changed, policy] of [
      [{ routing: "all-at-once" }, { BlueGreenUpdatePolicy: { TrafficRoutingConfiguration: { Type: "ALL_AT_ONCE" } } }],
      [
        { routing: "canary" },
        { BlueGreenUpdatePolicy: { TrafficRoutingConfiguration: { CanarySize: { Value: 50 } } } },
      ],
      [
        { routing: "linear" },
        { BlueGreenUpdatePolicy: { TrafficRoutingConfiguration: { LinearStepSize: { Value: 50 } } } },
      ],
      [{ routing: "rolling" }, { RollingUpdatePolicy: { MaximumBatchSize: { Value: 50 } } }],
    ] as const) {
      const { aws, serving, candidate, answering } = await guarded(changed);
      await serving.deploy(candidate("two"), "all-at-once");
      expect(answering()).toEqual({ two: 1 });
      const alarms = { AutoRollbackConfiguration: { Alarms: [{ AlarmName: "errors" }] } };
      expect(aws.control.endpoint("mail")?.lastDeployment).toMatchObject({ ...policy, ...alarms });
    }
  });

  it("that an alarm ends leaves the model in service and the record as it was", async () => {
    const { aws, serving, candidate, answering } = await guarded();
    const before = await serving.describe();
    aws.control.options.alarms.add("errors");
    await expect(serving.deploy(candidate("two"), "all-at-once")).rejects.toMatchObject({
      code: "server-unhealthy",
      message: expect.stringContaining("alarms were triggered"),
    });
    expect(answering()).toEqual({ one: 1 });
    expect(await serving.describe()).toEqual(before);
    expect([aws.control.models.size, aws.control.configs.size]).toEqual([1, 1]);
  });

  it("ends what bakes before it begins, since variant names have to stay", async () => {
    const { aws, serving, candidate, answering, open } = await guarded();
    await serving.deploy(candidate("two"), "canary");
    const dying = await open({
      async send(request) {
        if (request.headers?.["x-amz-target"]?.endsWith(".UpdateEndpoint")) throw new Error("killed");
        return await aws.http.send(request);
      },
    });
    await expect(dying.promote(0)).rejects.toThrow("killed");
    expect(aws.control.endpoint("mail")?.variants).toHaveLength(2);
    await serving.deploy(candidate("three"), "all-at-once");
    expect(answering()).toEqual({ three: 1 });
  });

  it("is what rolling is: without one it is refused, before anything is made", async () => {
    const { aws, open, candidate } = await sageMakerServingUnderTest();
    for (const changed of [{}, { guardrail }])
      await expect((await open(aws.http, changed)).deploy(candidate("one"), "rolling")).rejects.toMatchObject({
        problems: [{ where: "strategy" }],
      });
    expect([aws.control.models.size, aws.control.configs.size]).toEqual([0, 0]);
  });

  it("is refused for what the guardrails exclude, before anything is made", async () => {
    for (const [changed, where] of [
      [{ routing: "canary", percent: 51 }, "guardrail-percent"],
      [{ routing: "linear", percent: 9 }, "guardrail-percent"],
      [{ routing: "rolling", percent: Number.NaN }, "guardrail-percent"],
      [{ waitSeconds: 3601 }, "guardrail-wait"],
      [{ alarms: [] }, "guardrail-alarms"],
      [{ alarms: Array.from({ length: 11 }, (_, index) => `a${index}`) }, "guardrail-alarms"],
    ] as const)
      await expect(guarded(changed)).rejects.toMatchObject({ problems: [{ where }] });
  });
});
