import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { InputError } from "#contracts";
import type { Clock, Http } from "#platform";
import {
  awsEnvironment,
  dyingAws,
  fakeAws,
  fakeClock,
  fakeDeps,
  fakeEnvironment,
  fastClock,
  servingConformance,
} from "#testing";
import type { Candidate } from "../../serving.ts";
import { type SageMakerModel, type SageMakerServingConfig, sageMakerServing } from "./index.ts";

const digestOf = (name: string): string => `sha256:${Buffer.from(name.padEnd(32, "_")).toString("hex")}`;
const model: SageMakerModel = {
  image: "763104351884.dkr.ecr.eu-central-1.amazonaws.com/djl-inference:0.36.0-lmi",
  kind: "lmi",
  environment: {},
  instanceType: "ml.g5.xlarge",
  instanceCount: 1,
  roleArn: "arn:aws:iam::111122223333:role/serving",
};

async function account(clock: Clock = fakeClock()) {
  const aws = fakeAws(clock.now, {
    containerFailure: ({ Environment }) =>
      Environment?.["OPTION_FAIL"] ? "no such model in /opt/ml/model" : undefined,
  });
  const deps = await fakeDeps({ clock, random: { ...(await fakeDeps()).random, uuid: () => crypto.randomUUID() } });
  const stateDir = join(deps.workspace, "state");
  const open = async (http: Http = aws.http, changed: Partial<SageMakerServingConfig> = {}) =>
    await sageMakerServing(
      { ...deps, http, environment: fakeEnvironment(awsEnvironment) },
      {
        endpoint: "mail",
        model,
        startSeconds: 600,
        switchSeconds: 300,
        stateDir,
        planOf: ({ id }, previous) => `${id} ${previous}`,
        ...changed,
      },
    );
  const candidate = (name: string, extra: object = {}): Candidate => ({
    modelRef: name,
    version: "1.0.0",
    digest: digestOf(name),
    model: `s3://models/${name}/model.tar.gz`,
    contextSize: 2048,
    threads: 1,
    parallel: 4,
    extra: { ...extra },
  });
  /** Models that get requests now, by their share of them. */
  function answering(): Record<string, number> {
    const shares = (aws.control.endpoint("mail")?.variants ?? []).map(({ container, weight }) => [
      String(container.Environment?.["GENAI_MLOPS_MODEL_REF"]),
      weight,
    ]);
    return Object.fromEntries(shares.filter(([, weight]) => Number(weight) > 0));
  }
  return { aws, deps, clock, open, candidate, answering, stateDir };
}

servingConformance(
  "sagemaker",
  async () => {
    const clock = fastClock(40);
    const { open, candidate, answering } = await account(clock);
    const serving = await open();
    return {
      open: () => serving,
      candidate: (name) => candidate(name),
      broken: (name) => candidate(name, { fail: true }),
      ask: async () => Object.keys(answering()).join(" and "),
      pass: (seconds) => clock.sleep(seconds * 1000),
    };
  },
  { timeout: 60_000 },
);

describe("a SageMaker endpoint", () => {
  it("keeps the names of its variants, and nothing of what is gone", async () => {
    const { aws, open, candidate, stateDir, deps } = await account();
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

  it("tells a container what its kind understands, and no other", async () => {
    const { aws, open, candidate } = await account();
    const started = async (kind: SageMakerModel["kind"], path = "s3://models/one/"): Promise<unknown> => {
      const serving = await open(aws.http, { model: { ...model, kind, environment: { A: "1" } } });
      await serving.deploy({ ...candidate("one", { "max-model-len": 5 }), model: path }, "canary");
      const container = [...aws.control.models.values()].at(-1)?.given["PrimaryContainer"];
      await serving.stop();
      return container;
    };
    expect(await started("lmi")).toEqual({
      Image: model.image,
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
    const { aws, open, candidate, deps } = await account();
    const deployment = await (await open()).deploy(candidate("one"), "canary");
    const elsewhere = await open(aws.http, { stateDir: join(deps.workspace, "elsewhere"), model: undefined });
    expect(await elsewhere.describe()).toEqual(deployment);
    expect(await elsewhere.rollback()).toEqual(deployment);
  });

  it("does not touch what it did not make", async () => {
    const { aws, open, candidate } = await account();
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
    const { aws, open, candidate } = await account();
    const serving = await open();
    await serving.deploy(candidate("one"), "canary");
    Object.assign(aws.control.endpoint("mail") ?? {}, { config: "terraform" });
    for (const verb of [() => serving.rollback(), () => serving.promote(0), () => serving.weights()])
      await expect(verb()).rejects.toMatchObject({ code: "endpoint-changed" });
  });

  it("keeps instances that autoscaling added", async () => {
    const { aws, open, candidate } = await account();
    const serving = await open();
    await serving.deploy(candidate("one"), "canary");
    Object.assign(aws.control.endpoint("mail")?.variants[0] ?? {}, { count: 3 });
    await serving.deploy(candidate("two"), "canary");
    expect(aws.control.endpoint("mail")?.variants.map(({ count }) => count)).toEqual([3, 1]);
  });

  it("holds a long history in its tags, and forgets the oldest first", { timeout: 60_000 }, async () => {
    const { open, candidate, aws } = await account();
    const serving = await open();
    await serving.deploy(candidate("one"), "canary");
    for (let turn = 0; turn < 40; turn++) {
      await serving.deploy(candidate(`canary-${turn}`), "canary");
      await serving.rollback();
    }
    const { history } = (await serving.describe()) ?? { history: [] };
    expect(history.at(-1)).toMatchObject({ event: "rolled-back", modelRef: "canary-39" });
    expect(aws.control.endpoint("mail")?.tags.size).toBeLessThanOrEqual(35);
  });
});

describe("weights of a SageMaker endpoint", () => {
  async function canary() {
    const world = await account();
    const serving = await world.open();
    await serving.deploy(world.candidate("one"), "canary");
    await serving.deploy(world.candidate("two"), "canary");
    const sent = (): string[] => world.aws.calls.map(({ operation }) => operation);
    return { ...world, serving, sent };
  }

  it("are seen before they are said", async () => {
    const { serving, answering } = await canary();
    expect(await serving.setWeight(0.05, 600)).toMatchObject({ canary: 0.05 });
    expect(answering()).toEqual({ one: Math.fround(0.95), two: Math.fround(0.05) });
    expect((await serving.weights()).canary).toBe(0.05);
  });

  it("are renewed without a change of the endpoint", async () => {
    const { serving, sent } = await canary();
    await serving.setWeight(0.25, 60);
    const before = sent().length;
    await serving.setWeight(0.25, 600);
    expect(sent().slice(before)).not.toContain("UpdateEndpointWeightsAndCapacities");
  });

  it("go to 0 within seconds, or wait in line until SageMaker takes the change, and are verified", async () => {
    const { aws, serving, clock, answering } = await canary();
    let accepted = Number.NaN;
    aws.interfere = async (call, proceed) => {
      const answer = await proceed();
      if (call.operation.includes("Weights") && answer.status === 200) accepted = clock.now();
      return answer;
    };
    async function secondsUntilTaken(): Promise<number> {
      const asked = clock.now();
      await serving.setWeight(0, null);
      expect(answering()).toEqual({ one: 1 });
      return (accepted - asked) / 1000;
    }
    await serving.setWeight(0.5, 600);
    expect(await secondsUntilTaken()).toBeLessThan(5);

    await serving.setWeight(0.5, 600);
    const endpoint = aws.control.endpoint("mail");
    const { config = "", variants = [] } = endpoint ?? {};
    const endsAt = clock.now() + 30_000;
    Object.assign(endpoint ?? {}, { transition: { status: "Updating", endsAt, to: { config, variants }, alarms: [] } });
    const seconds = await secondsUntilTaken();
    expect([seconds >= 30, seconds < 35]).toEqual([true, true]);
  });

  it("are not taken for a promotion that was killed", async () => {
    const { aws, serving, open } = await canary();
    await serving.setWeight(0.5, 6000);
    const dying = await open({
      async send(request) {
        if (request.headers?.["x-amz-target"]?.endsWith("WeightsAndCapacities")) throw new Error("killed");
        return await aws.http.send(request);
      },
    });
    await expect(dying.promote(0)).rejects.toThrow("killed");
    await serving.setWeight(1, 6000);
    expect((await serving.describe())?.variants.canary?.modelRef).toBe("two");
  });

  it("that Terraform reset are given again while their lease lasts, and 0 afterwards", async () => {
    const { aws, serving, answering, deps } = await canary();
    await serving.setWeight(0.5, 600);
    const reset = (weight: number): void => {
      const [baseline, other] = aws.control.endpoint("mail")?.variants ?? [];
      Object.assign(baseline ?? {}, { weight: 1 });
      Object.assign(other ?? {}, { weight });
    };
    reset(0);
    expect((await serving.weights()).canary).toBe(0.5);
    expect(answering()).toEqual({ one: 0.5, two: 0.5 });
    await deps.clock.sleep(601_000);
    expect(await serving.weights()).toEqual({ canary: 0, leaseExpiresAt: null });
    reset(1);
    expect(await serving.weights()).toEqual({ canary: 0, leaseExpiresAt: null });
    expect(answering()).toEqual({ one: 1 });
  });

  it("go to 0 even where that cannot be written down, which is said", async () => {
    const { aws, serving, answering } = await canary();
    await serving.setWeight(0.5, 600);
    aws.control.denied.add("sagemaker:AddTags");
    await expect(serving.setWeight(0, null)).rejects.toMatchObject({
      hint: expect.stringContaining("sagemaker:AddTags"),
    });
    expect(answering()).toEqual({ one: 1 });
    await expect(serving.setWeight(0.7, 60)).rejects.toMatchObject({ code: "sagemaker-forbidden" });
    expect(answering()).toEqual({ one: 1 });
  });

  it("that somebody else moves back each time are an error, not a fight", async () => {
    const { aws, serving, sent } = await canary();
    aws.interfere = async (call, proceed) => {
      const before = aws.control.endpoint("mail")?.variants ?? [];
      const answer = await proceed();
      const { transition } = aws.control.endpoint("mail") ?? {};
      if (call.operation.includes("Weights") && transition?.to) transition.to.variants = before;
      return answer;
    };
    await expect(serving.setWeight(0.5, 60)).rejects.toMatchObject({
      code: "weights-not-moved",
      message: expect.stringContaining("somebody else"),
    });
    expect(sent().filter((operation) => operation.includes("Weights"))).toHaveLength(3);
  });

  it("that do not move are an error at a deadline of their own", async () => {
    const { aws, serving } = await canary();
    aws.control.options.weightMs = 10_000_000;
    await expect(serving.setWeight(0.5, 60)).rejects.toMatchObject({
      code: "weights-not-moved",
      message: expect.stringContaining("after 300 s"),
    });
  });
});

describe("deploying to SageMaker goes wrong", () => {
  it("with all that is bad input at once, before anything is made", async () => {
    const { aws, open, candidate } = await account();
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
    const { aws, open, candidate } = await account();
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
    aws.control.options.badRoles.add(model.roleArn);
    await expect(serving.deploy(candidate("one"), "canary")).rejects.toMatchObject({ code: "sagemaker-role" });
  });

  it("over the quota, beside a model that goes on serving", async () => {
    const { aws, open, candidate, answering } = await account();
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
    const { aws, open, deps } = await account();
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
    const { aws, open, candidate, answering } = await account();
    aws.control.options.startMs = 700_000;
    const serving = await open();
    await expect(serving.deploy(candidate("one"), "canary")).rejects.toMatchObject({ code: "sagemaker-slow" });
    expect(await serving.describe()).toBeUndefined();
    await serving.deploy(candidate("one"), "canary");
    expect(answering()).toEqual({ one: 1 });
  });

  it("with tags that somebody damaged", async () => {
    const { aws, open, candidate } = await account();
    const serving = await open();
    await serving.deploy(candidate("one"), "canary");
    aws.control.endpoint("mail")?.tags.set("genai-mlops:state:0", "AAAA");
    await expect(serving.rollback()).rejects.toMatchObject({ code: "deployment-corrupt" });
  });
});

describe("a run that is killed before any of its calls", () => {
  type World = Awaited<ReturnType<typeof account>>;
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
    it(`${name}: serves, and the next run ends it`, { timeout: 60_000 }, async () => {
      for (let calls = 1; ; calls++) {
        const world = await account();
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
});
