import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { afterEach, describe, expect, it } from "vitest";
import type { CanaryReport, Problem } from "#contracts";
import { closeAll, right, rollout } from "#testing";
import { planOf } from "./plan.ts";
import { run } from "./run.ts";

afterEach(closeAll);

describe("canary-gate on live traffic", () => {
  it("passes a canary that answers as the baseline does, and hands its weight over", async () => {
    const { run: gate, admin } = await rollout(run, right);
    const { verdict, report } = await gate();
    const json = report?.json as CanaryReport;
    if (verdict !== "pass") expect(json.looks.at(-1)).toEqual({});
    expect(json.modelRefs).toEqual({ canary: "mail#new", baseline: "mail#old" });
    expect(json.looks.map(({ weight }) => weight)).toContain(0.6);
    expect((await admin.state()).weights.canary).toBe(0.6);
  });

  it("rolls back wrong answers, and leaves the canary nothing", async () => {
    const { run: gate, admin } = await rollout(run, () => '{"label":"ham"}');
    const { verdict, outputs } = await gate();
    expect(verdict).toBe("fail");
    expect(outputs["reasons"]).toMatch(/evidence:quality/);
    expect((await admin.state()).weights.canary).toBe(0);
  });

  it("rolls back a server that refuses a part of the requests", async () => {
    const { run: gate } = await rollout(run, right, (_request, response, count) => {
      if (count % 4 !== 0) return false;
      response.writeHead(400).end('{"error":{"message":"the request exceeds the context size"}}');
      return true;
    });
    const { verdict, outputs } = await gate();
    expect(verdict).toBe("fail");
    expect(outputs["reasons"]).toMatch(/evidence:errors/);
  });

  it("does not pass what runs out of time", async () => {
    const { run: gate, admin } = await rollout(run, right, undefined, { "max-duration": 0 });
    expect((await gate()).verdict).not.toBe("pass");
    expect((await admin.state()).weights.canary).toBe(0);
  });

  it("refuses a second gate on the endpoint, and leaves the first one's weights alone", async () => {
    const { run: gate, admin } = await rollout(run, right);
    const first = gate();
    await new Promise((resolve) => setTimeout(resolve, 100));
    await expect(gate()).rejects.toMatchObject({ code: "gate-busy" });
    expect((await first).verdict).toBe("pass");
    expect((await admin.state()).weights.canary).toBe(0.6);
  });

  it("ends with nothing for the canary when the router's log is damaged", async () => {
    const { run: gate, admin, deps } = await rollout(run, right);
    const path = join(deps.workspace, "state/deployments/mail/requests.jsonl");
    setTimeout(() => deps.files.append(path, "{damaged\n"), 150);
    await gate().catch((error) => expect(error.code).toBe("telemetry-corrupt"));
    expect((await admin.state()).weights.canary).toBeLessThan(1);
  });
});

describe("canary-gate on live traffic, a look a run", () => {
  // a busy machine answers slowly now and then
  const metrics = ["errors", "quality"];
  const looks = { mode: "look", state: "gate/canary-state.json", target: "local", metrics };

  it("goes on from the state with the weight that it left", async () => {
    const { run: gate, admin } = await rollout(run, right, undefined, looks);
    const first = await gate();
    expect([first.verdict, first.outputs["steps"]]).toEqual(["inconclusive", "1/2"]);
    expect((await admin.state()).weights.canary).toBe(0.6);
    const second = await gate();
    expect([second.verdict, second.outputs["looks"]]).toEqual(["pass", 1]);
    expect((await admin.state()).weights.canary).toBe(0.6);
  });

  it("leaves a canary alone that somebody took the traffic from", async () => {
    const { run: gate, admin } = await rollout(run, right, undefined, looks);
    await gate();
    await admin.setWeight(0, null);
    await expect(gate()).rejects.toMatchObject({ code: "weight-moved" });
    expect((await admin.state()).weights.canary).toBe(0);
  });
});

describe("a decision that somebody takes while the gate sends traffic", () => {
  it.each([0, 0.1])("stays, and is renewed away by nobody: %d", async (weight) => {
    const { run: gate, admin } = await rollout(run, right, undefined, { "look-requests": 3000 });
    const going = gate().catch((error: unknown) => error);
    for (let waited = 0; (await admin.state()).weights.canary === 0 && waited < 2000; waited++)
      await new Promise((resolve) => setTimeout(resolve, 50));
    await admin.setWeight(weight, weight === 0 ? null : 600);
    expect(await going).toMatchObject({ code: "weight-moved" });
    expect((await admin.state()).weights.canary).toBe(weight);
  });
});

describe("bad replay", () => {
  it.each([
    [
      "has lines that are none",
      '{broken\n{"id": "2"}\n',
      { code: "bad-rows", problems: [{ problem: "is not JSON" }, { where: expect.stringContaining(":2: messages") }] },
    ],
    ["is empty", "", { code: "dataset-empty" }],
  ])("that %s is refused before the canary gets a request", async (_, content, error) => {
    const { run: gate, admin, deps } = await rollout(run, right);
    await writeFile(join(deps.workspace, "replay.jsonl"), content);
    await expect(gate()).rejects.toMatchObject(error);
    expect((await admin.state()).weights.canary).toBe(0);
  });
});

describe("a plan", () => {
  it("grows and stays under 100 %", () => {
    expect(planOf(["5%", "0.25", "95 %"], [])).toEqual([0.05, 0.25, 0.95]);
    for (const bad of [[], ["50%", "50%"], ["100%"], ["x"], ["0%"]]) {
      const problems: Problem[] = [];
      planOf(bad, problems);
      expect(problems).toMatchObject([{ where: "plan" }]);
    }
  });
});
