import { join } from "node:path";
import { describe, expect, it } from "vitest";
import type { Deployment } from "#contracts";
import type { Exec } from "#platform";
import { dyingExec, fakeClock, kubernetesServingUnderTest } from "#testing";

const engines = ["argo-rollouts", "kserve"] as const;
const modelOf = (deployment: Deployment | undefined): (string | undefined)[] => [
  deployment?.variants.baseline.modelRef,
  deployment?.variants.canary?.modelRef,
];

/** Two models, the later one beside the first. */
async function canaryBeside(engine: (typeof engines)[number]) {
  const under = await kubernetesServingUnderTest(engine);
  const serving = await under.open();
  await serving.deploy(under.candidate("one"), "canary");
  await serving.deploy(under.candidate("two"), "canary");
  return { ...under, serving };
}

describe.each(engines)("killed at any call of kubectl with %s", (engine) => {
  it("a weight ends by its lease when somebody reconciles", async () => {
    for (let calls = 1; ; calls++) {
      const { open, serving, cluster, clock, exec } = await canaryBeside(engine);
      await serving.setWeight(0.25, 60);
      const dying = await open({}, { exec: dyingExec(exec, calls) });
      const finished = await dying.setWeight(0.5, 30).then(
        () => true,
        () => false,
      );
      await clock.sleep(200_000);
      expect((await serving.reconcile(false)).after.canary).toBe(0);
      expect(cluster.answering()).toEqual({ one: 1 });
      expect((await serving.reconcile(false)).found).toBe("in-order");
      if (finished) return;
    }
  });
});

describe.each(engines)("with %s", (engine) => {
  it("a manifest is written once, and waits for whoever applies it", async () => {
    const { open, candidate, folder, deps } = await kubernetesServingUnderTest(engine);
    const serving = await open({ syncSeconds: 1 });
    await expect(serving.deploy(candidate("one"), "canary")).rejects.toMatchObject({
      code: "not-synced",
      retryable: true,
    });
    expect(await serving.describe()).toBeUndefined();
    const manifest = await deps.files.readText(join(folder, "mail.yaml"));
    expect(modelOf(await (await open()).deploy(candidate("one"), "canary"))).toEqual(["one", undefined]);
    expect(await deps.files.readText(join(folder, "mail.yaml"))).toBe(manifest);
  });

  it("nothing but state, weight and status is ever written to the cluster", async () => {
    const { serving, cluster } = await canaryBeside(engine);
    await serving.setWeight(0.25, 60);
    await serving.promote(0);
    const writes = cluster.calls.filter(([verb]) => verb !== "get").map((args) => args.slice(0, 2).join(" "));
    expect([...new Set(writes)].sort()).toEqual([
      "create --filename=-",
      "patch configmaps",
      engine === "kserve" ? "patch inferenceservices.serving.kserve.io" : "patch rollouts.argoproj.io",
    ]);
  });

  it("a canary that was rolled back comes again when it is deployed again, and goes when Git does", async () => {
    const { serving, candidate, cluster } = await canaryBeside(engine);
    await serving.rollback();
    expect(modelOf(await serving.deploy(candidate("two"), "canary"))).toEqual(["one", "two"]);
    expect(cluster.answering()).toEqual({ one: 1 });
    await serving.setWeight(0.5, 60);
    await serving.rollback();
    // what it was given before it was taken back holds no longer
    await serving.deploy(candidate("two"), "canary");
    expect(await serving.weights()).toEqual({ canary: 0, leaseExpiresAt: null });
    await serving.rollback();
    // the revert of its commit
    expect(modelOf(await serving.deploy(candidate("one"), "canary"))).toEqual(["one", undefined]);
    expect(cluster.answering()).toEqual({ one: 1 });
    expect(modelOf(await serving.deploy(candidate("three"), "canary"))).toEqual(["one", "three"]);
    expect(cluster.answering()).toEqual({ one: 1 });
  });

  it("a canary whose pods are gone is taken back all the same", async () => {
    const { serving, cluster } = await canaryBeside(engine);
    await serving.setWeight(0.5, 600);
    for (const each of [...cluster.argo.sets.values()].slice(1)) each.broken = true;
    for (const each of cluster.kserve.revisions.slice(1)) each.broken = true;
    expect(await serving.health()).toMatchObject({ baseline: { healthy: true }, canary: { healthy: false } });
    expect(modelOf(await serving.rollback())).toEqual(["one", undefined]);
    expect(cluster.answering()).toEqual({ one: 1 });
  });

  it("a weight that the engine cannot give is refused with what it can", async () => {
    const { serving, cluster } = await canaryBeside(engine);
    const bad = serving.setWeight(0.333, 60);
    await expect(bad).rejects.toMatchObject({
      code: "bad-input",
      problems: [{ where: "weight", legal: engine === "kserve" ? "whole percents" : "0%, 5%, 25%, 50%, 75%, 100%" }],
    });
    expect(cluster.answering()).toEqual({ one: 1 });
  });

  it("weights are told as they are when the engine has moved them", async () => {
    const { open, serving, clock } = await canaryBeside(engine);
    const sleep = (): Promise<void> => Promise.reject(new Error("killed"));
    await expect((await open({}, { clock: { ...clock, sleep } })).setWeight(0.25, 600)).rejects.toThrow("killed");
    expect(await serving.weights()).toMatchObject({ canary: 0.25, leaseExpiresAt: expect.any(String) });
  });

  it("two runs at once lose nothing: the slower one is told", async () => {
    const { open, cluster, candidate, exec } = await canaryBeside(engine);
    const run: Exec["run"] = async (command, args, options) => {
      const result = await exec.run(command, args, options);
      // another machine takes the canary back just before the promotion is written
      if (args[0] === "get" && args[1] === "configmaps") {
        const map = cluster.objects.get("ConfigMap", "mail-genai-mlops");
        const state = JSON.parse(map?.["data"].state);
        if (map && state.record.variants.canary) {
          state.record.variants.canary = null;
          cluster.objects.put({ ...map, data: { state: JSON.stringify(state) } }, "rest");
        }
      }
      return result;
    };
    const slow = await open({}, { exec: { ...exec, run } });
    await expect(slow.promote(0)).rejects.toMatchObject({ code: "deployment-contested", retryable: true });
    expect(cluster.answering()).toEqual({ one: 1 });
    expect(candidate("one").modelRef).toBe("one");
  });

  it("an object that this toolkit did not make is left alone", async () => {
    const { open, candidate, cluster } = await kubernetesServingUnderTest(engine);
    const serving = await open();
    await serving.deploy(candidate("one"), "canary");
    const kind = engine === "kserve" ? "InferenceService" : "Rollout";
    const object = structuredClone(cluster.objects.get(kind, "mail"));
    if (!object) throw new Error("nothing was deployed");
    const { metadata } = engine === "kserve" ? object : object["spec"].template;
    delete metadata.annotations["genai-mlops/model-ref"];
    cluster.objects.put(object, "rest");
    for (const verb of [() => serving.promote(0), () => serving.rollback(), () => serving.weights()])
      await expect(verb()).rejects.toMatchObject({ code: "name-taken" });
  });

  it("what kubectl says becomes an error that can be acted on", async () => {
    const { serving, cluster } = await canaryBeside(engine);
    for (const [said, error] of [
      [
        'Error from server (Forbidden): configmaps "mail" is forbidden: User "ci" cannot get resource',
        { code: "kubernetes-forbidden", message: /cannot get resource/ },
      ],
      ["error: You must be logged in to the server (Unauthorized)", { code: "kubernetes-unauthorized" }],
      [
        "Unable to connect to the server: dial tcp 10.0.0.1:6443: i/o timeout",
        { code: "kubernetes-unreachable", retryable: true },
      ],
      ['error: context "prod" does not exist', { code: "kubernetes-no-cluster" }],
      ["something else", { code: "kubernetes-failed", retryable: false }],
    ] as const) {
      cluster.fail(said);
      await expect(serving.weights()).rejects.toMatchObject(error);
    }
  });

  it("a state that somebody spoiled is not acted on", async () => {
    const { serving, cluster } = await canaryBeside(engine);
    const map = cluster.objects.get("ConfigMap", "mail-genai-mlops");
    if (!map) throw new Error("nothing was deployed");
    cluster.objects.put({ ...map, data: { state: "{}" } }, "rest");
    await expect(serving.promote(0)).rejects.toMatchObject({ code: "deployment-corrupt" });
    expect(cluster.answering()).toEqual({ one: 1 });
  });

  it("a canary that Git replaced gets nothing more, and is forgotten", async () => {
    const { open, serving, candidate, cluster } = await canaryBeside(engine);
    // somebody commits a third model by hand
    const other = await open();
    await serving.setWeight(0.25, 600);
    const kind = engine === "kserve" ? "InferenceService" : "Rollout";
    const object = structuredClone(cluster.objects.get(kind, "mail"));
    if (!object) throw new Error("nothing was deployed");
    const { metadata } = engine === "kserve" ? object : object["spec"].template;
    Object.assign(metadata.annotations, { "genai-mlops/model-ref": "three", "genai-mlops/revision": "three" });
    if (engine === "kserve") object["spec"].predictor.canaryTrafficPercent = 0;
    cluster.objects.put(object, "rest");
    await expect(other.setWeight(0.5, 60)).rejects.toMatchObject({ code: "endpoint-changed" });
    expect(modelOf(await serving.rollback())).toEqual(["one", undefined]);
    expect(cluster.answering()).toEqual({ one: 1 });
    expect(modelOf(await serving.deploy(candidate("four"), "canary"))).toEqual(["one", "four"]);
  });

  it("an endpoint that was taken out of Git is deployed anew", async () => {
    const { serving, candidate, cluster } = await canaryBeside(engine);
    cluster.objects.remove(engine === "kserve" ? "InferenceService" : "Rollout", "mail");
    expect(await serving.describe()).toBeUndefined();
    expect(modelOf(await serving.deploy(candidate("five"), "canary"))).toEqual(["five", undefined]);
  });

  it("only Git takes an endpoint down", async () => {
    const { serving, cluster } = await canaryBeside(engine);
    await expect(serving.stop()).rejects.toMatchObject({ code: "engine-excludes" });
    cluster.objects.remove(engine === "kserve" ? "InferenceService" : "Rollout", "mail");
    await serving.stop();
    expect(cluster.objects.get("ConfigMap", "mail-genai-mlops")).toBeUndefined();
  });

  it("names that a path or a command line would take otherwise are refused", async () => {
    const { open } = await kubernetesServingUnderTest(engine, fakeClock());
    for (const endpoint of ["", "-x", "../x", "A"])
      await expect(open({ endpoint })).rejects.toMatchObject({ code: "bad-name" });
    await expect(open({ namespace: "--all" })).rejects.toMatchObject({ code: "bad-name" });
  });
});

describe("with Argo Rollouts", () => {
  it("a person who promotes or aborts by the engine's own commands is believed", async () => {
    for (const [patch, expected] of [
      [{ promoteFull: true }, ["two", undefined]],
      [{ abort: true }, ["one", undefined]],
    ] as const) {
      const { serving, cluster, clock } = await canaryBeside("argo-rollouts");
      const args = ["patch", "rollouts.argoproj.io", "mail", "--type=merge", "--subresource=status"];
      const { exitCode } = cluster.kubectl([
        ...args,
        `--patch=${JSON.stringify({ status: patch })}`,
        "--namespace=models",
      ]);
      expect(exitCode).toBe(0);
      await clock.sleep(10_000);
      expect(modelOf(await serving.describe())).toEqual(expected);
      expect(await serving.weights()).toEqual({ canary: 0, leaseExpiresAt: null });
      expect(modelOf(await serving.rollback())).toEqual(expected);
    }
  });

  it("a step that a person or an analysis went on to is left alone, and a promotion takes it from there", async () => {
    const { serving, cluster, clock } = await canaryBeside("argo-rollouts");
    await serving.setWeight(0.05, 30);
    const status = { pauseConditions: null };
    const args = ["patch", "rollouts.argoproj.io", "mail", "--type=merge", "--subresource=status"];
    cluster.kubectl([...args, `--patch=${JSON.stringify({ status })}`, "--namespace=models"]);
    await clock.sleep(60_000);
    expect(await serving.weights()).toEqual({ canary: 0.25, leaseExpiresAt: null });
    expect(cluster.answering()).toEqual({ one: 0.75, two: 0.25 });
    await serving.promote(0);
    expect(cluster.answering()).toEqual({ two: 1 });
  });

  it("a weight that waits for pods keeps its lease until they are there", async () => {
    const { open, cluster, clock } = await canaryBeside("argo-rollouts");
    const serving = await open({ switchSeconds: 60 });
    const canary = [...cluster.argo.sets.values()].at(-1);
    if (!canary) throw new Error("nothing was deployed");
    canary.startedAt = clock.now() + 200_000;
    const since = clock.now();
    const { leaseExpiresAt } = await serving.setWeight(0.5, 30);
    expect(clock.now() - since).toBeGreaterThan(200_000);
    expect(Date.parse(leaseExpiresAt ?? "") - clock.now()).toBe(30_000);
    const grants = cluster.calls.filter((args) => args.join(" ").includes("genai-mlops/weight")).length;
    expect(grants).toBeGreaterThan(5);
  });

  it("what was applied is not unlike the plan in Git while weights move", async () => {
    const { serving, cluster } = await canaryBeside("argo-rollouts");
    const before = cluster.objects.get("Rollout", "mail")?.["spec"];
    for (const weight of [0.75, 0.05, 1, 0.25]) expect((await serving.setWeight(weight, 60)).canary).toBe(weight);
    expect(cluster.objects.get("Rollout", "mail")?.["spec"]).toEqual(before);
    expect(cluster.answering()).toEqual({ one: 0.75, two: 0.25 });
  });
});

describe("with KServe", () => {
  it("a weight that a sync took is not given again", async () => {
    const { serving, cluster, clock } = await canaryBeside("kserve");
    await serving.setWeight(0.5, 600);
    const service = structuredClone(cluster.objects.get("InferenceService", "mail"));
    if (!service) throw new Error("nothing was deployed");
    service["spec"].predictor.canaryTrafficPercent = 0;
    cluster.objects.put(service, "rest");
    await clock.sleep(5000);
    expect(cluster.answering()).toEqual({ one: 1 });
    expect(await serving.weights()).toEqual({ canary: 0, leaseExpiresAt: null });
    expect(cluster.answering()).toEqual({ one: 1 });
  });

  it("no revision is made by moving weights or keeping a record", async () => {
    const { serving, cluster } = await canaryBeside("kserve");
    await serving.setWeight(0.5, 600);
    await serving.setWeight(1, 600);
    await serving.rollback();
    expect(cluster.kserve.revisions).toHaveLength(2);
  });
});
