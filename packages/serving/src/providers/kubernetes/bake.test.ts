import { describe, expect, it } from "vitest";
import { renderManifest } from "#infrastructure";
import { kubernetesServiceOf, kubernetesServingUnderTest } from "#testing";

const engines = ["argo-rollouts", "kserve"] as const;

/** The later of two models, promoted by a run that was killed in the bake. */
async function baking(engine: (typeof engines)[number]) {
  const under = await kubernetesServingUnderTest(engine);
  const { open, candidate, clock, cluster, deps, manifest } = under;
  const serving = await open();
  await serving.deploy(candidate("one"), "canary");
  await serving.deploy(candidate("two"), "canary");
  const sleep = async (ms: number): Promise<void> => {
    if (ms === 600_000) throw new Error("killed");
    await clock.sleep(ms);
  };
  await expect((await open({}, { clock: { ...clock, sleep } })).promote(600)).rejects.toThrow("killed");
  expect(await serving.describe()).toMatchObject({
    variants: { baseline: { modelRef: "two" }, canary: null },
    previous: { modelRef: "one" },
    rollout: { strategy: "canary", step: "baking" },
  });
  return {
    ...under,
    serving,
    /** Somebody commits another model, and the agent applies it. */
    async commit(name: string, seconds = 30): Promise<void> {
      const { content } = renderManifest(kubernetesServiceOf(engine, candidate(name), true), "en");
      await deps.files.writeAtomic(manifest, content);
      for (let waited = 0; waited < seconds; waited++) {
        await clock.sleep(1000);
        cluster.answering();
      }
    },
    async told() {
      const { variants, rollout } = (await serving.describe()) ?? {};
      return [variants?.baseline.modelRef, variants?.canary?.modelRef, rollout?.step];
    },
  };
}

describe.each(engines)("in the bake with %s", (engine) => {
  it("another model that is deployed ends it, and takes no requests from the promoted one", async () => {
    const { open, exec, candidate, cluster, told } = await baking(engine);
    const seen = new Set<string>();
    const run: typeof exec.run = async (...call) => {
      seen.add(JSON.stringify(cluster.answering()));
      return await exec.run(...call);
    };
    await (await open({}, { exec: { ...exec, run } })).deploy(candidate("three"), "blue-green");
    expect([...seen]).toEqual(['{"two":1}']);
    expect(await told()).toEqual(["two", "three", "standing"]);
  });

  it("a model that Git brings is promoted by nobody who promoted another", async () => {
    const { serving, candidate, cluster, commit, told } = await baking(engine);
    await commit("three");
    // the engine's own way: Argo Rollouts goes back to the last model that was kept
    const serves = engine === "kserve" ? "two" : "one";
    expect(cluster.answering()).toEqual({ [serves]: 1 });
    await serving.promote(0);
    expect(cluster.answering()).toEqual({ [serves]: 1 });
    expect(await told()).toEqual([serves, undefined, "settled"]);
    await serving.deploy(candidate("three"), "canary");
    expect(await told()).toEqual([serves, "three", "standing"]);
  });

  it("another model is not kept in the place of the promoted one when Git brings it as the bake ends", async () => {
    const { open, clock, cluster, commit } = await baking(engine);
    const sleep = async (ms: number): Promise<void> => {
      await clock.sleep(ms);
      // its pods do not yet stand
      if (ms > 800_000) await commit("three", 4);
    };
    const promoted = (await open({}, { clock: { ...clock, sleep } })).promote(900);
    if (engine === "kserve") expect((await promoted).variants.baseline.modelRef).toBe("two");
    else await expect(promoted).rejects.toMatchObject({ code: "endpoint-changed" });
    await clock.sleep(60_000);
    expect(cluster.answering()).toEqual({ [engine === "kserve" ? "two" : "one"]: 1 });
  });

  it("the model from before is asked whether it serves before it is said to", async () => {
    const { open, cluster, told } = await baking(engine);
    const [set] = cluster.argo.sets.values();
    const [revision] = cluster.kserve.revisions;
    for (const each of [set, revision]) if (each) each.broken = true;
    const serving = await open({ switchSeconds: 20 });
    await expect(serving.rollback()).rejects.toMatchObject({ code: "server-unhealthy" });
    expect(await told()).toEqual(["one", undefined, "settled"]);
  });
});

it("what a person ends by Argo Rollouts' own commands, the record follows", async () => {
  for (const [status, expected] of [
    [{ promoteFull: true }, ["two", undefined, "settled"]],
    [{ abort: true }, ["one", undefined, "settled"]],
  ] as const) {
    const { serving, clock, cluster, told } = await baking("argo-rollouts");
    const args = ["patch", "rollouts.argoproj.io", "mail", "--type=merge", "--subresource=status"];
    cluster.kubectl([...args, `--patch=${JSON.stringify({ status })}`, "--namespace=models"]);
    await clock.sleep(10_000);
    expect(await told()).toEqual(expected);
    expect((await serving.promote(0)).rollout?.step).toBe("settled");
    expect(await told()).toEqual(expected);
  }
});

it("what a sync takes from a model that KServe baked, the record follows", async () => {
  const { serving, clock, cluster, told } = await baking("kserve");
  const service = structuredClone(cluster.objects.get("InferenceService", "mail"));
  if (!service) throw new Error("nothing was deployed");
  service["spec"].predictor.canaryTrafficPercent = 0;
  cluster.objects.put(service, "rest");
  await clock.sleep(10_000);
  expect(cluster.answering()).toEqual({ one: 1 });
  expect(await told()).toEqual(["one", undefined, "settled"]);
  expect((await serving.settle())?.history.at(-1)).toMatchObject({ event: "rolled-back", modelRef: "two" });
});
