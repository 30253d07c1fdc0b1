import { describe, expect, it } from "vitest";
import type { CanaryDrive, CanaryLook } from "#contracts";
import {
  afterLook,
  asking,
  given,
  interferenceIn,
  newDrive,
  type SeenTraffic,
  secondsLeft,
  turnOf,
  wantedBy,
} from "./drive.ts";

const stands: SeenTraffic & { canary: string } = { canary: "two", baseline: "one", weight: 0, isLapsed: false };
const begun = newDrive("sagemaker mail", [0.05, 0.5], stands, 1_000_000);
const inForce = given(asking(begun, 0.05, stands), "2026-01-02T00:01:00.000Z");
const look = (verdict: CanaryLook["verdict"]): CanaryLook => ({ block: "1", verdict, reasons: [], metrics: {} });
const turn = (drive: CanaryDrive, seen: Partial<SeenTraffic> = {}, rolledBack = false) =>
  turnOf({ drive, rolledBack }, { ...stands, ...seen });

describe("a rollout's next turn", () => {
  it("gives what is not in force, and looks at what is", () => {
    expect(turn(begun)).toBe("give");
    expect(turn(asking(begun, 0.05, stands), { weight: 0.05 })).toBe("give");
    expect(turn(inForce, { weight: Math.fround(0.05) })).toBe("look");
    expect(turn(inForce, { weight: 0, isLapsed: true })).toBe("give");
    expect(turn(given(asking(inForce, 0, stands), null))).toBe("give");
  });

  it("takes back what an ended one left, hands over what passed, and does nothing twice", () => {
    for (const ended of ["rolled-back", "aborted", "timed-out"] as const) {
      expect(turn({ ...inForce, ended }, { weight: 0.05 })).toBe("take-back");
      expect(turn({ ...inForce, ended })).toBe("over");
    }
    expect(turn(inForce, { weight: 0.05 }, true)).toBe("take-back");
    expect(turn({ ...inForce, step: 2, ended: "passed" }, { weight: 0.5 })).toBe("hand-over");
  });

  it("has the time that is left since its first run, and never more than the whole", () => {
    expect([0, 400, 1000].map((seconds) => secondsLeft(begun, 600, 1_000_000 + seconds * 1000))).toEqual([
      600, 200, -400,
    ]);
    expect(secondsLeft(begun, 600, 0)).toBe(600);
  });

  it("goes on by CONTINUE alone, and passes at the end of the plan alone", () => {
    expect(afterLook(inForce, look("INCONCLUSIVE"), "hold")).toEqual(inForce);
    expect(afterLook(inForce, look("INCONCLUSIVE"), "abort").ended).toBe("aborted");
    expect(afterLook(inForce, look("ROLLBACK"), "hold").ended).toBe("rolled-back");
    const second = afterLook(inForce, look("CONTINUE"), "hold");
    expect([second.step, second.ended, wantedBy(second)]).toEqual([1, undefined, 0.5]);
    const passed = afterLook(second, look("CONTINUE"), "abort");
    expect([passed.ended, wantedBy(passed)]).toEqual(["passed", 0.5]);
    for (const ended of ["rolled-back", "aborted", "timed-out"] as const)
      expect(wantedBy({ ...inForce, ended })).toBe(0);
  });
});

describe("what somebody else did", () => {
  const found = (drive: CanaryDrive, seen: Partial<SeenTraffic>) => interferenceIn(drive, { ...stands, ...seen });

  it("is told from what the gate did itself, killed or not", () => {
    expect(found(begun, {})).toBeUndefined();
    expect(found(inForce, { weight: 0.05 })).toBeUndefined();
    const asked = asking(inForce, 0.5, { weight: 0.05 });
    expect([0.05, 0.5].map((weight) => found(asked, { weight }))).toEqual([undefined, undefined]);
  });

  it("is a weight that the gate did not give, and a 0 that is no lease which ran out", () => {
    expect(found(begun, { weight: 0.05 })).toBe("weight-moved");
    expect(found(inForce, { weight: 0.06 })).toBe("weight-moved");
    expect(found(inForce, { weight: 0 })).toBe("weight-moved");
    expect(found(inForce, { weight: 0, isLapsed: true })).toBeUndefined();
  });

  it("is a canary that was promoted, taken away or replaced, whatever its weight is", () => {
    expect(found(inForce, { canary: null, baseline: "two", weight: 0 })).toBe("canary-promoted");
    expect(found(inForce, { canary: null, weight: 0 })).toBe("canary-taken-away");
    expect(found(inForce, { canary: null, baseline: "three", weight: 0 })).toBe("canary-replaced");
    expect(found(inForce, { canary: "three", weight: 0.05 })).toBe("canary-replaced");
    expect(found(inForce, { baseline: "three", weight: 0.05 })).toBe("canary-replaced");
  });
});
