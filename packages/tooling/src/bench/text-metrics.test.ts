import { describe, expect, it } from "vitest";
import { benchResample } from "./text-metrics.ts";

describe("bench of the bootstrap", () => {
  it("measures both sides", () => {
    const { cpuSeconds, bleuCpuSeconds, ratio } = benchResample({ count: 200, draws: 20 });
    expect(cpuSeconds).toBeGreaterThan(0);
    expect(bleuCpuSeconds).toBeGreaterThan(0);
    expect(ratio).toBe(cpuSeconds / bleuCpuSeconds);
  });
});
