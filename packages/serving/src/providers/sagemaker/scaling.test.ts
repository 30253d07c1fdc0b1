import { describe, expect, it } from "vitest";
import { dyingAws, sageMakerModel, sageMakerServingUnderTest } from "#testing";

const scaling = { min: 1, max: 4, target: 30 };

async function scaled() {
  const world = await sageMakerServingUnderTest();
  const told = await world.open(world.aws.http, { scaling });
  /** As promote, rollback and the gate open it: they are not told. */
  const untold = await world.open();
  await told.deploy(world.candidate("one"), "canary");
  const targets = () =>
    [...world.aws.control.targets].map(([name, { min, max, suspended }]) => [
      name,
      `${min}..${max}`,
      Object.values(suspended).some(Boolean) ? "suspended" : "active",
    ]);
  const changes = (): string[] => world.aws.calls.flatMap(({ operation, changes }) => (changes ? [operation] : []));
  const variants = () => world.aws.control.endpoint("mail")?.variants ?? [];
  return { ...world, told, untold, targets, changes, variants };
}
const active = (variant: string) => [`mail/${variant}`, "1..4", "active"];

describe("autoscaling", () => {
  it("tracks the requests of each variant, and is told once", async () => {
    const { aws, told, candidate, targets, changes } = await scaled();
    expect(targets()).toEqual([active("baseline")]);
    const [policy] = aws.control.targets.get("mail/baseline")?.policies.values() ?? [];
    expect(policy).toMatchObject({
      TargetTrackingScalingPolicyConfiguration: {
        TargetValue: 30,
        PredefinedMetricSpecification: { PredefinedMetricType: "SageMakerVariantInvocationsPerInstance" },
      },
    });
    await told.deploy(candidate("two"), "canary");
    expect(targets()).toEqual([active("baseline"), active("canary")]);
    const before = aws.control.targets.get("mail/canary")?.arn;
    await told.deploy(candidate("two"), "canary");
    expect([targets(), aws.control.targets.get("mail/canary")?.arn]).toEqual([
      [active("baseline"), active("canary")],
      before,
    ]);
    expect(changes().at(-1)).toBe("PutScalingPolicy");
  });

  it("is not loaded, nor asked for a permission, where nobody wants it", async () => {
    const { aws, open, candidate } = await sageMakerServingUnderTest();
    const serving = await open();
    await serving.deploy(candidate("one"), "canary");
    await serving.deploy(candidate("two"), "canary");
    await serving.promote(0);
    await serving.stop();
    expect(aws.calls.filter(({ service }) => service !== "sagemaker")).toEqual([]);
  });

  it("holds still while the endpoint changes, and lets go of a variant before that one goes", async () => {
    const { aws, told, untold, candidate, targets, variants } = await scaled();
    await told.deploy(candidate("two"), "canary");
    const during: unknown[] = [];
    aws.interfere = async (call, proceed) => {
      if (call.operation === "UpdateEndpoint") during.push(targets());
      return await proceed();
    };
    await untold.promote(0);
    expect(during).toEqual([[["mail/baseline", "1..4", "suspended"]]]);
    expect([targets(), variants().map(({ name }) => name)]).toEqual([[active("baseline")], ["baseline"]]);
  });

  it("keeps the instances of both models while traffic moves between them", async () => {
    const { aws, told, untold, candidate, targets } = await scaled();
    await told.deploy(candidate("two"), "canary");
    const during: unknown[] = [];
    aws.interfere = async (call, proceed) => {
      if (call.operation === "UpdateEndpointWeightsAndCapacities")
        during.push([...aws.control.targets.values()].map(({ suspended }) => suspended));
      return await proceed();
    };
    await untold.setWeight(0.5, 600);
    await untold.promote(0);
    const fewer = { DynamicScalingInSuspended: true };
    expect(during.at(-1)).toMatchObject([fewer, fewer]);
    expect(during.at(-1)).not.toMatchObject([{ DynamicScalingOutSuspended: true }, {}]);
    expect(targets()).toEqual([active("baseline")]);
  });

  it("stands in no rollback's way", async () => {
    const { aws, told: deploying, candidate, open, answering } = await scaled();
    await deploying.deploy(candidate("two"), "canary");
    const killedInItsBake = await open({
      async send(request) {
        if (request.headers?.["x-amz-target"]?.endsWith(".UpdateEndpoint")) throw new Error("killed");
        return await aws.http.send(request);
      },
    });
    await expect(killedInItsBake.promote(600)).rejects.toThrow("killed");
    // the run after it goes on with the bake, in which no instance is taken away
    const before = aws.calls.length;
    await expect(killedInItsBake.promote(600)).rejects.toThrow("killed");
    const told = aws.calls.slice(before).map(({ body }) => Buffer.from(body).toString());
    const kept = told.filter((text) => text.includes('"SuspendedState":{"DynamicScalingInSuspended":true}'));
    expect([answering(), kept.length]).toEqual([{ two: 1 }, 2]);
    for (const action of ["RegisterScalableTarget", "DescribeScalableTargets", "DeregisterScalableTarget"])
      aws.control.denied.add(`application-autoscaling:${action}`);
    await expect((await open()).rollback()).rejects.toMatchObject({ code: "sagemaker-forbidden" });
    expect(answering()).toEqual({ one: 1 });
    aws.control.denied.clear();
    expect((await (await open()).rollback()).variants).toMatchObject({ baseline: { modelRef: "one" }, canary: null });
    expect([answering(), [...aws.control.targets.keys()]]).toEqual([{ one: 1 }, ["mail/baseline"]]);
  });

  it("gives a promoted model no fewer instances than it was scaled to", async () => {
    const { told, untold, candidate, variants } = await scaled();
    await told.deploy(candidate("two"), "canary");
    await untold.setWeight(0.95, 6000);
    Object.assign(variants()[1] ?? {}, { count: 3 });
    await untold.promote(0);
    expect(variants().map(({ name, count }) => [name, count])).toEqual([["baseline", 3]]);
  });

  it("gives the inactive colour as many instances as the active one has, before it takes everything", async () => {
    const { aws, told, untold, candidate, variants } = await scaled();
    await told.deploy(candidate("two"), "blue-green");
    Object.assign(variants()[0] ?? {}, { count: 3 });
    const moved: unknown[] = [];
    aws.interfere = async (call, proceed) => {
      const body = Buffer.from(call.body).toString();
      if (call.operation.includes("Weights") && body.includes('DesiredWeight"'))
        moved.push(variants().map(({ count }) => count));
      return await proceed();
    };
    await untold.promote(0);
    expect([moved, variants().map(({ count }) => count)]).toEqual([[[3, 3]], [3]]);
  });

  it("leaves a canary with little weight its minimum", async () => {
    const world = await sageMakerServingUnderTest();
    const serving = await world.open(world.aws.http, { scaling: { ...scaling, min: 2 } });
    await serving.deploy(world.candidate("one"), "canary");
    await serving.deploy(world.candidate("two"), "canary");
    await serving.setWeight(0.05, 600);
    expect(world.aws.control.endpoint("mail")?.variants.map(({ count }) => count)).toEqual([2, 2]);
    expect([...world.aws.control.targets.values()].map(({ min }) => min)).toEqual([2, 2]);
  });

  it("allows other instances of the variant that it holds", async () => {
    const { aws, open, candidate, targets, variants } = await scaled();
    const model = { ...sageMakerModel, instanceType: "ml.g5.2xlarge" };
    await (await open(aws.http, { scaling, model })).deploy(candidate("two"), "all-at-once");
    expect([targets(), variants().map(({ instanceType }) => instanceType)]).toEqual([
      [active("baseline")],
      ["ml.g5.2xlarge"],
    ]);
  });

  it("ends with a deployment that does not want it, and with the endpoint", async () => {
    const { told, untold, candidate, targets } = await scaled();
    await untold.deploy(candidate("one"), "canary");
    expect(targets()).toEqual([]);
    await told.deploy(candidate("two"), "canary");
    expect(targets()).toEqual([active("baseline"), active("canary")]);
    await untold.stop();
    expect(targets()).toEqual([]);
  });

  it("goes on as before when a model does not come into service", async () => {
    const { told, candidate, targets, answering } = await scaled();
    await expect(told.deploy(candidate("bad", { fail: true }), "canary")).rejects.toMatchObject({
      code: "server-unhealthy",
    });
    expect([targets(), answering()]).toEqual([[active("baseline")], { one: 1 }]);
  });

  it("waits for what Auto Scaling or SageMaker is about", async () => {
    const { aws, told, candidate, targets, changes } = await scaled();
    aws.control.options.busyTargets = 3;
    // an instance that was added while the deployment looked the other way
    let grew = false;
    aws.interfere = async (call, proceed) => {
      const answer = await proceed();
      if (call.operation === "CreateModel" && !grew) {
        grew = true;
        const endpoint = aws.control.endpoint("mail");
        const { config = "", hosting = "instances", given = {}, variants = [], shadow = [] } = endpoint ?? {};
        const to = { config, hosting, given, shadow, variants: variants.map((one) => ({ ...one, count: 2 })) };
        const endsAt = aws.control.endpoint("mail")?.modifiedAt ?? 0;
        Object.assign(endpoint ?? {}, { transition: { status: "Updating", endsAt: endsAt + 60_000, to, alarms: [] } });
      }
      return answer;
    };
    await told.deploy(candidate("two"), "canary");
    expect([grew, targets()]).toEqual([true, [active("baseline"), active("canary")]]);
    expect(aws.control.endpoint("mail")?.variants.map(({ count }) => count)).toEqual([2, 1]);
    expect(changes()).toContain("UpdateEndpoint");
  });

  it("does not touch what somebody else scales, and says so before anything is made", async () => {
    const { aws, open, candidate } = await sageMakerServingUnderTest();
    const untold = await open();
    await untold.deploy(candidate("one"), "canary");
    const theirs = {
      ...{ arn: "arn:aws:application-autoscaling:eu-central-1:111122223333:scalable-target/1", createdAt: 0 },
      ...{ endpoint: "mail", variant: "baseline", min: 1, max: 9, suspended: {}, tags: {}, policies: new Map() },
    };
    aws.control.targets.set("mail/baseline", theirs);
    const before = JSON.stringify(theirs);
    const calls = aws.calls.length;
    const told = await open(aws.http, { scaling });
    await expect(told.deploy(candidate("two"), "canary")).rejects.toMatchObject({ code: "scaling-taken" });
    expect(aws.calls.slice(calls).filter(({ changes }) => changes)).toEqual([]);
    await untold.deploy(candidate("two"), "canary");
    await untold.promote(0);
    expect(JSON.stringify(aws.control.targets.get("mail/baseline"))).toBe(before);
  });

  it("is refused where it is no range, and names the permission that is missing", async () => {
    const { aws, open, candidate, answering } = await sageMakerServingUnderTest();
    for (const [changed, wheres] of [
      [{ min: 0 }, ["sagemaker-autoscaling"]],
      [{ min: 5 }, ["sagemaker-autoscaling"]],
      [{ max: 0 }, ["sagemaker-autoscaling", "sagemaker-instance-count"]],
      [{ max: Number.NaN, target: 0 }, ["sagemaker-autoscaling", "sagemaker-autoscaling-target"]],
    ] as const) {
      const deploying = (await open(aws.http, { scaling: { ...scaling, ...changed } })).deploy(
        candidate("one"),
        "canary",
      );
      await expect(deploying).rejects.toMatchObject({ problems: wheres.map((where) => ({ where })) });
    }
    expect(aws.calls).toEqual([]);
    const told = await open(aws.http, { scaling });
    aws.control.denied.add("application-autoscaling:RegisterScalableTarget");
    await expect(told.deploy(candidate("one"), "canary")).rejects.toMatchObject({
      code: "sagemaker-forbidden",
      hint: expect.stringContaining("allow application-autoscaling:RegisterScalableTarget"),
    });
    aws.control.denied.clear();
    await told.deploy(candidate("one"), "canary");
    expect([answering(), aws.control.targets.size]).toEqual([{ one: 1 }, 1]);
  });

  it("is whole again in the next run, wherever a promotion was killed", async () => {
    for (let calls = 1; ; calls += 3) {
      const { aws, told, untold, candidate, open, targets, answering } = await scaled();
      await told.deploy(candidate("two"), "canary");
      await untold.setWeight(0.95, 6000);
      const dying = await open(dyingAws(aws.http, calls, "calls"));
      const survived = await dying.promote(0).then(
        () => true,
        () => false,
      );
      await untold.promote(0);
      expect([targets(), answering()]).toEqual([[active("baseline")], { two: 1 }]);
      if (survived) break;
    }
  });
});
