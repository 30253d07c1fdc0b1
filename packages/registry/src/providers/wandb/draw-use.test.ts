import { describe, expect, it } from "vitest";
import type { ModelVersion } from "#registry";
import { sampleMetadata, sampleModel, wandbUnderTest } from "#testing";
import { wandbRegistry } from "./index.ts";

const deploy = { purpose: "deploy", id: "genai-mlops-deploy-42-release" };

async function registered() {
  const wandb = await wandbUnderTest(wandbRegistry);
  const candidate = {
    name: "mail",
    folder: await sampleModel("one"),
    bump: "minor",
    metadata: sampleMetadata,
  } as const;
  const { version } = await wandb.open().register(candidate);
  const run = (id: string, project = "llm") => wandb.fake.state.projects.get(`ent/${project}`)?.runs.get(id);
  const used = wandb.artifact("1.0.0").id;
  const consumer = (id: string, project?: string) => ({ consumer: { id, entity: undefined, project } });
  const openFor = (id: string, project?: string) => wandb.openBy(wandb.fake.http, "llm", consumer(id, project));
  return { ...wandb, version, run, used, openFor };
}

describe("what takes a model in, in W&B's lineage", () => {
  it("is a run of its own job type, drawn once however often it is tried, and ended", async () => {
    const { open, version, run, used } = await registered();
    for (const _try of [1, 2]) await open().use?.(version, deploy);
    expect(run(deploy.id)).toMatchObject({ uses: [used], jobType: "deploy", state: "finished" });
  });

  it("comes to the same when the machine dies after any call", async () => {
    for (let calls = 0; ; calls++) {
      const { openDying, openAfterDeath, version, run, used } = await registered();
      const died = await openDying(calls)
        .use?.(version, deploy)
        .then(
          () => false,
          () => true,
        );
      await openAfterDeath().use?.(version, deploy);
      expect(run(deploy.id)).toMatchObject({ uses: [used], state: "finished" });
      if (!died) return expect(calls).toBeGreaterThan(3);
    }
  });

  it("is the run that somebody has going, in its project, which goes on", async () => {
    const { openFor, version, run, used, fake } = await registered();
    const projects = fake.state.projects;
    const training = { id: "UA==", entity: "ent", name: "training", runs: new Map(), collections: new Map() };
    const theirs = { ...(run("genai-mlops-registry") as object), name: "train_42", state: "running", uses: [] };
    projects.set("ent/training", { ...training, runs: new Map([["train_42", theirs as never]]) });
    await openFor("train_42", "training").use?.(version, deploy);
    expect(run("train_42", "training")).toMatchObject({ uses: [used], state: "running" });
    expect(run(deploy.id)).toBeUndefined();
  });

  it("is nothing that W&B does not know: a run that is not there, bytes that are not this version", async () => {
    const { open, openFor, version, run } = await registered();
    await expect(openFor("gone").use?.(version, deploy)).rejects.toMatchObject({ provider: "wandb" });
    expect(run("gone")).toBeUndefined();
    const other: ModelVersion = { ...version, digest: `sha256:${"0".repeat(64)}` };
    await expect(open().use?.(other, deploy)).rejects.toMatchObject({ code: "model-corrupt" });
    expect(run(deploy.id)).toBeUndefined();
  });
});
