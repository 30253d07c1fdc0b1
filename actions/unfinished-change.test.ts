import { describe, expect, it } from "vitest";
import { runAction } from "#action-kit";
import { ToolkitError } from "#contracts";
import { fakeDeps, fakeHost, localInProcess } from "#testing";
import { post as deployPost } from "./deploy/post.ts";
import { spec as deploySpec } from "./deploy/spec.ts";
import { post as promotePost } from "./promote/post.ts";
import { spec as promoteSpec } from "./promote/spec.ts";
import { post as rollbackPost } from "./rollback/post.ts";
import { spec as rollbackSpec } from "./rollback/spec.ts";
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

describe("the post step", () => {
  const posts = [
    ["deploy", deploySpec, deployPost, { "model-ref": "mail@1.0.0" }],
    ["promote", promoteSpec, promotePost, {}],
    ["rollback", rollbackSpec, rollbackPost, {}],
  ] as const;
  it.each(posts)(
    "of %s goes to the endpoint that its step left, and to none that it had not begun with",
    async (_name, spec, post, more) => {
      for (const [id, failures] of [
        ["mail-01", [expect.stringContaining("could not be reached")]],
        ["", []],
      ] as const) {
        const deps = await fakeDeps();
        const host = fakeHost({
          ...more,
          target: "ray-serve",
          endpoint: "mail",
          "ray-address": "http://127.0.0.1:9",
          "state-dir": deps.workspace,
        });
        const saved: Record<string, string> = { "genai-mlops-phase": "main-started", "endpoint-change": id };
        const { clock, random } = deps;
        await runAction(spec as never, async () => Promise.reject(new Error("main")), {
          host: { ...host, savedState: (name) => saved[name] ?? "" },
          distFolder: deps.distFolder,
          platform: { clock, random },
          post: post as never,
        });
        expect(host.failures).toEqual(failures);
      }
    },
  );
});
