import { describe, expect, it } from "vitest";
import { sageMakerModel, sageMakerServingUnderTest } from "#testing";

async function standing() {
  const world = await sageMakerServingUnderTest();
  const serving = await world.open();
  await serving.deploy(world.candidate("one"), "canary");
  await serving.deploy(world.candidate("two"), "canary");
  return { ...world, serving };
}

describe("weights", () => {
  it("that somebody gave without a sum of 1 are read as shares, and given anew where that is asked for", async () => {
    const { aws, serving, answering } = await standing();
    await serving.setWeight(0.25, 6000);
    const [baseline, canary] = aws.control.endpoint("mail")?.variants ?? [];
    Object.assign(baseline ?? {}, { weight: 6 });
    Object.assign(canary ?? {}, { weight: 2 });
    const before = aws.calls.length;
    expect((await serving.weights()).canary).toBe(0.25);
    expect(aws.calls.slice(before).filter(({ changes }) => changes)).toEqual([]);
    Object.assign(canary ?? {}, { weight: 6 });
    expect((await serving.weights()).canary).toBe(0.5);
    expect(await serving.reconcile(true)).toMatchObject({ found: "moved", after: { canary: 0.25 } });
    expect(answering()).toEqual({ one: 0.75, two: 0.25 });
  });

  it("that are no share, or a share without an end, are refused before anything is asked", async () => {
    const { aws, serving } = await standing();
    const before = aws.calls.length;
    for (const [weight, lease] of [
      [1.01, 60],
      [-0.01, 60],
      [Number.NaN, 60],
      [0.5, null],
    ] as const)
      await expect(serving.setWeight(weight, lease)).rejects.toMatchObject({ code: "bad-input" });
    expect(aws.calls).toHaveLength(before);
  });
});

describe("an endpoint that somebody else is updating", () => {
  async function updating(ms: number) {
    const { aws, clock, serving, ...world } = await standing();
    const endpoint = aws.control.endpoint("mail");
    const { config = "", hosting = "instances", given = {}, variants = [], shadow = [] } = endpoint ?? {};
    const to = { config, hosting, given, variants, shadow };
    Object.assign(endpoint ?? {}, {
      transition: { status: "Updating", endsAt: clock.now() + ms, to, alarms: [] },
    });
    return { ...world, aws, clock, serving };
  }

  it("is waited for, by each verb", async () => {
    for (const verb of ["deploy", "promote", "rollback", "setWeight"] as const) {
      const { serving, candidate, answering } = await updating(120_000);
      if (verb === "deploy") await serving.deploy(candidate("two"), "all-at-once");
      if (verb === "promote") await serving.promote(0);
      if (verb === "rollback") await serving.rollback();
      if (verb === "setWeight") await serving.setWeight(0, null);
      expect(Object.keys(answering())).toEqual([verb === "deploy" || verb === "promote" ? "two" : "one"]);
    }
  });

  it("is named at the deadline, with nothing changed", async () => {
    for (const verb of ["deploy", "promote", "rollback"] as const) {
      const { aws, serving, candidate } = await updating(10_000_000);
      const before = aws.calls.length;
      const going = verb === "deploy" ? serving.deploy(candidate("two"), "all-at-once") : serving[verb](0 as never);
      await expect(going).rejects.toMatchObject({
        code: "sagemaker-slow",
        retryable: true,
        message: "endpoint mail is Updating after 600 s",
      });
      expect(aws.calls.slice(before).filter(({ changes }) => changes)).toEqual([]);
    }
  });
});

describe("what the account or the role lacks", () => {
  it("is a quota, which is named so that it can be raised", async () => {
    const { aws, open, candidate } = await sageMakerServingUnderTest();
    aws.control.options.quota.set("ml.g5.xlarge", 0);
    for (const hosting of [
      undefined,
      { mode: "async", output: "s3://answers/mail" },
      { mode: "inference-component", copies: 1, memoryMb: 8192, accelerators: 1 },
    ] as const) {
      const serving = await open(aws.http, { model: { ...sageMakerModel, hosting } });
      await expect(serving.deploy(candidate("one"), "all-at-once")).rejects.toMatchObject({
        code: "sagemaker-quota",
        hint: expect.stringContaining("raise the quota 'ml.g5.xlarge for endpoint usage' in Service Quotas"),
      });
      expect([aws.control.models.size, aws.control.configs.size]).toEqual([0, 0]);
    }
  });

  it("is a permission of a further part, which is named", async () => {
    for (const action of [
      ...["CreateInferenceComponent", "UpdateInferenceComponent", "DescribeInferenceComponent"],
      ...["CreateModel", "CreateEndpointConfig", "CreateEndpoint"],
    ]) {
      const { aws, open, candidate } = await sageMakerServingUnderTest();
      const hosting = { mode: "inference-component", copies: 1, memoryMb: 8192, accelerators: 1 } as const;
      const serving = await open(aws.http, { model: { ...sageMakerModel, hosting } });
      if (action.startsWith("Update")) await serving.deploy(candidate("one"), "all-at-once");
      aws.control.denied.add(`sagemaker:${action}`);
      await expect(serving.deploy(candidate("two"), "all-at-once")).rejects.toMatchObject({
        code: "sagemaker-forbidden",
        hint: expect.stringContaining(`allow sagemaker:${action} to arn:aws:sts::`),
      });
      aws.control.denied.clear();
      await serving.deploy(candidate("two"), "all-at-once");
      expect(aws.control.component("mail")?.specification.ModelName).toBeDefined();
    }
  });
});

describe("the wrong region", () => {
  it("is told from what a signature of another one is answered", async () => {
    const { aws, open } = await sageMakerServingUnderTest();
    const serving = await open();
    aws.interfere = async () => ({
      status: 403,
      headers: { "content-type": "application/x-amz-json-1.1" },
      body: JSON.stringify({
        __type: "InvalidSignatureException",
        message: "Credential should be scoped to a valid region, not 'eu-central-1'.",
      }),
    });
    await expect(serving.describe()).rejects.toMatchObject({
      code: "wrong-region",
      hint: "AWS_REGION is eu-central-1",
    });
  });
});
