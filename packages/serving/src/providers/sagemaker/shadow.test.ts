import { describe, expect, it } from "vitest";
import { dyingAws, sageMakerServingUnderTest } from "#testing";

async function shadowed(share?: number) {
  const world = await sageMakerServingUnderTest();
  const serving = await world.open(world.aws.http, { shadowShare: share });
  await serving.deploy(world.candidate("one"), "canary");
  const deployed = await serving.deploy(world.candidate("two"), "shadow");
  const seen = () => {
    const { variants = [], shadow = [] } = world.aws.control.endpoint("mail") ?? {};
    const of = (fleets: typeof variants): unknown => fleets.map(({ name, weight }) => [name, weight]);
    return { production: of(variants), shadow: of(shadow) };
  };
  return { ...world, serving, deployed, seen };
}
const alone = { production: [["baseline", 1]], shadow: [] };

describe("a shadow", () => {
  it("gets copies of a share of the requests, and no weight", async () => {
    const { serving, deployed, seen, candidate } = await shadowed(0.25);
    expect(seen()).toEqual({ production: [["baseline", 1]], shadow: [["canary", 0.25]] });
    expect(deployed).toMatchObject({ shadow: 0.25, variants: { canary: { modelRef: "two" } } });
    expect(await serving.describe()).toEqual(deployed);
    expect(await serving.deploy(candidate("two"), "shadow")).toEqual(deployed);
    expect(await serving.health()).toMatchObject({ canary: { modelRef: "two", healthy: true } });
    expect(await serving.weights()).toEqual({ canary: 0, leaseExpiresAt: null });
    await expect(serving.setWeight(0.05, 60)).rejects.toMatchObject({ code: "shadow-canary" });
    expect(await serving.setWeight(0, null)).toEqual({ canary: 0, leaseExpiresAt: null });
    await expect(serving.deploy(candidate("three"), "shadow")).rejects.toMatchObject({ code: "canary-present" });
  });

  it("takes another share, and all unless told", async () => {
    const { aws, open, candidate, seen } = await shadowed();
    expect(seen().shadow).toEqual([["canary", 1]]);
    const less = await open(aws.http, { shadowShare: 0.5 });
    expect(await less.deploy(candidate("two"), "shadow")).toMatchObject({ shadow: 0.5 });
    expect([seen().shadow, aws.control.configs.size]).toEqual([[["canary", 0.5]], 1]);
    for (const shadowShare of [0, 1.5, Number.NaN])
      await expect((await open(aws.http, { shadowShare })).deploy(candidate("two"), "shadow")).rejects.toMatchObject({
        problems: [{ where: "shadow-percent" }],
      });
  });

  it("is promoted by weights, so that its bake can be rolled back", async () => {
    const { aws, serving, answering, open, seen } = await shadowed();
    let updates = 0;
    const killedInItsBake = await open({
      async send(request) {
        // the first one makes a canary of the shadow
        if (request.headers?.["x-amz-target"]?.endsWith(".UpdateEndpoint") && ++updates === 2)
          throw new Error("killed");
        return await aws.http.send(request);
      },
    });
    await expect(killedInItsBake.promote(600)).rejects.toThrow("killed");
    expect([answering(), aws.control.endpoint("mail")?.variants.length]).toEqual([{ two: 1 }, 2]);
    expect((await serving.rollback()).variants).toMatchObject({ baseline: { modelRef: "one" }, canary: null });
    expect([answering(), seen()]).toEqual([{ one: 1 }, alone]);
  });

  it("ends by rollback, and leaves nothing", async () => {
    const { aws, serving, seen } = await shadowed();
    const back = await serving.rollback();
    expect(back).not.toHaveProperty("shadow");
    expect(back).toMatchObject({ variants: { baseline: { modelRef: "one" }, canary: null } });
    expect([seen(), aws.control.models.size, aws.control.configs.size]).toEqual([alone, 1, 1]);
  });

  it("becomes a canary without weight, a canary a shadow, and either everything at once", async () => {
    const { serving, candidate, seen, answering } = await shadowed();
    expect(await serving.deploy(candidate("two"), "canary")).not.toHaveProperty("shadow");
    expect(seen()).toEqual({
      production: [
        ["baseline", 1],
        ["canary", 0],
      ],
      shadow: [],
    });
    await serving.setWeight(0.5, 6000);
    expect(await serving.deploy(candidate("two"), "shadow")).toMatchObject({ shadow: 1 });
    expect(answering()).toEqual({ one: 1 });
    await serving.deploy(candidate("two"), "canary");
    expect(await serving.weights()).toEqual({ canary: 0, leaseExpiresAt: null });
    await serving.deploy(candidate("two"), "shadow");
    await serving.deploy(candidate("two"), "all-at-once");
    expect([answering(), seen()]).toEqual([{ two: 1 }, alone]);
  });

  it("that does not start leaves what serves alone", async () => {
    const { serving, candidate, seen } = await shadowed();
    await serving.rollback();
    await expect(serving.deploy(candidate("bad", { fail: true }), "shadow")).rejects.toMatchObject({
      code: "server-unhealthy",
      message: expect.stringContaining("no such model"),
    });
    expect(seen()).toEqual(alone);
  });

  it("stands after the next run, with what it captures and how it is scaled, wherever one was killed", async () => {
    const told = { capture: { destination: "s3://captured/mail", percent: 5 }, scaling: { min: 1, max: 2, target: 9 } };
    for (let calls = 1; ; calls += 3) {
      const { aws, open, candidate, answering } = await sageMakerServingUnderTest();
      await (await open()).deploy(candidate("one"), "canary");
      const dying = await open(dyingAws(aws.http, calls, "calls"), told);
      const survived = await dying.deploy(candidate("two"), "shadow").then(
        () => true,
        () => false,
      );
      expect(answering()).toEqual({ one: 1 });
      const serving = await open(aws.http, told);
      expect(await serving.deploy(candidate("two"), "shadow")).toMatchObject({ shadow: 1 });
      expect(await serving.describe()).toMatchObject({ variants: { canary: { modelRef: "two" } }, shadow: 1 });
      const endpoint = aws.control.endpoint("mail");
      expect(endpoint?.shadow.map(({ name }) => name)).toEqual(["canary"]);
      expect(endpoint?.given["DataCaptureConfig"]).toMatchObject({ InitialSamplingPercentage: 5 });
      expect([...aws.control.targets.keys(), aws.control.models.size, aws.control.configs.size]).toEqual([
        "mail/baseline",
        2,
        1,
      ]);
      if (survived) break;
    }
  });

  it("is promoted by the next run, wherever one was killed", async () => {
    for (let calls = 1; ; calls += 3) {
      const { aws, serving, open, answering, seen } = await shadowed();
      const dying = await open(dyingAws(aws.http, calls, "calls"));
      const survived = await dying.promote(0).then(
        () => true,
        () => false,
      );
      expect(Object.keys(answering()).join()).toMatch(/^(one|two)$/);
      await serving.promote(0);
      expect([answering(), seen()]).toEqual([{ two: 1 }, alone]);
      if (survived) break;
    }
  });
});
