import { describe, expect, it } from "vitest";
import { sageMakerServingUnderTest } from "#testing";

describe("weights of a SageMaker endpoint", () => {
  async function canary() {
    const world = await sageMakerServingUnderTest();
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

  /** As somebody moves them by hand, or Terraform with a configuration of its own. */
  const move = ({ aws }: Awaited<ReturnType<typeof canary>>, weight: number, rest = 1): void => {
    const [baseline, other] = aws.control.endpoint("mail")?.variants ?? [];
    Object.assign(baseline ?? {}, { weight: rest });
    Object.assign(other ?? {}, { weight });
  };

  it("that Terraform reset are given again where that is asked for, while their lease lasts, and 0 afterwards", async () => {
    const world = await canary();
    const { serving, answering, deps } = world;
    await serving.setWeight(0.5, 600);
    move(world, 0);
    expect(await serving.reconcile(true)).toMatchObject({ found: "moved", before: { canary: 0 } });
    expect(answering()).toEqual({ one: 0.5, two: 0.5 });
    await deps.clock.sleep(601_000);
    move(world, 1);
    expect((await serving.reconcile(true)).after.canary).toBe(0);
    expect(answering()).toEqual({ one: 1 });
  });

  it("are only looked at by whoever asks for them", async () => {
    const world = await canary();
    await world.serving.setWeight(0.5, 600);
    move(world, 0.25, 0.75);
    await world.deps.clock.sleep(601_000);
    const before = world.sent().length;
    expect((await world.serving.weights()).canary).toBe(0.25);
    expect(world.sent().slice(before).join()).not.toMatch(/Add|Update/);
  });

  it("that were abandoned go to 0, once, and those that somebody moved by hand stay", async () => {
    const world = await canary();
    const { serving, answering, deps, sent } = world;
    await serving.setWeight(0.25, 600);
    expect((await serving.reconcile(false)).found).toBe("in-order");
    await deps.clock.sleep(601_000);
    const moved = { canary: 0.25, leaseExpiresAt: expect.any(String) };
    const after = { canary: 0, leaseExpiresAt: moved.leaseExpiresAt };
    expect(await serving.reconcile(false)).toEqual({ found: "abandoned", before: moved, after });
    expect(answering()).toEqual({ one: 1 });
    const before = sent().length;
    expect(await serving.reconcile(false)).toEqual({ found: "in-order", before: after, after });
    expect(sent().slice(before).join()).not.toMatch(/Add|Update/);
    move(world, 0.5, 0.5);
    for (const seconds of [0, 10_000]) {
      await deps.clock.sleep(seconds * 1000);
      expect((await serving.reconcile(false)).found).toBe("moved");
      expect(answering()).toEqual({ one: 0.5, two: 0.5 });
    }
  });

  it("that a killed run left on their way are abandoned too", async () => {
    const { aws, serving, open, answering, deps } = await canary();
    await serving.setWeight(0.25, 600);
    const dying = await open({
      async send(request) {
        if (request.headers?.["x-amz-target"]?.endsWith("WeightsAndCapacities")) throw new Error("killed");
        return await aws.http.send(request);
      },
    });
    await expect(dying.setWeight(0.5, 600)).rejects.toThrow("killed");
    expect((await serving.reconcile(false)).found).toBe("in-order");
    await deps.clock.sleep(901_000);
    expect(await serving.reconcile(false)).toMatchObject({ found: "abandoned", after: { canary: 0 } });
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
    aws.control.denied.delete("sagemaker:AddTags");
    await serving.setWeight(0.5, 600);
    aws.control.denied.add("sagemaker:AddTags");
    await expect(serving.rollback()).rejects.toMatchObject({ code: "sagemaker-forbidden" });
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
