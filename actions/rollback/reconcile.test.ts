import { describe, expect, it } from "vitest";
import { reconciliationSchema } from "#contracts";
import { rollbackInputs, sageMakerGateUnderTest } from "#testing";
import { run } from "./run.ts";

async function canary() {
  const world = await sageMakerGateUnderTest();
  const inputs = { ...rollbackInputs, target: "sagemaker", endpoint: "mail", only: "abandoned", language: "en" };
  const changes = () => world.aws.calls.filter((call) => call.changes).length;
  return {
    ...world,
    changes,
    async reconcile(more: object = {}) {
      const { outputs, report } = await run({ ...inputs, "state-dir": world.stateDir, ...more } as never, world.deps);
      const { endpoints } = reconciliationSchema.parse(report?.json);
      return { found: endpoints[0]?.found, reconciled: outputs["reconciled"], markdown: report?.markdown ?? "" };
    },
  };
}

describe("rollback of abandoned canaries alone", () => {
  it("leaves a canary that is driven, takes the traffic of one whose lease ran out, and does nothing twice", async () => {
    const { reconcile, serving, clock, answering, changes, deployment } = await canary();
    await serving.setWeight(0.25, 600);
    let before = changes();
    expect(await reconcile()).toMatchObject({ found: "in-order", reconciled: 0 });
    expect(changes()).toBe(before);
    clock.advance(601_000);
    const { found, reconciled, markdown } = await reconcile();
    expect([found, reconciled, answering()]).toEqual(["abandoned", 1, { one: 1 }]);
    expect(markdown).toMatch(/Abandoned canaries: 1[\s\S]*25\.0%/);
    before = changes();
    expect(await reconcile()).toMatchObject({ found: "in-order", reconciled: 0 });
    expect(changes()).toBe(before);
    // the canary stays where it is: whoever goes on finds it
    expect(await serving.describe()).toEqual(deployment);
  });

  it("leaves what somebody moved by hand, and restores it where that is asked for", async () => {
    const { reconcile, serving, clock, answering, aws } = await canary();
    await serving.setWeight(0.25, 600);
    const [baseline, other] = aws.control.endpoint("mail")?.variants ?? [];
    Object.assign(baseline ?? {}, { weight: 0.5 });
    Object.assign(other ?? {}, { weight: 0.5 });
    for (const seconds of [0, 601]) {
      clock.advance(seconds * 1000);
      const { found, reconciled, markdown } = await reconcile({ language: "ru" });
      expect([found, reconciled, answering()]).toEqual(["moved", 0, { one: 0.5, two: 0.5 }]);
      expect(markdown).toContain("Чужое решение не отменяется");
    }
    expect(await reconcile({ only: "recorded" })).toMatchObject({ found: "moved", reconciled: 1 });
    expect(answering()).toEqual({ one: 1 });
  });

  it("waits for a SageMaker that changes the endpoint", async () => {
    const { reconcile, serving, clock, answering, aws } = await canary();
    await serving.setWeight(0.25, 600);
    clock.advance(601_000);
    const endpoint = aws.control.endpoint("mail");
    const { config = "", variants = [] } = endpoint ?? {};
    const endsAt = clock.now() + 60_000;
    Object.assign(endpoint ?? {}, { transition: { status: "Updating", endsAt, to: { config, variants }, alarms: [] } });
    expect((await reconcile()).found).toBe("abandoned");
    expect([answering(), clock.now() >= endsAt]).toEqual([{ one: 1 }, true]);
  });

  it("does not keep one endpoint waiting for another that cannot be looked at, and fails for it", async () => {
    const { reconcile, serving, clock, answering, aws, changes } = await canary();
    await serving.setWeight(0.25, 600);
    clock.advance(601_000);
    await expect(reconcile({ endpoint: "gone, mail, gone" })).rejects.toMatchObject({
      code: "not-reconciled",
      message: expect.stringMatching(/1 of 2 endpoints.*nothing is deployed at gone/),
    });
    expect(answering()).toEqual({ one: 1 });
    const before = changes();
    aws.control.endpoint("mail")?.tags.delete("genai-mlops");
    await expect(reconcile()).rejects.toThrow("was not made by this toolkit");
    await expect(reconcile({ endpoint: " , " })).rejects.toMatchObject({ code: "bad-input" });
    expect(changes()).toBe(before);
  });
});
