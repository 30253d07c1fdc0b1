import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";

import { nodeExec, type Platform } from "#platform";
import { type Registry, registryProviders } from "#registry";
import { type FakeDeps, fakeDeps, fakeEnvironment, promoteInputs, sampleMetadata, standInPython } from "#testing";
import { openServing } from "../../actions/open-serving.ts";
import { sampleModel } from "../../packages/testing/src/sample-model.ts";
import { runComposite } from "./composite.ts";

const suite = `schemaVersion: 1
probes:
  - name: label
    messages: [{ role: user, content: hello }]
    expect: { contains: [right] }
`;

/** One endpoint on this machine: the real supervisor and router, a stand-in for llama.cpp. */
describe("release-model, blue-green", () => {
  let deps: FakeDeps;
  let platform: Partial<Platform>;
  let registry: Registry;
  const stateDir = (): string => join(deps.workspace, "state");
  const models: Record<string, string> = {};
  const serving = () => openServing({ ...promoteInputs, endpoint: "mail", "state-dir": stateDir() }, deps);
  const served = async () => (await (await serving()).describe())?.variants.baseline.modelRef;
  const champion = async () => (await registry.find("mail@champion"))?.modelRef;

  /** @param weight what the model does: `wrong` answers wrong, `turns 2` does so after two answers */
  async function register(weight: string): Promise<string> {
    const folder = await sampleModel(weight);
    const { version } = await registry.register({ name: "mail", folder, bump: "minor", metadata: sampleMetadata });
    const { modelRef } = version;
    await registry.attach(version, "evaluation.json", JSON.stringify({ verdict: "pass", model: { digest: modelRef } }));
    models[weight] = modelRef;
    return modelRef;
  }

  async function release(weight: string, more: Record<string, string> = {}, after?: (step: string) => void) {
    const inputs = {
      "model-ref": await register(weight),
      endpoint: "mail",
      strategy: "blue-green",
      engine: "llama.cpp",
      "smoke-suite": join(deps.workspace, "smoke.yaml"),
      "state-dir": stateDir(),
      "report-dir": join(deps.workspace, "reports"),
      language: "en",
      ...more,
    };
    const ran = await runComposite("release-model", inputs, { platform, ...(after && { after }) });
    const ends = Object.fromEntries(Object.entries(ran.steps).map(([id, { outcome }]) => [id, outcome]));
    return { ...ran, ends, outcome: ran.outputs["outcome"] };
  }

  beforeAll(async () => {
    deps = await fakeDeps();
    writeFileSync(join(deps.workspace, "smoke.yaml"), suite);
    const uv = standInPython(join(deps.workspace, "bin"));
    const environment = fakeEnvironment({ PATH: process.env["PATH"] ?? "", GITHUB_WORKSPACE: deps.workspace });
    const exec = nodeExec();
    platform = { environment, exec: { ...exec, which: async (name) => (name === "uv" ? uv : await exec.which(name)) } };
    registry = await registryProviders.file(deps, { folder: join(stateDir(), "registry") });
    const { succeeded, outcome, ends } = await release("one");
    expect([succeeded, outcome, ends["rollback"]]).toEqual([true, "promoted", "skipped"]);
  }, 120_000);
  afterAll(async () => await (await serving()).stop());

  it("gives nothing to an inactive colour that its smoke test fails", async () => {
    const { succeeded, outcome, ends } = await release("wrong");
    expect([succeeded, outcome]).toEqual([false, "rolled-back"]);
    expect(ends).toMatchObject({ smoke: "success", promote: "skipped", rollback: "success" });
    expect([await served(), await champion()]).toEqual([models["one"], models["one"]]);
  }, 120_000);

  it.each([
    ["right after the switch", "turns 1", 1],
    ["later in the bake", "turns 2", 2],
  ])("switches back at once when the colour fails %s, traffic and alias", async (_, weight, rounds) => {
    const begun = Date.now();
    const { succeeded, outcome, ends, steps } = await release(weight, { bake: "1h", "check-every": "1s" });
    expect([succeeded, outcome]).toEqual([false, "rolled-back"]);
    expect(ends).toMatchObject({ promote: "success", "smoke-after": "failure", "end-bake": "skipped" });
    expect(steps["promote"]?.outputs).toMatchObject({ outcome: "baking", "model-ref": models[weight] });
    expect(steps["smoke-after"]?.outputs["rounds"]).toBe(String(rounds));
    expect([await served(), await champion()]).toEqual([models["one"], models["one"]]);
    // it stood all the time: nothing was started for the way back, and the hour was not waited for
    expect(Date.now() - begun).toBeLessThan(60_000);
    expect((await (await serving()).health()).baseline.healthy).toBe(true);
  });

  it("keeps the old colour until the bake is over and its checks passed, and then removes it", async () => {
    const { succeeded, outcome, ends, steps } = await release("two", { bake: "2s", "check-every": "1s" });
    expect([succeeded, outcome]).toEqual([true, "promoted"]);
    expect(ends).toMatchObject({ "smoke-after": "success", "end-bake": "success", rollback: "skipped" });
    expect(Number(steps["smoke-after"]?.outputs["rounds"])).toBeGreaterThan(1);
    expect([await served(), await champion()]).toEqual([models["two"], models["two"]]);
    expect((await (await serving()).endBake(1e10)).secondsLeft).toBe(0);
  }, 120_000);

  it("leaves a bake that is longer than the job to a later run, which can still go back", async () => {
    const { succeeded, outcome } = await release("three", { bake: "1d", wait: "false" });
    expect([succeeded, outcome]).toEqual([true, "baking"]);
    expect([await served(), await champion()]).toEqual([models["three"], models["three"]]);
    expect((await (await serving()).rollback()).variants.baseline.modelRef).toBe(models["two"]);
  }, 120_000);
});
