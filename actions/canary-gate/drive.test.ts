import { readFile } from "node:fs/promises";
import { describe, expect, it } from "vitest";
import type { PostDeps } from "#action-kit";
import { type CanaryReport, type CanaryState, canaryStateSchema } from "#contracts";
import { dyingFiles, lifeOf, sageMakerGateUnderTest } from "#testing";
import { post } from "./post.ts";
import { run } from "./run.ts";
import { spec } from "./spec.ts";

const absent = Object.fromEntries(Object.keys(spec.inputs).map((name) => [name, undefined]));

async function gated(options?: Parameters<typeof sageMakerGateUnderTest>[0]) {
  const world = await sageMakerGateUnderTest(options);
  const given = (more: object) => ({ ...absent, ...world.inputs, ...more }) as never;
  const moved = () => world.aws.calls.filter(({ operation }) => operation.startsWith("UpdateEndpoint")).length;
  return {
    ...world,
    gate: (more: object = {}, deps: object = {}) => run(given(more), { ...world.deps, ...deps }),
    /** The post step of a run that remembered what the test's runs did. */
    post: (more: object = {}) =>
      post(given(more), { ...world.deps, savedState: (name) => world.deps.states.get(name) ?? "" } as PostDeps),
    share: async () => (await world.serving.weights()).canary,
    stored: async (): Promise<CanaryState> => canaryStateSchema.parse(JSON.parse(await readFile(world.state, "utf8"))),
    /** Whatever the work does, it moves no traffic. */
    async untouched(work: () => Promise<unknown>): Promise<unknown> {
      const before = moved();
      const result = await work().catch((error: unknown) => error);
      expect(moved()).toBe(before);
      return result;
    },
    /** As somebody does in AWS's console. */
    moveByHand(weight: number): void {
      const [baseline, canary] = world.aws.control.endpoint("mail")?.variants ?? [];
      Object.assign(baseline ?? {}, { weight: 1 - weight });
      Object.assign(canary ?? {}, { weight });
    },
  };
}
type World = Awaited<ReturnType<typeof gated>>;
const json = ({ report }: { report?: { json: unknown } | undefined }): CanaryReport => report?.json as CanaryReport;

describe("canary-gate that moves the weights of a SageMaker endpoint", () => {
  it("takes one look a run, goes up the plan, and hands the last weight over to promote", async () => {
    const { gate, weights, share, stored, serving } = await gated();
    const seen: unknown[] = [];
    for (let look = 0; look < 3; look++) {
      const { verdict, outputs } = await gate();
      seen.push([verdict, outputs["looks"], outputs["steps"], await share()]);
    }
    expect(seen).toEqual([
      ["inconclusive", 1, "1/3", 0.25],
      ["inconclusive", 1, "2/3", 0.5],
      ["pass", 1, "3/3", 0.5],
    ]);
    expect(weights).toEqual([0.1, 0.25, 0.5]);
    // no request was counted at another weight than its look's
    expect((await stored()).rates.errors.map(([canary, , baseline]) => [canary, baseline])).toEqual([
      [400, 3600],
      [1000, 3000],
      [2000, 2000],
    ]);
    // whoever was killed before it could say so says it again
    const again = await gate();
    expect([again.verdict, json(again).looks, weights.length]).toEqual(["pass", [], 3]);
    expect((await serving.promote(0)).variants.baseline.modelRef).toBe("two");
  });

  it("tells the place in the plan, the weight and its lease in the report", async () => {
    const { gate } = await gated();
    const { report } = await gate();
    expect(json({ report })).toMatchObject({
      modelRefs: { canary: "two", baseline: "one" },
      looks: [{ weight: 0.1, verdict: "CONTINUE" }],
      drive: { deployment: "sagemaker mail", steps: 3, passed: 1, weight: 0.25, leaseEndsAt: expect.any(String) },
    });
    expect(report?.markdown).toContain("25");
  });

  it("takes the traffic from a canary that fails, and gives it none any more", async () => {
    const { gate, answering, aws, clock, canary } = await gated();
    await gate();
    canary.failing = 0.3;
    let asked = Number.NaN;
    aws.interfere = async (call, proceed) => {
      if (call.operation.includes("Weights")) asked = clock.now();
      return await proceed();
    };
    const { verdict, outputs } = await gate();
    expect([verdict, outputs["reasons"], outputs["weight"]]).toEqual(["fail", "evidence:errors", 0]);
    expect(clock.now() - asked).toBeLessThan(5000);
    expect(answering()).toEqual({ one: 1 });
    await expect(gate()).rejects.toMatchObject({ code: "canary-rolled-back" });
    expect(answering()).toEqual({ one: 1 });
  });

  it("holds without data, with a new lease, and gives up where that is asked for", async () => {
    const world = await gated();
    const { gate, share, stored, answering } = world;
    await gate();
    const { leaseEndsAt } = (await stored()).drive ?? {};
    const none = { "min-requests": 100_000 };
    const held = await gate(none);
    expect([held.verdict, held.outputs["reasons"], await share()]).toEqual(["inconclusive", "too-few-requests", 0.25]);
    expect(Date.parse((await stored()).drive?.leaseEndsAt ?? "")).toBeGreaterThan(Date.parse(leaseEndsAt ?? ""));
    expect((await gate({ ...none, "on-inconclusive": "abort" })).verdict).toBe("inconclusive");
    expect(answering()).toEqual({ one: 1 });
    await expect(gate()).rejects.toMatchObject({ code: "canary-ended" });
  });

  it("waits while SageMaker changes the endpoint, and counts from when the weight is there", async () => {
    const { gate, aws, clock, stored, weights } = await gated();
    const endpoint = aws.control.endpoint("mail");
    const { config = "", variants = [] } = endpoint ?? {};
    const endsAt = clock.now() + 120_000;
    Object.assign(endpoint ?? {}, { transition: { status: "Updating", endsAt, to: { config, variants }, alarms: [] } });
    aws.control.options.weightMs = 90_000;
    expect((await gate()).outputs["steps"]).toBe("1/3");
    expect([weights, (await stored()).rates.errors[0]?.[0]]).toEqual([[0.1], 400]);
    // one that is never done is an error at a deadline of its own, and not a wait for ever
    aws.control.options.weightMs = 10_000_000;
    await expect(gate()).rejects.toMatchObject({ code: "weights-not-moved" });
  });
});

describe("a gate that takes all looks in one run", () => {
  const loop = { mode: "loop", state: undefined, "max-duration": 1e9 };

  it("goes up the plan, renewing its lease meanwhile, and needs no state", async () => {
    const { gate, weights, share, stored } = await gated();
    const { verdict, outputs, report } = await gate(loop);
    expect([verdict, outputs["looks"], outputs["steps"], await share()]).toEqual(["pass", 3, "3/3", 0.5]);
    expect([weights, json({ report }).looks.map(({ weight }) => weight)]).toEqual([
      [0.1, 0.25, 0.5],
      [0.1, 0.25, 0.5],
    ]);
    await expect(stored()).rejects.toThrow("ENOENT");
  });

  it("stops at a canary that fails, and when its time is over, with nothing for the canary", async () => {
    const failing = await gated({ failing: 0.3 });
    expect((await failing.gate(loop)).verdict).toBe("fail");
    expect(failing.answering()).toEqual({ one: 1 });
    const short = await gated();
    const { verdict, report } = await short.gate({ ...loop, "max-duration": 400 });
    expect([verdict, short.answering()]).toEqual(["inconclusive", { one: 1 }]);
    expect(report?.markdown).toContain("Time was over before the plan was");
    const held = await gated();
    const undecided = { ...loop, "min-requests": 100_000, "on-inconclusive": "abort" };
    expect([(await held.gate(undecided)).outputs["looks"], held.answering()]).toEqual([1, { one: 1 }]);
  });

  it("overrules nobody by a renewal", async () => {
    const world = await gated();
    world.during.do = () => world.moveByHand(0);
    await expect(world.gate(loop)).rejects.toMatchObject({ code: "weight-moved" });
    expect(world.answering()).toEqual({ one: 1 });
    world.during.do = () => undefined;
    expect(await world.untouched(() => world.post(loop))).toBeUndefined();
  });
});

describe("a gate that is ended in between", () => {
  it("takes the traffic back when it cannot count, and goes on at the same step when it can again", async () => {
    const { gate, answering, cloudWatch, stored, share } = await gated();
    await gate();
    cloudWatch.misbehave = () => ({
      status: 403,
      type: "AccessDeniedException",
      message: "no cloudwatch:GetMetricData",
    });
    await expect(gate()).rejects.toMatchObject({ provider: "cloudwatch" });
    expect(answering()).toEqual({ one: 1 });
    expect((await stored()).drive).toMatchObject({ step: 1, weight: 0, inForce: true });
    cloudWatch.misbehave = undefined;
    expect((await gate()).outputs["steps"]).toBe("2/3");
    expect([await share(), (await stored()).rates.errors[1]?.[0]]).toEqual([0.5, 1000]);
  });

  it("takes it back when it is cancelled in the middle of a look", async () => {
    const { gate, answering, during, cancelled } = await gated();
    during.do = () => cancelled.abort();
    await expect(gate()).rejects.toMatchObject({ code: "cancelled" });
    expect(answering()).toEqual({ one: 1 });
  });

  it("asks for 0 even where nothing can be written any more", async () => {
    const { gate, answering, during, deps, canary } = await gated();
    canary.failing = 0.3;
    let full = false;
    during.do = () => {
      full = true;
    };
    const files = {
      ...deps.files,
      async writeAtomic(path: string, content: string | Uint8Array) {
        if (full && path.endsWith("canary-state.json")) throw new Error("ENOSPC");
        await deps.files.writeAtomic(path, content);
      },
    };
    await expect(gate({}, { files })).rejects.toThrow("ENOSPC");
    expect(answering()).toEqual({ one: 1 });
  });

  it("leaves a state from which the next run goes on, or a canary without traffic, killed before any change that it makes", async () => {
    let kills = 0;
    for (let calls = 1; ; calls++) {
      const world = await gated();
      await world.gate();
      const life = lifeOf(calls);
      const dying = { http: world.mortal(life), files: dyingFiles(world.deps.files, life) };
      const killed = await world.gate({}, dying).then(
        () => false,
        () => true,
      );
      expect([0, 0.25, 0.5]).toContain(await world.share());
      // the killed process is gone, and its locks with it
      const exec = { ...world.deps.exec, isAlive: () => false };
      let verdict: string | undefined;
      for (let runs = 0; runs < 4 && verdict !== "pass"; runs++) ({ verdict } = await world.gate({}, { exec }));
      expect([calls, verdict, await world.share()]).toEqual([calls, "pass", 0.5]);
      requireHonestCounts(await world.stored(), world);
      if (!killed) break;
      kills += 1;
    }
    expect(kills).toBeGreaterThan(10);
  }, 600_000);

  /** Every look at one weight of the plan, and no request twice. */
  function requireHonestCounts({ rates, blocks }: CanaryState, { weights }: World): void {
    for (const [canary, , baseline] of rates.errors)
      expect([0.1, 0.25, 0.5]).toContainEqual(expect.closeTo(canary / (canary + baseline), 2));
    const counted = rates.errors.reduce((sum, [canary]) => sum + canary, 0);
    expect(counted).toBeLessThanOrEqual(weights.reduce((sum, weight) => sum + weight, 0) * 4000 + 1);
    expect(new Set(blocks).size).toBe(blocks.length);
  }

  it("has a post step that takes the traffic back, unless the look was complete", async () => {
    const { gate, post: ending, answering, stored, deps } = await gated();
    await gate();
    await ending();
    expect(answering()).toEqual({ one: 0.75, two: 0.25 });
    for (const forgotten of [["canary-gate"], ["canary-gate", "canary-gate-drive"]]) {
      for (const name of forgotten) deps.states.delete(name);
      await ending();
      expect(answering()).toEqual({ one: 1 });
      expect((await stored()).drive).toMatchObject({ step: 1, weight: 0 });
    }
    expect((await gate()).outputs["steps"]).toBe("2/3");
  });

  it("goes on after a lease that ran out, and counts nothing of the time in between", async () => {
    const { gate, clock, serving, stored, weights } = await gated();
    await gate();
    clock.advance(8_000_000);
    expect((await serving.reconcile(false)).found).toBe("abandoned");
    const { outputs, report } = await gate();
    expect([outputs["steps"], weights]).toEqual(["2/3", [0.1, 0.25]]);
    expect(json({ report }).notes).toContain("lease-lapsed");
    expect((await stored()).rates.errors[1]?.[0]).toBe(1000);
  });
});

describe("a decision that somebody else took", () => {
  const decisions: [string, string, (world: World) => Promise<unknown> | unknown][] = [
    ["to promote the canary", "canary-promoted", ({ serving }) => serving.promote(0)],
    ["to take it away", "canary-taken-away", ({ serving }) => serving.rollback()],
    [
      "to put another canary there",
      "canary-replaced",
      async ({ serving, candidate }) => {
        await serving.rollback();
        await serving.deploy(candidate("three"), "canary");
      },
    ],
    ["to give it more", "weight-moved", ({ moveByHand }) => moveByHand(0.4)],
    ["to give it nothing", "weight-moved", ({ moveByHand }) => moveByHand(0)],
  ];
  it.each(decisions)("%s stays: %s", async (_, code, decide) => {
    const world = await gated();
    await world.gate();
    await decide(world);
    world.deps.states.delete("canary-gate");
    const before = world.answering();
    expect(await world.untouched(() => world.gate())).toMatchObject({ code });
    // the run that stopped has nothing to take back, and neither has the one that was killed
    await world.untouched(() => world.post());
    world.deps.states.delete("canary-gate");
    await world.untouched(() => world.post());
    expect(world.answering()).toEqual(before);
  });

  it.each(decisions)("%s in the middle of a look stays, and the look does not count: %s", async (_, code, decide) => {
    const world = await gated();
    await world.gate();
    let before: unknown;
    let moved = 0;
    const moves = () => world.aws.calls.filter(({ operation }) => operation.startsWith("UpdateEndpoint")).length;
    world.during.do = async () => {
      await decide(world);
      [before, moved] = [world.answering(), moves()];
    };
    await expect(world.gate()).rejects.toMatchObject({ code });
    expect([world.answering(), moves()]).toEqual([before, moved]);
    expect((await world.stored()).blocks).toHaveLength(1);
  });

  it("while the gate waits for CloudWatch stays too", async () => {
    const world = await gated();
    await world.gate();
    world.cloudWatch.misbehave = () => void world.moveByHand(0.4);
    expect(await world.untouched(() => world.gate())).toMatchObject({ code: "weight-moved" });
    expect(await world.share()).toBe(0.4);
  });

  it("to give it nothing is told from a lease that ran out, also when that is over", async () => {
    const world = await gated();
    await world.gate();
    world.moveByHand(0);
    world.clock.advance(8_000_000);
    expect(await world.untouched(() => world.serving.reconcile(false))).toMatchObject({ found: "in-order" });
    expect(await world.untouched(() => world.gate())).toMatchObject({ code: "weight-moved" });
  });

  it("before the rollout began is none of its own", async () => {
    const world = await gated();
    await world.serving.setWeight(0.3, 600);
    expect(await world.untouched(() => world.gate())).toMatchObject({ code: "weight-not-ours" });
    await world.untouched(() => world.post());
    await world.serving.rollback();
    expect(await world.untouched(() => world.gate())).toMatchObject({ code: "no-canary" });
  });
});

describe("what does not go together", () => {
  it("is refused with all its problems, and moves nothing", async () => {
    const world = await gated();
    const refused = async (more: object) => {
      const error = await world.untouched(() => world.gate(more));
      return (error as { problems?: { where: string }[] }).problems?.map(({ where }) => where);
    };
    expect(await refused({ endpoint: undefined, state: undefined, lease: 300, plan: ["50%", "20%"] })).toEqual([
      "endpoint",
      "state",
      "lease",
      "plan",
    ]);
    expect(await refused({ target: "none", mode: "loop" })).toEqual(["mode"]);
    expect(await refused({ "metric-source": "router" })).toEqual(["target"]);
    expect(await refused({ metrics: ["quality"] })).toEqual(["metrics"]);
  });

  it("is a state of another rollout", async () => {
    const selectors = { "canary-selector": ["VariantName=canary"], "baseline-selector": ["VariantName=baseline"] };
    const world = await gated();
    await world.gate();
    const share = await world.share();
    for (const [more, code] of [
      [{ plan: ["10%", "90%"] }, "canary-plan-changed"],
      [{ target: "none", ...selectors }, "canary-driven"],
      [{ alpha: 0.1 }, "canary-rules-changed"],
    ] as const)
      expect(await world.untouched(() => world.gate(more))).toMatchObject({ code });
    expect(await world.share()).toBe(share);
    const looked = await gated();
    await looked.gate({ target: "none", ...selectors });
    expect(await looked.untouched(() => looked.gate())).toMatchObject({ code: "canary-not-driven" });
  });

  it("is a second gate on the deployment, between two looks of the first one too", async () => {
    const world = await gated();
    await world.gate();
    const second = await world.untouched(() => world.gate({ state: "other/canary-state.json" }));
    expect(second).toMatchObject({ code: "gate-busy" });
    await world.untouched(() => world.post({ state: "other/canary-state.json" }));
    expect(await world.share()).toBe(0.25);
  });
});
