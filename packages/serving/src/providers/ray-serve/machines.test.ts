import { join } from "node:path";
import { describe, expect, it } from "vitest";
import type { Http } from "#platform";
import { answeringOnRay, dyingHttp, rayServingUnderTest } from "#testing";
import { rayServe } from "./index.ts";

describe("several machines that change one endpoint of Ray Serve", () => {
  it("is refused by name while another machine deploys, and takes nothing of it away", async () => {
    const { open, candidate, ray, deps } = await rayServingUnderTest();
    const elsewhere = () => open(ray.http, { stateDir: join(deps.workspace, "elsewhere") });
    await open().deploy(candidate("one"), "canary");
    // the other one comes while this one's model starts
    let other: Promise<unknown> | undefined;
    const slow: Http = {
      async send(request) {
        const starts = request.method === "PUT" && String(request.body).includes("/models/two.gguf");
        const response = await ray.http.send(request);
        if (starts && !other) {
          other = elsewhere().deploy(candidate("three"), "canary");
          await other.catch(() => undefined);
        }
        return response;
      },
    };
    const deployed = await open(slow).deploy(candidate("two"), "canary");
    await expect(other).rejects.toMatchObject({
      code: "endpoint-contested",
      message: expect.stringMatching(/a deployment from another machine, which holds it until \d{4}-/),
    });
    expect(await elsewhere().describe()).toEqual(deployed);
    // free again, and refused by what it finds
    await expect(elsewhere().deploy(candidate("three"), "canary")).rejects.toMatchObject({ code: "canary-present" });
    expect(ray.applications.size).toBe(3);
  });

  it("goes on where a killed run of its own machine held the endpoint, and of another's when its time is over", async () => {
    const { open, candidate, ray, deps, clock } = await rayServingUnderTest();
    await open().deploy(candidate("one"), "canary");
    await expect(open(dyingHttp(ray.http, 3)).deploy(candidate("two"), "canary")).rejects.toThrow("killed");
    const elsewhere = open(ray.http, { stateDir: join(deps.workspace, "elsewhere") });
    await expect(elsewhere.deploy(candidate("three"), "canary")).rejects.toMatchObject({ code: "endpoint-contested" });
    expect((await open().deploy(candidate("two"), "canary")).variants.canary?.modelRef).toBe("two");
    await open().rollback();
    await expect(open(dyingHttp(ray.http, 3)).deploy(candidate("two"), "canary")).rejects.toThrow("killed");
    await clock.sleep(600_000);
    expect((await elsewhere.deploy(candidate("three"), "canary")).variants.canary?.modelRef).toBe("three");
  });

  it("gives weight by the head's clock, however wrong the runner's own is", async () => {
    const { open, candidate, ray, deps, clock, config } = await rayServingUnderTest();
    for (const name of ["one", "two"]) await open().deploy(candidate(name), "canary");
    for (const hours of [-5, 5]) {
      const skewed = { ...clock, now: () => clock.now() + hours * 3_600_000 };
      const serving = rayServe({ ...deps, http: ray.http, clock: skewed }, config);
      const { canary, leaseExpiresAt } = await serving.setWeight(0.5, 60);
      expect(canary).toBe(0.5);
      // the head tells its time in whole seconds
      expect(Math.ceil((Date.parse(leaseExpiresAt ?? "") - clock.now()) / 1000)).toBe(60);
      expect((await serving.weights()).canary).toBe(0.5);
      await clock.sleep(61_000);
      expect((await serving.weights()).canary).toBe(0);
    }
  });

  it("for the first time on two machines is one's alone, and the other is told", async () => {
    const { open, candidate, ray, deps } = await rayServingUnderTest();
    const elsewhere = open(ray.http, { stateDir: join(deps.workspace, "elsewhere") });
    let faster: Promise<unknown> | undefined;
    const late: Http = {
      async send(request) {
        // just before its router comes
        const router = request.method === "PUT" && String(request.body).includes("genai_mlops_router:build");
        if (router) faster ??= elsewhere.deploy(candidate("two"), "canary");
        await faster;
        return await ray.http.send(request);
      },
    };
    const settled = await Promise.allSettled([open(late).deploy(candidate("one"), "canary")]);
    const record = await open().describe();
    const winner = settled[0]?.status === "fulfilled" ? "one" : "two";
    expect(record?.variants.baseline.modelRef).toBe(winner);
    expect(answeringOnRay(ray)).toBe(winner);
  });
});
