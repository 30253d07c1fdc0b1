import { describe, expect, it } from "vitest";
import { answeringOnRay, dyingDashboard, dyingHttp, rayServingUnderTest, servingDeaths } from "#testing";

servingDeaths(
  "ray-serve",
  async () => {
    const model = {
      engine: "llama-cpp",
      replicas: 3,
      gpus: 0,
      requirements: [],
      startSeconds: 30,
      drainSeconds: 5,
    } as const;
    const { ray, candidate, clock, open } = await rayServingUnderTest({ model });
    return {
      open: () => open(),
      dying: (calls) => open(dyingHttp(ray.http, calls)),
      candidate: (name) => candidate(name),
      answering: () => answeringOnRay(ray),
      pass: (seconds) => clock.sleep(seconds * 1000),
    };
  },
  { strategies: ["canary", "blue-green", "all-at-once", "rolling"] },
);

describe("a run that is killed before any of its calls to Ray", () => {
  it("ends in a state that serves, wherever it is killed, and goes on from there", async () => {
    for (let calls = 1; ; calls++) {
      const { open, candidate, ray } = await rayServingUnderTest();
      await open().deploy(candidate("one"), "canary");
      const survived = await open(dyingDashboard(ray.http, calls))
        .deploy(candidate("two"), "all-at-once")
        .then(
          () => true,
          (error: Error) => {
            expect(error.message).toContain("killed");
            return false;
          },
        );
      expect(answeringOnRay(ray)).toMatch(/^(one|two)$/);
      await open().deploy(candidate("two"), "all-at-once");
      expect(answeringOnRay(ray)).toBe("two");
      await open().rollback();
      expect([...ray.applications.keys()].filter((name) => name.startsWith("mail"))).toHaveLength(2);
      if (survived) break;
    }
  });

  it("takes a canary back, wherever the rollback is killed", async () => {
    for (let calls = 1; ; calls++) {
      const { open, candidate, ray } = await rayServingUnderTest();
      await open().deploy(candidate("one"), "canary");
      await open().deploy(candidate("two"), "canary");
      const survived = await open(dyingDashboard(ray.http, calls))
        .rollback()
        .then(
          () => true,
          () => false,
        );
      expect(answeringOnRay(ray)).toBe("one");
      await open().rollback();
      expect(ray.applications.size).toBe(2);
      if (survived) break;
    }
  });
});
