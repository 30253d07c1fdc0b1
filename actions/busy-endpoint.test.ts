import { describe, expect, it } from "vitest";
import { type Deployment, ToolkitError } from "#contracts";
import type { Candidate, Serving } from "#serving";
import { fakeDeps } from "#testing";
import { onceFree } from "./busy-endpoint.ts";

const deployment = { id: "mail-01" } as Deployment;

/** An endpoint that somebody else changes for the next so many calls. */
function taken(calls: number, code = "locked") {
  const seen = { calls: 0 };
  const change = async (): Promise<Deployment> => {
    seen.calls += 1;
    if (seen.calls <= calls) throw new ToolkitError({ code, retryable: true, message: "held by process 7" });
    return deployment;
  };
  return { seen, serving: { deploy: change, promote: change, rollback: change } as unknown as Serving };
}
const verbs = [
  (serving: Serving) => serving.deploy({} as Candidate, "canary"),
  (serving: Serving) => serving.promote(0),
  (serving: Serving) => serving.rollback(),
];

describe("an endpoint that somebody changes", () => {
  it.each(["locked", "endpoint-contested", "deployment-raced"])("is waited for (%s), then changed", async (code) => {
    const deps = await fakeDeps();
    for (const verb of verbs) {
      const { seen, serving } = taken(3, code);
      expect(await verb(onceFree(serving, { "on-busy": "wait", "busy-timeout": 60 }, deps))).toBe(deployment);
      expect(seen.calls).toBe(4);
    }
    expect(deps.log.lines.join("\n")).toContain("waiting, at most 60 s: held by process 7");
  });

  it("is given up at the deadline, or at once where the job says so, and names who was there", async () => {
    const deps = await fakeDeps();
    for (const [onBusy, calls] of [
      ["wait", 13],
      ["refuse", 1],
    ] as const)
      for (const verb of verbs) {
        const { seen, serving } = taken(Number.POSITIVE_INFINITY);
        const free = onceFree(serving, { "on-busy": onBusy, "busy-timeout": 60 }, deps);
        await expect(verb(free)).rejects.toMatchObject({
          code: "endpoint-busy",
          message: expect.stringContaining("held by process 7"),
        });
        expect(seen.calls).toBe(calls);
      }
  });

  it("is not waited for when something else is wrong, nor after a cancel", async () => {
    const deps = await fakeDeps();
    const { seen, serving } = taken(1, "canary-present");
    const waiting = { "on-busy": "wait", "busy-timeout": 60 } as const;
    await expect(onceFree(serving, waiting, deps).rollback()).rejects.toMatchObject({ code: "canary-present" });
    expect(seen.calls).toBe(1);
    const cancelled = onceFree(taken(9).serving, waiting, { ...deps, signal: AbortSignal.abort() });
    await expect(cancelled.rollback()).rejects.toMatchObject({ code: "cancelled" });
  });
});
