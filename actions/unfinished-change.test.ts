import { describe, expect, it } from "vitest";
import { ToolkitError } from "#contracts";
import { fakeDeps, localInProcess } from "#testing";
import { bringTogether, changing } from "./unfinished-change.ts";

const inputs = { endpoint: "mail", environment: "production", "github-token": undefined, language: "en" } as const;

/** What `post` finds after this work. */
async function left(work: () => Promise<unknown>): Promise<string> {
  const { saveState, states } = await fakeDeps();
  await changing({ saveState }, "mail-01", work).catch(() => undefined);
  return states.get("endpoint-change") ?? "";
}

describe("a change of an endpoint", () => {
  it("is unfinished after a cancel and a kill, and finished when it came to an end of its own", async () => {
    const fails = (code: string) => () => Promise.reject(new ToolkitError({ code, message: code }));
    expect(await left(async () => "done")).toBe("");
    expect(await left(fails("server-unhealthy"))).toBe("");
    expect(await left(fails("canary-present"))).toBe("");
    expect(await left(fails("cancelled"))).toBe("mail-01");
    expect(await left(() => Promise.reject(new Error("killed")))).toBe("mail-01");
    const { saveState, states } = await fakeDeps();
    void changing({ saveState }, "mail-01", () => new Promise(() => undefined));
    expect(states.get("endpoint-change")).toBe("mail-01");
  });

  it("that was left in the middle is brought to a state that serves and that the record tells", async () => {
    for (let calls = 1, died = true; died; calls++) {
      const world = await localInProcess();
      await world.open().deploy(world.candidate("one"), "canary");
      const deps = await fakeDeps();
      const dying = world.dying(calls);
      died = await changing(deps, "mail-01", () => dying.deploy(world.candidate("two"), "all-at-once")).then(
        () => false,
        () => true,
      );
      await bringTogether(
        inputs,
        deps,
        async () => world.open(),
        (serving) => serving.settle(),
      );
      const record = await world.open().describe();
      expect(world.answering()).toBe(record?.variants.baseline.modelRef);
      const said = deps.log.lines.join("\n");
      if (died) expect(said).toContain(`${world.answering()} has the traffic, as deployment.json says`);
      else expect(said).not.toContain("ended in the middle");
    }
  });

  it("leaves another's candidate alone when the deployment was refused because of it", async () => {
    const world = await localInProcess();
    const deps = await fakeDeps();
    for (const name of ["one", "two"]) await world.open().deploy(world.candidate(name), "canary");
    const refused = changing(deps, "mail-01", () => world.open().deploy(world.candidate("three"), "canary"));
    await expect(refused).rejects.toMatchObject({ code: "canary-present" });
    const never = async () => Promise.reject(new Error("opened"));
    await bringTogether(inputs, deps, never, (serving) => serving.rollback());
    expect((await world.open().describe())?.variants.canary?.modelRef).toBe("two");
  });
});
