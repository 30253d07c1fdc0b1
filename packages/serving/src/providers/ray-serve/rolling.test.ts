import { describe, expect, it } from "vitest";
import type { Http } from "#platform";
import { answeringOnRay, type FakeRay, rayServingUnderTest } from "#testing";

const replicas = 3;
const rolling = {
  model: { engine: "llama-cpp", gpus: 0, requirements: [], startSeconds: 30, drainSeconds: 5, replicas },
} as const;

describe("a rolling update", () => {
  /** Replicas and weight of the canary after each PUT. */
  const stepsOf = (ray: FakeRay): string[] =>
    ray.puts.flatMap((put) => {
      const { applications } = put as {
        applications: { name: string; deployments: { num_replicas: number; user_config?: { canary: number } }[] }[];
      };
      const server = applications.find(({ name }) => name === [...ray.applications.keys()].at(-1));
      const router = applications.find(({ name }) => name === "mail");
      return server
        ? [`${server.deployments[0]?.num_replicas} ${router?.deployments[0]?.user_config?.canary.toFixed(2)}`]
        : [];
    });

  it("goes instance by instance, each with its share and its time, and says so in the record", async () => {
    const { open, candidate, ray, clock } = await rayServingUnderTest(rolling);
    await open().deploy(candidate("one"), "rolling");
    const started = clock.monotonic();
    const record = await open().deploy(candidate("two"), "rolling");
    expect(record).toMatchObject({
      variants: { baseline: { modelRef: "two" }, canary: null },
      rollout: { strategy: "rolling", step: "settled" },
    });
    const steps = [...new Set(stepsOf(ray))];
    expect(steps).toEqual(["1 0.00", "1 0.33", "2 0.33", "2 0.67", "3 0.67", "3 1.00", "3 0.00"]);
    expect(clock.monotonic() - started).toBeGreaterThan(replicas * 30_000);
    expect([...ray.applications.keys()]).toHaveLength(2);
  });

  it("stops at an instance that falls ill, and gives all traffic back", async () => {
    const { open, candidate, ray } = await rayServingUnderTest(rolling);
    await open().deploy(candidate("one"), "rolling");
    const ill: Http = {
      async send(request) {
        const response = await ray.http.send(request);
        if (request.method === "PUT" && stepsOf(ray).at(-1) === "2 0.67")
          for (const [name, application] of ray.applications)
            if (name === [...ray.applications.keys()].at(-1)) Object.assign(application, { status: "DEPLOY_FAILED" });
        return response;
      },
    };
    await expect(open(ill).deploy(candidate("two"), "rolling")).rejects.toMatchObject({
      code: "server-unhealthy",
      message: expect.stringContaining("fell ill under traffic"),
    });
    expect(stepsOf(ray)).not.toContain("3 0.67");
    expect(await open().describe()).toMatchObject({
      variants: { baseline: { modelRef: "one" }, canary: null },
      rollout: { strategy: "rolling", step: "settled" },
      history: [{ event: "deployed" }, { event: "deployed" }, { event: "rolled-back", modelRef: "two" }],
    });
    expect(answeringOnRay(ray)).toBe("one");
    expect([...ray.applications.keys()]).toHaveLength(2);
  });
});
