import { describe, expect, it } from "vitest";
import { renderManifest } from "#infrastructure";
import { dyingExec, dyingFiles, kubernetesServiceOf, kubernetesServingUnderTest, lifeOf } from "#testing";

describe.each(["argo-rollouts", "kserve"] as const)("a manifest that somebody comes back for, with %s", (engine) => {
  /** Commits the manifest of a model, as a run with mode: submit writes it. */
  async function committed(name: string, before: readonly string[] = []) {
    const world = await kubernetesServingUnderTest(engine);
    for (const each of before) await (await world.open()).deploy(world.candidate(each), "canary");
    const { content } = renderManifest(kubernetesServiceOf(engine, world.candidate(name), before.length > 0), "en");
    await world.deps.files.writeAtomic(world.manifest, content);
    // whoever comes after a killed run finds its lock
    const exec = { ...world.exec, isAlive: () => false };
    const look = async (around: object = { exec }) =>
      await (await world.open({}, around)).collect?.(world.candidate(name), "canary");
    return { ...world, exec, look };
  }

  it("is given up as the engine gives it up, beside a model that goes on serving", async () => {
    const { cluster, clock, look, open } = await committed("bad", ["one"]);
    expect(await look()).toMatchObject({ state: "in-progress", record: { pending: { modelRef: "bad" } } });
    await clock.sleep(1_200_000);
    await expect(look()).rejects.toMatchObject({ code: "server-unhealthy" });
    expect(cluster.answering()).toEqual({ one: 1 });
    expect((await (await open()).describe())?.variants.baseline.modelRef).toBe("one");
  });

  it.each([[[]], [["one"]]])("ends the same wherever a look is killed, beside %j", async (before) => {
    for (let calls = 1, died = true; died; calls++) {
      const { clock, deps, exec, look, open, cluster } = await committed("two", before);
      await look();
      await clock.sleep(300_000);
      const life = lifeOf(calls);
      const reads = (parameters: readonly string[]): boolean => parameters.includes("get");
      died = await look({ exec: dyingExec(exec, life, reads), files: dyingFiles(deps.files, life) }).then(
        () => false,
        (error: Error) => {
          expect(error.message).toMatch(/killed/);
          return true;
        },
      );
      const over = await look();
      expect(over?.state, `killed before change ${calls}`).toBe("deployed");
      expect(await (await open()).describe()).toEqual(over?.record);
      expect(over?.record.pending).toBeUndefined();
      expect(over?.record.history.map(({ modelRef }) => modelRef)).toEqual([...before, "two"]);
      expect(Object.keys(cluster.answering())).toEqual([before[0] ?? "two"]);
    }
  });
});
