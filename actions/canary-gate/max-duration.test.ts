import { readFile } from "node:fs/promises";
import { describe, expect, it } from "vitest";
import { type CanaryState, canaryStateSchema } from "#contracts";
import { sageMakerGateUnderTest } from "#testing";
import { run } from "./run.ts";
import { spec } from "./spec.ts";

const absent = Object.fromEntries(Object.keys(spec.inputs).map((name) => [name, undefined]));

async function gated() {
  const world = await sageMakerGateUnderTest();
  return {
    ...world,
    gate: (more: object = {}) => run({ ...absent, ...world.inputs, ...more } as never, world.deps),
    share: async () => (await world.serving.weights()).canary,
    stored: async (): Promise<CanaryState> => canaryStateSchema.parse(JSON.parse(await readFile(world.state, "utf8"))),
  };
}

describe("a rollout of one look a run", () => {
  it("does not hold a canary without traffic for ever", async () => {
    const world = await gated();
    const { gate, clock, answering, stored } = world;
    const held = { "min-requests": 100_000, "max-duration": 4 * 3600 };
    const seen: unknown[] = [];
    for (let hour = 0; hour < 4; hour++) {
      const { verdict, outputs } = await gate(held);
      seen.push([verdict, outputs["weight"]]);
      clock.advance(3600_000);
    }
    expect(seen).toEqual(Array(4).fill(["inconclusive", 0.1]));
    const { verdict, outputs, report } = await gate(held);
    expect([verdict, outputs["weight"], outputs["reasons"]]).toEqual(["inconclusive", 0, "timed-out"]);
    expect(report?.markdown).toContain("was over before its plan was");
    expect([answering(), (await stored()).drive?.ended]).toEqual([{ one: 1 }, "timed-out"]);
    // and what is over stays over, without a claim on the deployment
    expect(await gate(held).catch((error: unknown) => error)).toMatchObject({ code: "canary-ended" });
    expect((await gate({ state: "gate/next.json" })).outputs["steps"]).toBe("1/3");
  }, 60_000);

  it("that passed in time waits for promote, however late that comes", async () => {
    const { gate, clock, share } = await gated();
    for (let look = 0; look < 3; look++) await gate();
    clock.advance(90_000_000);
    expect([(await gate()).verdict, await share()]).toEqual(["pass", 0.5]);
  }, 60_000);
});
