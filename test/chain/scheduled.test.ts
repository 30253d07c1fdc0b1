import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { nodeHttp, type Platform } from "#platform";
import { registryProviders } from "#registry";
import {
  awsEnvironment,
  awsKey,
  fakeEnvironment,
  fakeSageMaker,
  kubernetesServingUnderTest,
  sageMakerGateUnderTest,
  sageMakerModel,
  sampleMetadata,
  sampleModel,
} from "#testing";
import { runJob } from "./composite.ts";

/** An account without any region, as a runner has it; what a workflow says about it is what there is. */
const { AWS_REGION: _region, ...credentials } = awsEnvironment;
const example = "workflows/examples/mail-triage/.github/workflows/canary.yml";

/** The example's endpoint: a champion, and a registered candidate that stands as its canary. */
async function mailTriage() {
  const world = await sageMakerGateUnderTest();
  const { deps, serving, candidate } = world;
  await serving.rollback();
  const environment = fakeEnvironment({
    ...credentials,
    PATH: process.env["PATH"] ?? "",
    XDG_STATE_HOME: join(deps.workspace, "home"),
    GITHUB_WORKSPACE: deps.workspace,
  });
  const registry = await registryProviders.file(deps, {
    folder: join(deps.workspace, "home/genai-mlops/registry"),
  });
  const folder = await sampleModel("two");
  const { version } = await registry.register({ name: "mail", folder, bump: "minor", metadata: sampleMetadata });
  const { modelRef, digest } = version;
  await registry.attach(version, "evaluation.json", JSON.stringify({ verdict: "pass", model: { digest: modelRef } }));
  await serving.deploy({ ...candidate("two"), modelRef, digest }, "canary");
  // the champion's users before the canary came, by whom its p95 is known
  world.cloudWatch.invoke("baseline", 1000, { latencyMs: 100 });
  world.clock.advance(600_000);
  const clock = { ...deps.clock, sleep: (ms: number) => deps.clock.sleep(ms, world.cancelled.signal) };
  const { http, random } = deps;
  const platform: Partial<Platform> = { http, clock, random, environment };
  const vars = { CANARY_STATE: join(deps.workspace, "gate/canary-state.json") };
  async function look() {
    const changed = (text: string): string =>
      text
        .replaceAll("endpoint: mail-triage", "endpoint: mail")
        .replaceAll("target: sagemaker\n", `target: sagemaker\n          report-dir: ${deps.workspace}/reports\n`);
    const ran = await runJob(example, { vars }, { platform, changed });
    // the world has its users ask while a look waits
    world.clock.advance(60_000);
    const ends = Object.fromEntries(Object.entries(ran.steps).map(([id, { outcome }]) => [id, outcome]));
    const said = Object.values(ran.steps).flatMap(({ host }) => host?.failures ?? []);
    return { ...ran, ends, said, steps: ran.steps["canary"]?.outputs["steps"] };
  }
  const standing = () => (world.aws.control.endpoint("mail")?.variants ?? []).map(({ name }) => name);
  return { ...world, look, modelRef, registry, standing };
}

describe("the example's scheduled canary", () => {
  it("goes up its plan, a look a run, and promotes at its end", async () => {
    const { look, answering, modelRef, registry } = await mailTriage();
    for (const steps of ["1/4", "2/4", "3/4"])
      expect(await look()).toMatchObject({ said: [], steps, ends: { promote: "skipped", rollback: "skipped" } });
    expect(await look()).toMatchObject({ said: [], steps: "4/4", ends: { promote: "success", rollback: "skipped" } });
    expect(answering()).toEqual({ [modelRef]: 1 });
    expect((await registry.find("mail@champion"))?.modelRef).toBe(modelRef);
  }, 120_000);

  it("leaves no instances of a canary that failed", async () => {
    const { look, answering, canary, standing } = await mailTriage();
    await look();
    expect(standing()).toHaveLength(2);
    canary.failing = 0.3;
    const failed = await look();
    expect(failed).toMatchObject({ succeeded: false, ends: { canary: "failure", rollback: "success" } });
    expect([answering(), standing()]).toEqual([{ one: 1 }, ["baseline"]]);
  }, 120_000);
});

describe("the example that comes back for a deployment", () => {
  const later = "workflows/examples/mail-triage/.github/workflows/deploy-sagemaker.yml";

  it.each([
    ["right", { smoke: "success", rollback: "skipped" }, ["baseline", "canary"]],
    ["wrong", { smoke: "failure", rollback: "success" }, ["baseline"]],
  ])(
    "asks for it, looks until it stands, and tests once what answers %s",
    async (answer, ends, variants) => {
      const world = await mailTriage();
      await world.serving.rollback();
      await world.registry.setAlias(
        "mail",
        "challenger",
        (await world.registry.list("mail")).at(-1)?.version ?? "",
        undefined,
      );
      const said = JSON.stringify({
        choices: [{ message: { role: "assistant", content: answer }, finish_reason: "stop" }],
      });
      const runtime = await fakeSageMaker("mail", awsKey, { contentType: "application/json", answer: () => [said] });
      const { http, random, clock, workspace } = world.deps;
      const suite = join(workspace, "smoke.yaml");
      writeFileSync(
        suite,
        "schemaVersion: 1\nprobes: [{ name: label, messages: [{ role: user, content: hi }], expect: { contains: [right] } }]\n",
      );
      const environment = fakeEnvironment({
        ...credentials,
        XDG_STATE_HOME: join(workspace, "home"),
        AWS_ENDPOINT_URL_SAGEMAKER_RUNTIME: runtime.origin,
      });
      const platform: Partial<Platform> = {
        random,
        environment,
        clock: { ...clock, sleep: world.clock.sleep },
        http: { send: (request) => (request.url.startsWith(runtime.origin) ? nodeHttp() : http).send(request) },
      };
      const vars = {
        SAGEMAKER_IMAGE: sageMakerModel.image,
        SAGEMAKER_ROLE: sageMakerModel.roleArn,
        SMOKE_SUITE: suite,
      };
      const changed = (text: string): string =>
        text
          .replaceAll(/(endpoint|model-ref): mail-triage/g, "$1: mail")
          .replaceAll("target: sagemaker\n", `target: sagemaker\n          report-dir: ${workspace}/reports\n`);
      const runs = async (event_name: string) => {
        const ran = await runJob(later, { vars, github: { event_name } }, { platform, changed });
        const { deploy, smoke, rollback } = ran.steps;
        return { outcome: deploy?.outputs["outcome"], smoke: smoke?.outcome, rollback: rollback?.outcome };
      };
      const untested = { smoke: "skipped", rollback: "skipped" };
      expect(await runs("workflow_dispatch")).toEqual({ outcome: "in-progress", ...untested });
      expect(await runs("schedule")).toEqual({ outcome: "in-progress", ...untested });
      world.clock.advance(900_000);
      expect(await runs("schedule")).toEqual({ outcome: "deployed", ...ends });
      expect(world.standing()).toEqual(variants);
      expect(await runs("schedule")).toEqual({ outcome: answer === "right" ? "deployed" : "none", ...untested });
      await runtime.close();
    },
    60_000,
  );
});

describe("reconcile.yml", () => {
  const reconcile = "workflows/reconcile.yml";
  const given = { endpoints: "mail", only: "abandoned", role: "", "kubernetes-context": "", language: "en" };

  it("ends an abandoned canary at SageMaker", async () => {
    const world = await mailTriage();
    const { http, random, clock } = world.deps;
    await world.serving.setWeight(0.25, 600);
    world.clock.advance(601_000);
    const inputs = {
      ...given,
      target: "sagemaker",
      region: "eu-central-1",
      "report-dir": `${world.deps.workspace}/reports`,
    };
    const environment = fakeEnvironment({ ...credentials, XDG_STATE_HOME: join(world.deps.workspace, "home") });
    const ran = await runJob(reconcile, { inputs }, { platform: { http, random, clock, environment } });
    expect(ran.steps["reconcile"]?.host?.failures).toEqual([]);
    expect([ran.steps["reconcile"]?.outputs["reconciled"], world.answering()]).toEqual(["1", { one: 1 }]);
  }, 120_000);

  it.each(["argo-rollouts", "kserve"] as const)("ends one on Kubernetes, by %s", async (engine) => {
    const { cluster, deps, open, candidate, clock } = await kubernetesServingUnderTest(engine);
    const serving = await open();
    await serving.deploy(candidate("one"), "canary");
    await serving.deploy(candidate("two"), "canary");
    await serving.setWeight(0.25, 600);
    await clock.sleep(601_000);
    const exec: Platform["exec"] = {
      ...deps.exec,
      run: async (_kubectl, args, options) => cluster.kubectl(args, options?.input),
    };
    const inputs = {
      ...given,
      target: "kubernetes",
      region: "",
      "kubernetes-engine": engine,
      "kubernetes-namespace": "models",
      "report-dir": `${deps.workspace}/reports`,
    };
    const environment = fakeEnvironment({ XDG_STATE_HOME: join(deps.workspace, "home") });
    const { random } = deps;
    const ran = await runJob(reconcile, { inputs }, { platform: { exec, random, clock, environment } });
    expect(ran.steps["reconcile"]?.host?.failures).toEqual([]);
    expect([ran.steps["reconcile"]?.outputs["reconciled"], (await serving.weights()).canary]).toEqual(["1", 0]);
  });
});
