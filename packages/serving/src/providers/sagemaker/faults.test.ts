import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { InputError } from "#contracts";
import { dyingAws, sageMakerModel, sageMakerServingUnderTest } from "#testing";

describe("deploying to SageMaker goes wrong", () => {
  it("with all that is bad input at once, before anything is made", async () => {
    const { aws, open, candidate } = await sageMakerServingUnderTest();
    const bad = {
      image: "763104351884.dkr.ecr.us-east-1.amazonaws.com/djl-inference:1",
      kind: "own" as const,
      environment: { "a-b": "1" },
      instanceType: "g5.xlarge",
      instanceCount: 0,
      roleArn: "serving",
    };
    const deploying = (await open(aws.http, { model: bad })).deploy({ ...candidate("one"), model: "/m" }, "canary");
    const error = await deploying.catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(InputError);
    expect((error as InputError).problems.map(({ where }) => where)).toEqual([
      "model-uri",
      "sagemaker-image",
      "sagemaker-instance-type",
      "sagemaker-instance-count",
      "sagemaker-role",
      "sagemaker-environment",
    ]);
    expect(aws.calls).toEqual([]);
    for (const endpoint of ["", "-a", "a_b", "x".repeat(50)])
      await expect(open(aws.http, { endpoint })).rejects.toMatchObject({ code: "bad-name" });
    const none = (await open(aws.http, { model: undefined })).deploy(candidate("one"), "canary");
    await expect(none).rejects.toThrow(/sagemaker-image/);
  });

  it("without a permission, which is named, and leaves nothing", async () => {
    const { aws, open, candidate } = await sageMakerServingUnderTest();
    const serving = await open();
    for (const action of ["CreateModel", "CreateEndpointConfig", "CreateEndpoint"]) {
      aws.control.denied = new Set([`sagemaker:${action}`]);
      await expect(serving.deploy(candidate("one"), "canary")).rejects.toMatchObject({
        code: "sagemaker-forbidden",
        hint: expect.stringContaining(`sagemaker:${action}`),
      });
      expect([aws.control.models.size, aws.control.configs.size]).toEqual([0, 0]);
    }
    aws.control.denied = new Set();
    aws.control.options.mayPassRole = false;
    const hint = expect.stringContaining("allow iam:PassRole");
    await expect(serving.deploy(candidate("one"), "canary")).rejects.toMatchObject({ hint });
    aws.control.options.mayPassRole = true;
    aws.control.options.badRoles.add(sageMakerModel.roleArn);
    await expect(serving.deploy(candidate("one"), "canary")).rejects.toMatchObject({ code: "sagemaker-role" });
  });

  it("over the quota, beside a model that goes on serving", async () => {
    const { aws, open, candidate, answering } = await sageMakerServingUnderTest();
    const serving = await open();
    const first = await serving.deploy(candidate("one"), "canary");
    aws.control.options.quota.set("ml.g5.xlarge", 2);
    await expect(serving.deploy(candidate("two"), "canary")).rejects.toMatchObject({
      code: "sagemaker-quota",
      message: expect.stringContaining("'ml.g5.xlarge for endpoint usage' is 2"),
    });
    expect(await serving.describe()).toEqual(first);
    expect([answering(), aws.control.models.size, aws.control.configs.size]).toEqual([{ one: 1 }, 1, 1]);
    await serving.stop();
    aws.control.options.quota.set("ml.g5.xlarge", 0);
    await expect(serving.deploy(candidate("one"), "canary")).rejects.toMatchObject({ code: "sagemaker-quota" });
    expect([aws.control.models.size, aws.control.configs.size]).toEqual([0, 0]);
  });

  it("in a region where nobody answers, and in another than the endpoint's", async () => {
    const { aws, open, deps } = await sageMakerServingUnderTest();
    const nowhere = await open({ send: (request) => deps.http.send({ ...request, url: "http://127.0.0.1:9" }) });
    await expect(nowhere.describe()).rejects.toMatchObject({
      code: "sagemaker-unreachable",
      hint: expect.stringContaining("eu-central-1"),
    });
    const other = await open(aws.http, { region: "us-east-1" });
    await expect(other.describe()).rejects.toMatchObject({ provider: "sagemaker" });
    await expect((await open()).rollback()).rejects.toThrow("nothing is deployed at mail in eu-central-1");
  });

  it("at its own deadline, and goes on from there", async () => {
    const { aws, open, candidate, answering } = await sageMakerServingUnderTest();
    aws.control.options.startMs = 700_000;
    const serving = await open();
    await expect(serving.deploy(candidate("one"), "canary")).rejects.toMatchObject({ code: "sagemaker-slow" });
    expect(await serving.describe()).toBeUndefined();
    await serving.deploy(candidate("one"), "canary");
    expect(answering()).toEqual({ one: 1 });
  });

  it("on other instances than the ones that autoscaling holds, and leaves nothing", async () => {
    const { aws, open, candidate, answering } = await sageMakerServingUnderTest();
    await (await open()).deploy(candidate("one"), "canary");
    aws.control.options.scaled.add("mail/baseline");
    const faster = await open(aws.http, { model: { ...sageMakerModel, instanceType: "ml.g5.2xlarge" } });
    await expect(faster.deploy(candidate("two"), "all-at-once")).rejects.toMatchObject({ code: "variant-scaled" });
    expect([answering(), aws.control.models.size, aws.control.configs.size]).toEqual([{ one: 1 }, 1, 1]);
  });

  it("at nothing when the tags are read while they are written", async () => {
    const { aws, open, candidate } = await sageMakerServingUnderTest();
    const serving = await open();
    const first = await serving.deploy(candidate("one"), "canary");
    const tags = aws.control.endpoint("mail")?.tags;
    const whole = tags?.get("genai-mlops:state:0") ?? "";
    tags?.set("genai-mlops:state:0", "AAAA");
    aws.interfere = async (call, proceed) => {
      const answer = await proceed();
      if (call.operation === "ListTags") tags?.set("genai-mlops:state:0", whole);
      return answer;
    };
    expect(await serving.describe()).toEqual(first);
  });

  it("with tags that somebody damaged", async () => {
    const { aws, open, candidate } = await sageMakerServingUnderTest();
    const serving = await open();
    await serving.deploy(candidate("one"), "canary");
    aws.control.endpoint("mail")?.tags.set("genai-mlops:state:0", "AAAA");
    await expect(serving.rollback()).rejects.toMatchObject({ code: "deployment-corrupt" });
  });
});

describe("two machines that deploy to one endpoint", () => {
  for (const standing of [false, true])
    it(`${standing ? "beside a model" : "for the first time"}: the later one is told, and undoes nothing`, async () => {
      const { aws, open, candidate, deps, answering } = await sageMakerServingUnderTest();
      const one = await open();
      const other = await open(aws.http, { stateDir: join(deps.workspace, "other") });
      if (standing) await one.deploy(candidate("one"), "canary");
      let faster: unknown;
      aws.interfere = async (call, proceed) => {
        // the other one has looked at the endpoint, and makes its model now
        if (call.operation === "DescribeModel" && faster === undefined) {
          faster = "begins";
          faster = await one.deploy(candidate("two"), "canary");
        }
        return await proceed();
      };
      await expect(other.deploy(candidate("three"), "canary")).rejects.toMatchObject({
        code: "endpoint-contested",
        retryable: true,
      });
      expect(await other.describe()).toEqual(faster);
      expect(Object.keys(answering())).toEqual([standing ? "one" : "two"]);
      // what the later one made is swept by the next change
      await one.rollback();
      expect([aws.control.models.size, aws.control.configs.size]).toEqual([1, 1]);
    });

  it("and promote and roll back at once: the rollback is told, and wins when it is run again", async () => {
    const { aws, open, candidate, deps, answering } = await sageMakerServingUnderTest();
    const one = await open();
    const other = await open(aws.http, { stateDir: join(deps.workspace, "other") });
    await one.deploy(candidate("one"), "canary");
    await one.deploy(candidate("two"), "canary");
    const killedInItsBake = await open({
      async send(request) {
        if (request.headers?.["x-amz-target"]?.endsWith(".UpdateEndpoint")) throw new Error("killed");
        return await aws.http.send(request);
      },
    });
    let begun = false;
    aws.interfere = async (call, proceed) => {
      if (call.operation === "AddTags" && !begun) {
        begun = true;
        await expect(killedInItsBake.promote(0)).rejects.toThrow("killed");
      }
      return await proceed();
    };
    await expect(other.rollback()).rejects.toMatchObject({ code: "endpoint-contested", retryable: true });
    expect((await other.rollback()).variants).toMatchObject({ baseline: { modelRef: "one" }, canary: null });
    expect(Object.keys(answering())).toEqual(["one"]);
  });

  it("one after the other: the later one waits, and is refused by what it finds", async () => {
    const { aws, open, candidate, deps } = await sageMakerServingUnderTest();
    const one = await open();
    const other = await open(aws.http, { stateDir: join(deps.workspace, "other") });
    await one.deploy(candidate("one"), "canary");
    let later: Promise<unknown> | undefined;
    aws.interfere = async (call, proceed) => {
      const answer = await proceed();
      if (call.operation === "UpdateEndpoint")
        later ??= other.deploy(candidate("three"), "canary").catch((error: unknown) => error);
      return answer;
    };
    const deployed = await one.deploy(candidate("two"), "canary");
    expect(await later).toMatchObject({ code: "canary-present" });
    expect(await other.describe()).toEqual(deployed);
  });
});

describe("a run that is killed before any of its calls", () => {
  type World = Awaited<ReturnType<typeof sageMakerServingUnderTest>>;
  type Opened = Awaited<ReturnType<World["open"]>>;
  const verbs: Record<
    string,
    {
      prepare(serving: Opened, world: World): Promise<unknown>;
      verb(serving: Opened, world: World): Promise<unknown>;
      ends: string;
      before: RegExp;
    }
  > = {
    "a first deployment": {
      prepare: async () => undefined,
      verb: (serving, { candidate }) => serving.deploy(candidate("one"), "canary"),
      before: /^(one)?$/,
      ends: "one",
    },
    "a canary": {
      prepare: (serving, { candidate }) => serving.deploy(candidate("one"), "canary"),
      verb: (serving, { candidate }) => serving.deploy(candidate("two"), "canary"),
      before: /^one$/,
      ends: "one",
    },
    "all at once": {
      prepare: (serving, { candidate }) => serving.deploy(candidate("one"), "canary"),
      verb: (serving, { candidate }) => serving.deploy(candidate("two"), "all-at-once"),
      before: /^(one|two)$/,
      ends: "two",
    },
    "a promotion": {
      async prepare(serving, { candidate }) {
        await serving.deploy(candidate("one"), "canary");
        await serving.deploy(candidate("two"), "canary");
        await serving.setWeight(0.95, 6000);
      },
      verb: (serving) => serving.promote(0),
      before: /^(one and two|two)$/,
      ends: "two",
    },
    "a rollback": {
      async prepare(serving, { candidate }) {
        await serving.deploy(candidate("one"), "canary");
        await serving.deploy(candidate("two"), "canary");
        await serving.setWeight(0.5, 6000);
      },
      verb: (serving) => serving.rollback(),
      before: /^(one and two|one)$/,
      ends: "one",
    },
    "a weight": {
      async prepare(serving, { candidate }) {
        await serving.deploy(candidate("one"), "canary");
        await serving.deploy(candidate("two"), "canary");
        await serving.setWeight(0.5, 6000);
      },
      verb: (serving) => serving.setWeight(0, null),
      before: /^(one and two|one)$/,
      ends: "one",
    },
  };
  for (const [name, { prepare, verb, ends, before }] of Object.entries(verbs))
    it(`${name}: serves, and the next run ends it`, async () => {
      for (let calls = 1; ; calls++) {
        const world = await sageMakerServingUnderTest();
        const serving = await world.open();
        await prepare(serving, world);
        const dying = await world.open(dyingAws(world.aws.http, calls, "calls"));
        const survived = await verb(dying, world).then(
          () => true,
          (error: Error) => {
            expect(error.message).toContain("killed");
            return false;
          },
        );
        expect(Object.keys(world.answering()).join(" and ")).toMatch(before);
        await verb(serving, world);
        expect(Object.keys(world.answering()).join(" and ")).toBe(ends);
        const { baseline, canary } = (await serving.describe())?.variants ?? {};
        expect(baseline?.modelRef).toBe(ends);
        expect([world.aws.control.models.size, world.aws.control.configs.size]).toEqual([canary ? 2 : 1, 1]);
        if (survived) break;
      }
    });

  it("has done what the endpoint shows, before anybody wrote it down", async () => {
    const { aws, open, candidate } = await sageMakerServingUnderTest();
    const serving = await open();
    await serving.deploy(candidate("one"), "canary");
    /** Killed when it is about to write what came of it. */
    const dying = async () => {
      let written = 0;
      return await open({
        async send(request) {
          if (request.headers?.["x-amz-target"]?.endsWith(".AddTags") && ++written === 2) throw new Error("killed");
          return await aws.http.send(request);
        },
      });
    };
    const changes = (): string[] =>
      aws.calls.flatMap(({ operation }) => (operation.startsWith("UpdateEndpoint") ? [operation] : []));

    await expect((await dying()).deploy(candidate("two"), "canary")).rejects.toThrow("killed");
    const deployed = await serving.describe();
    expect(deployed?.variants).toMatchObject({ baseline: { modelRef: "one" }, canary: { modelRef: "two" } });
    let before = changes().length;
    expect(await serving.deploy(candidate("two"), "canary")).toEqual(deployed);
    expect(changes()).toHaveLength(before);

    await expect((await dying()).promote(0)).rejects.toThrow("killed");
    expect((await serving.describe())?.variants).toMatchObject({ baseline: { modelRef: "two" }, canary: null });
    before = changes().length;
    await serving.promote(0);
    expect(changes().slice(before)).toEqual(["UpdateEndpoint"]);
  });
});
