import { execFileSync } from "node:child_process";
import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import type { PostDeps } from "#action-kit";
import { canaryStateSchema } from "#contracts";
import { dyingFiles, lifeOf, sageMakerGateUnderTest } from "#testing";
import { openState } from "../open-state.ts";
import { post } from "./post.ts";
import { run } from "./run.ts";
import { spec } from "./spec.ts";

const absent = Object.fromEntries(Object.keys(spec.inputs).map((name) => [name, undefined]));
const git = (...parameters: string[]): string => execFileSync("git", parameters, { encoding: "utf8", stdio: "pipe" });

/** An endpoint of SageMaker and a repository; every run is on a hosted runner, which has a fresh disk. */
async function hosted() {
  const world = await sageMakerGateUnderTest();
  const home = mkdtempSync(join(tmpdir(), "gates-"));
  const origin = join(home, "origin.git");
  git("init", "--quiet", "--bare", origin);
  let runners = 0;

  /** Random ids as two processes have them. */
  function runner() {
    const workspace = join(home, `runner-${++runners}`);
    git("clone", "--quiet", origin, workspace);
    const runUrl = `https://github.com/octo/mail-triage/actions/runs/${runners}`;
    const random = { ...world.deps.random, uuid: () => crypto.randomUUID() };
    const deps = { ...world.deps, workspace, random, github: { ...world.deps.github, runUrl } };
    const given = (more: object) =>
      ({
        ...absent,
        ...world.inputs,
        "state-dir": join(workspace, ".state"),
        state: "mail-1",
        "state-store": "git-ref",
        ...more,
      }) as never;
    return {
      deps,
      gate: (more: object = {}, others: object = {}) => run(given(more), { ...deps, ...others }),
      post: (more: object = {}) =>
        post(given(more), { ...deps, savedState: (name) => world.deps.states.get(name) ?? "" } as PostDeps),
    };
  }
  const store = () => openState({ "state-store": "git-ref", "state-dir": undefined }, runner().deps);
  const stored = async (key = "canary/mail-1") => canaryStateSchema.parse((await (await store()).read(key))?.value);
  return {
    ...world,
    runner,
    stored,
    keys: async () => await (await store()).list(""),
    share: async () => (await world.serving.weights()).canary,
  };
}

/** Values of those that worked, codes of those that did not. */
async function ends(runs: readonly Promise<{ outputs: object }>[]): Promise<string[]> {
  const ended = await Promise.allSettled(runs);
  return ended
    .map((each) => (each.status === "fulfilled" ? "worked" : ((each.reason as { code?: string }).code ?? "bug")))
    .sort();
}

describe("a rollout whose state is in the repository", () => {
  it("goes on from one hosted runner to the next, up the plan", async () => {
    const { runner, share, stored, weights, keys } = await hosted();
    const seen: unknown[] = [];
    for (let look = 0; look < 3; look++) {
      const { verdict, outputs } = await runner().gate();
      seen.push([verdict, outputs["steps"], await share()]);
    }
    expect(seen).toEqual([
      ["inconclusive", "1/3", 0.25],
      ["inconclusive", "2/3", 0.5],
      ["pass", "3/3", 0.5],
    ]);
    expect(weights).toEqual([0.1, 0.25, 0.5]);
    expect((await stored()).rates.errors.map(([canary]) => canary)).toEqual([400, 1000, 2000]);
    expect(await keys()).toEqual(["canary/mail-1", "gates/sagemaker-mail"]);
    // what passed holds no deployment any more
    expect(await ends([runner().gate({ state: "mail-2" })])).toEqual(["weight-not-ours"]);
  }, 120_000);

  it("keeps another gate away between its looks, on every runner", async () => {
    const { runner, share, clock } = await hosted();
    await runner().gate();
    const other = runner();
    await expect(other.gate({ state: "mail-2" })).rejects.toMatchObject({
      code: "gate-busy",
      message: expect.stringMatching(/canary\/mail-1 \(https:.*runs\/1\) until/),
    });
    await expect(other.gate({ mode: "loop", state: undefined })).rejects.toMatchObject({ code: "gate-busy" });
    expect(await share()).toBe(0.25);
    // one that nobody goes on with is given up with its lease
    clock.advance(7_300_000);
    expect(await ends([other.gate({ state: "mail-2" })])).not.toContain("gate-busy");
  }, 120_000);

  it.each([
    ["with states of their own", ["mail-1", "mail-2"]],
    ["with the same one", ["mail-1", "mail-1"]],
  ])("is one alone of two that begin together, %s", async (_, states) => {
    const { runner, share, keys } = await hosted();
    expect(await ends(states.map((state) => runner().gate({ state })))).toEqual(["gate-busy", "worked"]);
    expect(await share()).toBe(0.25);
    expect((await keys()).filter((key) => key.startsWith("canary/"))).toHaveLength(1);
  });

  it("goes on once, of two runs that go on with it together", async () => {
    const { runner, share, stored } = await hosted();
    await runner().gate();
    expect(await ends([runner().gate(), runner().gate()])).toEqual(["gate-busy", "worked"]);
    expect([await share(), (await stored()).blocks.length]).toEqual([0.5, 2]);
  }, 120_000);

  it("goes on from a run that was killed, and its post step takes the traffic back", async () => {
    const world = await hosted();
    const { runner, share, stored, answering } = world;
    await runner().gate();
    const killed = runner();
    const life = lifeOf(1);
    const exec: typeof killed.deps.exec = {
      ...killed.deps.exec,
      async run(...command) {
        life.check();
        return await killed.deps.exec.run(...command);
      },
    };
    const dying = { http: world.mortal(life), files: dyingFiles(killed.deps.files, life), exec };
    await expect(killed.gate({}, dying)).rejects.toThrow();
    // its look had been counted, and its weight not been given
    expect((await stored()).drive).toMatchObject({ step: 2, inForce: false });
    expect((await runner().gate()).outputs["steps"]).toBe("3/3");
    expect(await share()).toBe(0.5);
    world.deps.states.delete("canary-gate");
    await runner().post();
    expect([answering(), (await stored()).drive?.weight]).toEqual([{ one: 1 }, 0]);
  }, 120_000);

  it("is refused by the path of a file", async () => {
    const { runner, keys } = await hosted();
    await expect(runner().gate({ state: "gate/canary-state.json" })).rejects.toMatchObject({
      problems: [{ where: "state" }],
    });
    expect(await keys()).toEqual([]);
  });
});
