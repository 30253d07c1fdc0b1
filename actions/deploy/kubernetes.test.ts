import { join } from "node:path";
import { describe, expect, it } from "vitest";
import type { Inputs } from "#action-kit";
import type { Exec } from "#platform";
import { registryProviders } from "#registry";
import {
  fakeCluster,
  fakeDeps,
  fileRegistryInputs,
  kubernetesDeployInputs,
  manifestProblems,
  sageMakerDeployInputs,
  sampleMetadata,
} from "#testing";
import { openServing } from "../open-serving.ts";
import { run } from "./run.ts";
import type { spec } from "./spec.ts";

async function registered(engine: "argo-rollouts" | "kserve" = "argo-rollouts") {
  const own = await fakeDeps();
  await own.files.makeFolder(join(own.workspace, "deploy/models"));
  const cluster = fakeCluster({ now: own.clock.now, manifests: join(own.workspace, "deploy/models") });
  const exec: Exec = { ...own.exec, run: async (_kubectl, args, options) => cluster.kubectl(args, options?.input) };
  const deps = { ...own, exec };
  const stateDir = join(deps.workspace, "state");
  const registry = await registryProviders.file(deps, { folder: join(stateDir, "registry") });
  async function inputsOf(model: string, given: Partial<Inputs<typeof spec>> = {}): Promise<Inputs<typeof spec>> {
    const folder = join(deps.workspace, model);
    await deps.files.writeAtomic(join(folder, "merged", "config.json"), `{"model":"${model}"}`);
    const { version } = await registry.register({ name: "mail", folder, bump: "minor", metadata: sampleMetadata });
    return {
      ...fileRegistryInputs,
      ...sageMakerDeployInputs,
      ...kubernetesDeployInputs,
      "data-plane": undefined,
      "state-dir": stateDir,
      language: "ru",
      "report-dir": "reports",
      target: "kubernetes",
      endpoint: "mail",
      "kubernetes-engine": engine,
      "kubernetes-namespace": "models",
      "kubernetes-image": "registry.example.org/vllm-openai:v0.33.0",
      "kubernetes-gateway": "gateways/public",
      "kubernetes-hostname": "mail.example.org",
      "manifests-dir": "deploy/models",
      "ray-address": undefined,
      "ray-token": undefined,
      "model-ref": version.modelRef,
      "model-uri": engine === "kserve" ? `s3://models/${model}` : `pvc://weights/${model}`,
      strategy: "canary",
      port: 0,
      "context-size": 4096,
      threads: 4,
      parallel: 16,
      "server-args": '{"dtype":"bfloat16","enforce-eager":true}',
      timeout: 60,
      "ray-serve-url": undefined,
      "ray-serve-port": 8000,
      engine: "auto",
      "ray-engine": "llama-cpp",
      "ray-replicas": 1,
      "ray-gpus": 0,
      "ray-pip": true,
      "ray-application": undefined,
      "router-settings": undefined,
      ...given,
    };
  }
  const read = (path: string): Promise<string> => deps.files.readText(join(deps.workspace, path));
  const manifest = (): Promise<string> => read("deploy/models/mail.yaml");
  return { cluster, deps, inputsOf, read, manifest };
}

describe("deploy to Kubernetes", () => {
  it("writes a manifest, a record and the way back, and asks no cluster", async () => {
    const { cluster, deps, inputsOf, read, manifest } = await registered();
    const first = await inputsOf("one");
    const { outputs, report } = await run(first, deps);
    expect(outputs).toMatchObject({
      endpoint: "http://mail.example.org/v1",
      manifest: "deploy/models/mail.yaml",
      "first-deployment": true,
      previous: "",
    });
    expect(manifestProblems(await manifest())).toEqual([]);
    expect(await manifest()).toContain(
      "            - --dtype\n            - bfloat16\n            - --enforce-eager\n",
    );
    expect(report?.markdown).toContain("в кластере ничего не изменено");
    const [yaml, record] = [await manifest(), await read("state/deployments/mail/deployment.json")];
    deps.clock.sleep(60_000);
    expect((await run(first, deps)).outputs["first-deployment"]).toBe(false);
    expect([await manifest(), await read("state/deployments/mail/deployment.json")]).toEqual([yaml, record]);
    expect(cluster.calls).toEqual([]);
  });

  it("changes what names the model from one version to the next, and says how to take it back", async () => {
    const { deps, inputsOf, read, manifest } = await registered();
    const first = await inputsOf("one");
    await run(first, deps);
    const before = (await manifest()).split("\n");
    const { outputs } = await run(await inputsOf("two"), deps);
    expect(outputs).toMatchObject({
      previous: first["model-ref"],
      "first-deployment": false,
      "canary-endpoint": "http://mail-canary.models.svc.cluster.local/v1",
    });
    const changed = (await manifest()).split("\n").filter((line, index) => line !== before[index]);
    expect(changed.map((line) => line.trim().split(/[: =]/)[0])).toEqual([
      "app.kubernetes.io/version",
      "genai-mlops/model-digest",
      "genai-mlops/model-ref",
      "genai-mlops/model-version",
      "genai-mlops/model-digest",
      "genai-mlops/revision",
      "-",
    ]);
    const plan = await read("state/deployments/mail/rollback-plan.md");
    expect(plan).toContain(
      `kubectl patch rollouts.argoproj.io mail --namespace=models --subresource=status --type=merge --patch='{"status":{"abort":true}}'`,
    );
    expect(plan).toContain("git log --oneline -- 'deploy/models/mail.yaml'");
    expect(JSON.parse(await read("state/deployments/mail/deployment.json"))).toMatchObject({
      target: "kubernetes",
      variants: { baseline: { modelRef: first["model-ref"] }, canary: { version: "1.1.0" } },
      rollout: { strategy: "canary", step: "standing" },
    });
  });

  it("knows from the manifest what serves, where no record outlived the job", async () => {
    const { deps, inputsOf, read } = await registered("kserve");
    const first = await inputsOf("one");
    await run(first, deps);
    await deps.files.remove(join(deps.workspace, "state/deployments"));
    const second = await inputsOf("two");
    expect((await run(second, deps)).outputs.previous).toBe(first["model-ref"]);
    const record = await read("state/deployments/mail/deployment.json");
    expect(JSON.parse(record)).toMatchObject({ variants: { baseline: { modelRef: first["model-ref"] } } });
    expect(await read("deploy/models/mail.yaml")).toContain("canaryTrafficPercent: 0");
    await run(second, deps);
    expect(await read("state/deployments/mail/deployment.json")).toBe(record);
    expect(await read("state/deployments/mail/rollback-plan.md")).toContain(
      `kubectl patch inferenceservices.serving.kserve.io mail --namespace=models --type=merge --patch='{"spec":{"predictor":{"canaryTrafficPercent":0}}}'`,
    );
  });

  it("tells of all that is wrong at once, and writes nothing", async () => {
    const { deps, inputsOf } = await registered();
    const wrong = {
      endpoint: "Mail",
      "model-uri": undefined,
      "kubernetes-image": undefined,
      "kubernetes-memory": "much",
      "kubernetes-plan": ["33.3%"],
      "kubernetes-gateway": undefined,
    };
    await expect(run(await inputsOf("one", wrong), deps)).rejects.toMatchObject({
      problems: [
        { where: "endpoint" },
        { where: "kubernetes-gateway" },
        { where: "model-uri" },
        { where: "kubernetes-image" },
        { where: "kubernetes-memory" },
        { where: "kubernetes-plan" },
      ],
    });
    for (const [changed, where] of [
      [{ "kubernetes-plan": ["five"] }, "kubernetes-plan"],
      [{ "server-args": '{"--x; rm": 1}' }, "server-args.--x; rm"],
      [{ strategy: "all-at-once" }, "strategy"],
    ] as const)
      await expect(run(await inputsOf("one", changed as object), deps)).rejects.toMatchObject({
        problems: [{ where }],
      });
    expect(await deps.files.list(join(deps.workspace, "deploy/models"))).toEqual([]);
    expect(await deps.files.list(join(deps.workspace, "state/deployments"))).toEqual([]);
  });

  it.each(["argo-rollouts", "kserve"] as const)(
    "follows %s until the model stands, and promotes it",
    async (engine) => {
      const { cluster, deps, inputsOf, manifest } = await registered(engine);
      const follow = { "kubernetes-follow": true, "kubernetes-url": "https://llm.example.org/" };
      const first = await inputsOf("one", follow);
      expect((await run(first, deps)).outputs).toMatchObject({
        endpoint: "https://llm.example.org/v1",
        "first-deployment": true,
      });
      const second = await inputsOf("two", follow);
      expect((await run(second, deps)).outputs).toMatchObject({ previous: first["model-ref"] });
      expect(cluster.answering()).toEqual({ [first["model-ref"]]: 1 });
      const serving = await openServing(second, deps);
      expect((await serving.promote(0)).variants.baseline.modelRef).toBe(second["model-ref"]);
      expect(cluster.answering()).toEqual({ [second["model-ref"]]: 1 });
      // a sync of what is in Git then changes nothing
      expect(await manifest()).not.toContain("canaryTrafficPercent");
      await deps.clock.sleep(60_000);
      expect(cluster.answering()).toEqual({ [second["model-ref"]]: 1 });
      expect((await serving.weights()).canary).toBe(0);
    },
  );

  it.each(["argo-rollouts", "kserve"] as const)(
    "writes for %s, and comes back for what was committed",
    async (engine) => {
      const { cluster, deps, inputsOf, manifest } = await registered(engine);
      const [first, second] = [await inputsOf("one"), await inputsOf("two")];
      const collect = async (given: Inputs<typeof spec>) => (await run({ ...given, mode: "collect" }, deps)).outputs;
      expect(await collect(first)).toMatchObject({ outcome: "none", endpoint: "" });
      expect((await run({ ...first, mode: "submit" }, deps)).outputs).toMatchObject({ outcome: "written" });
      const committed = await manifest();
      for (const _time of [1, 2])
        expect(await collect(first)).toMatchObject({ outcome: "in-progress", "first-deployment": true, endpoint: "" });
      await deps.clock.sleep(120_000);
      for (const collected of [true, false])
        expect(await collect(first)).toMatchObject({ outcome: "deployed", collected, "first-deployment": true });
      expect(await manifest()).toBe(committed);
      await run({ ...second, mode: "submit" }, deps);
      // another one than was committed
      expect(await collect(await inputsOf("three"))).toMatchObject({ outcome: "none" });
      const { outputs, report } = await run({ ...second, mode: "collect" }, deps);
      expect(outputs).toMatchObject({ outcome: "in-progress", previous: first["model-ref"] });
      expect(report?.json).toMatchObject({ pending: { modelRef: second["model-ref"], isFirst: false } });
      await deps.clock.sleep(120_000);
      expect(await collect(second)).toMatchObject({
        outcome: "deployed",
        collected: true,
        previous: first["model-ref"],
      });
      expect(cluster.answering()).toEqual({ [first["model-ref"]]: 1 });
      await expect(collect({ ...second, strategy: "all-at-once" })).rejects.toMatchObject({
        problems: [{ where: "strategy" }],
      });
    },
  );
});
