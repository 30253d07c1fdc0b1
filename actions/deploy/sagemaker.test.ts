import { join } from "node:path";
import { describe, expect, it } from "vitest";
import type { Inputs } from "#action-kit";
import { nodeHttp } from "#platform";
import { registryProviders } from "#registry";
import {
  awsEnvironment,
  fakeAws,
  fakeClock,
  fakeDeps,
  fakeEnvironment,
  fakeGithub,
  fileRegistryInputs,
  githubTokens,
  kubernetesDeployInputs,
  sageMakerDeployInputs,
  sageMakerModel,
  sampleMetadata,
} from "#testing";
import { openServing } from "../open-serving.ts";
import { run } from "./run.ts";
import type { spec } from "./spec.ts";

async function registered() {
  const clock = fakeClock();
  const aws = fakeAws(clock.now);
  const environment = fakeEnvironment(awsEnvironment);
  const deps = await fakeDeps({ clock, http: aws.http, environment });
  const stateDir = join(deps.workspace, "state");
  const shared = { "state-dir": stateDir, language: "en", "report-dir": "reports" } as const;
  const files = await registryProviders.file(deps, { folder: join(stateDir, "registry") });
  async function inputsOf(model: string, given: Partial<Inputs<typeof spec>> = {}): Promise<Inputs<typeof spec>> {
    const folder = join(deps.workspace, model);
    await deps.files.writeAtomic(join(folder, "merged", "config.json"), `{"model":"${model}"}`);
    const { version } = await files.register({ name: "mail", folder, bump: "minor", metadata: sampleMetadata });
    return {
      ...shared,
      ...fileRegistryInputs,
      ...sageMakerDeployInputs,
      ...kubernetesDeployInputs,
      target: "sagemaker",
      endpoint: "mail",
      "ray-address": undefined,
      "ray-token": undefined,
      "model-ref": version.modelRef,
      "model-uri": `s3://models/${model}/model.tar.gz`,
      "sagemaker-image": sageMakerModel.image,
      "sagemaker-role": sageMakerModel.roleArn,
      "sagemaker-environment": '{"OPTION_DTYPE":"bf16"}',
      strategy: "canary",
      port: 0,
      "data-plane": undefined,
      "context-size": 2048,
      threads: 1,
      parallel: 4,
      "server-args": "{}",
      timeout: undefined,
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
  const plan = (): Promise<string> => deps.files.readText(join(stateDir, "deployments/mail/rollback-plan.md"));
  return { aws, clock, deps, inputsOf, plan };
}

describe("deploy to SageMaker", () => {
  it("puts a model into service, a later one beside it, and says how to take it back", async () => {
    const { aws, deps, inputsOf, plan } = await registered();
    const first = await inputsOf("one");
    const { outputs } = await run(first, deps);
    const address = "https://runtime.sagemaker.eu-central-1.amazonaws.com/endpoints/mail/invocations";
    expect(outputs).toMatchObject({ endpoint: address, "canary-endpoint": "", "first-deployment": true });
    expect(await plan()).toContain("there is nothing to go back to");
    const later = await run(await inputsOf("two"), deps);
    expect(later.outputs).toMatchObject({
      "canary-endpoint": address,
      previous: first["model-ref"],
      "first-deployment": false,
    });
    expect(later.report?.markdown).toContain("aws sagemaker-runtime invoke-endpoint --endpoint-name mail");
    expect(await plan()).toContain(
      "aws sagemaker update-endpoint-weights-and-capacities --region eu-central-1 --endpoint-name mail --desired-weights-and-capacities VariantName=baseline,DesiredWeight=1 VariantName=canary,DesiredWeight=0",
    );
    expect(aws.control.endpoint("mail")?.variants[1]?.container.Environment).toMatchObject({ OPTION_DTYPE: "bf16" });
    const serving = await openServing(first, deps);
    expect((await serving.promote(0)).variants.baseline.version).toBe("1.1.0");
  });

  it("replaces a model under alarms, and names the way back", async () => {
    const { aws, deps, inputsOf, plan } = await registered();
    const first = await inputsOf("one");
    await run(first, deps);
    await run(await inputsOf("two", { strategy: "all-at-once", "guardrail-alarms": ["errors"] }), deps);
    expect(aws.control.endpoint("mail")?.lastDeployment).toMatchObject({
      BlueGreenUpdatePolicy: { TrafficRoutingConfiguration: { Type: "CANARY", CanarySize: { Value: 10 } } },
    });
    expect(await plan()).toContain(`model-ref: ${first["model-ref"]}\nstrategy: all-at-once`);
  });

  it("captures, scales and shadows as the inputs say, and says so", async () => {
    const { aws, deps, inputsOf, plan } = await registered();
    const told = {
      "sagemaker-data-capture": "s3://captured/mail",
      "sagemaker-autoscaling": "1..4",
      "sagemaker-autoscaling-target": 30,
    } as const;
    await run(await inputsOf("one", told), deps);
    const { outputs, report } = await run(
      await inputsOf("two", { ...told, strategy: "shadow", "shadow-percent": 25, language: "ru" }),
      deps,
    );
    expect(outputs).toMatchObject({ "canary-endpoint": "", "first-deployment": false });
    expect(report?.json).toMatchObject({ shadow: 0.25 });
    expect(report?.markdown).toMatch(/Кандидат стоит тенью: он получает копии 25\s%/);
    expect(await plan()).toContain("Копии запросов прекращает действие rollback");
    expect(await plan()).toContain(
      "aws application-autoscaling describe-scalable-targets --region eu-central-1 --service-namespace sagemaker --resource-ids endpoint/mail/variant/baseline",
    );
    const endpoint = aws.control.endpoint("mail");
    expect(endpoint?.given["DataCaptureConfig"]).toMatchObject({ InitialSamplingPercentage: 20 });
    expect(endpoint?.shadow.map(({ weight }) => weight)).toEqual([0.25]);
    expect([...aws.control.targets]).toMatchObject([["mail/baseline", { min: 1, max: 4 }]]);
  });

  it("hosts by the mode that is asked for, and says how that is asked", async () => {
    for (const [given, asked] of [
      [{ "sagemaker-mode": "serverless", "sagemaker-container": "own" }, "invoke-endpoint --endpoint-name mail"],
      [{ "sagemaker-mode": "async", "sagemaker-async-output": "s3://answers/mail" }, "invoke-endpoint-async"],
      [
        { "sagemaker-mode": "inference-component", "sagemaker-memory": 8192 },
        "invoke-endpoint --endpoint-name mail --inference-component-name mail",
      ],
    ] as const) {
      const { deps, inputsOf, plan } = await registered();
      const first = await inputsOf("one", { ...given, strategy: "all-at-once" });
      await run(first, deps);
      const { report } = await run(await inputsOf("two", { ...given, strategy: "all-at-once" }), deps);
      expect(report?.json).toMatchObject({ hosting: given["sagemaker-mode"] });
      expect(report?.markdown).toContain(`aws sagemaker-runtime ${asked}`);
      expect(report?.markdown).toContain("The model took the place of the one before");
      const isComponent = given["sagemaker-mode"] === "inference-component";
      expect(await plan()).toContain(isComponent ? "describe-inference-component" : `model-ref: ${first["model-ref"]}`);
    }
  });

  it("rolls instance by instance under alarms, whatever routing is told, and records it", async () => {
    const { aws, deps, inputsOf } = await registered();
    await run(await inputsOf("one"), deps);
    const routing = { strategy: "rolling", "guardrail-routing": "linear" } as const;
    const { report } = await run(await inputsOf("two", { ...routing, "guardrail-alarms": ["errors"] }), deps);
    expect(aws.control.endpoint("mail")?.lastDeployment).toMatchObject({
      RollingUpdatePolicy: { MaximumBatchSize: { Value: 10 } },
      AutoRollbackConfiguration: { Alarms: [{ AlarmName: "errors" }] },
    });
    expect(report?.json).toMatchObject({
      variants: { baseline: { version: "1.1.0" }, canary: null },
      rollout: { strategy: "rolling", step: "settled" },
    });
  });

  it("submits and ends, looks without a word, and says what came of it once", async () => {
    const { aws, clock, deps, inputsOf } = await registered();
    const github = await fakeGithub();
    deps.github = { ...deps.github, apiUrl: github.baseUrl };
    deps.http = { send: (request) => (request.url.startsWith(github.baseUrl) ? nodeHttp() : aws.http).send(request) };
    const told = { "github-token": githubTokens.bot, strategy: "canary" } as const;
    const said = () => github.deployments.map(({ statuses }) => statuses.map(({ state }) => state));
    const [first, second] = [await inputsOf("one", told), await inputsOf("two", told)];
    expect((await run({ ...first, mode: "collect" }, deps)).outputs).toMatchObject({ outcome: "none", endpoint: "" });
    const submitted = await run({ ...first, mode: "submit" }, deps);
    expect(submitted.outputs).toMatchObject({ outcome: "in-progress", endpoint: "", "first-deployment": true });
    expect(submitted.report?.markdown).toMatch(/is still going on .*endpoint mail is Creating/);
    expect(submitted.report?.markdown).not.toContain("is up");
    expect(deps.savedState("endpoint-change")).toBe("");
    expect((await run({ ...first, mode: "collect" }, deps)).outputs).toMatchObject({ outcome: "in-progress" });
    expect(said()).toEqual([["in_progress", "in_progress"]]);
    await clock.sleep(600_000);
    for (const collected of [true, false])
      expect((await run({ ...first, mode: "collect" }, deps)).outputs).toMatchObject({
        outcome: "deployed",
        collected,
        "first-deployment": true,
        endpoint: expect.stringContaining("/endpoints/mail/invocations"),
      });
    expect(said()).toEqual([["in_progress", "in_progress", "success"]]);

    const later = await run({ ...second, mode: "submit", language: "ru" }, deps);
    expect(later.outputs).toMatchObject({
      outcome: "in-progress",
      previous: first["model-ref"],
      "first-deployment": false,
    });
    expect(later.report?.markdown).toMatch(/Развёртывание модели .* и ещё идёт/);
    expect(JSON.parse(await deps.files.readText(String(later.outputs.deployment)))).toMatchObject({
      variants: { baseline: { modelRef: first["model-ref"] }, canary: null },
      pending: { modelRef: second["model-ref"], isFirst: false },
    });
    await expect(run({ ...(await inputsOf("three")), mode: "submit" }, deps)).rejects.toMatchObject({
      code: "endpoint-busy",
      message: expect.stringContaining(second["model-ref"]),
    });
    await clock.sleep(600_000);
    const { outputs } = await run({ ...second, mode: "collect" }, deps);
    expect(outputs).toMatchObject({ outcome: "deployed", previous: first["model-ref"], "first-deployment": false });
    expect(said()[1]).toEqual(["in_progress", "in_progress", "in_progress"]);
    expect(github.violations).toEqual([]);
    await github.close();
  });

  it("fails in the look that finds what failed, and leaves the model in service alone", async () => {
    const { aws, clock, deps, inputsOf } = await registered();
    await run(await inputsOf("one"), deps);
    aws.control.options.containerFailure = () => "out of memory";
    const given = { ...(await inputsOf("two")), strategy: "all-at-once" } as const;
    await run({ ...given, mode: "submit" }, deps);
    await clock.sleep(1_200_000);
    await expect(run({ ...given, mode: "collect" }, deps)).rejects.toMatchObject({
      code: "server-unhealthy",
      message: expect.stringContaining("out of memory"),
    });
    expect((await run({ ...given, mode: "collect" }, deps)).outputs.outcome).toBe("none");
    expect([aws.control.models.size, aws.control.configs.size]).toEqual([1, 1]);
  });

  it("makes nothing of inputs that are wrong", async () => {
    const { aws, deps, inputsOf } = await registered();
    const given = await inputsOf("one");
    for (const [changed, where] of [
      [{ "model-uri": undefined }, "model-uri"],
      [{ "sagemaker-image": undefined }, "sagemaker-image"],
      [{ "sagemaker-role": "serving" }, "sagemaker-role"],
      [{ "sagemaker-environment": "[]" }, "sagemaker-environment"],
      [{ "sagemaker-environment": '{"A":1}' }, "sagemaker-environment.A"],
      [{ "guardrail-alarms": ["errors"] }, "guardrail-alarms"],
      [{ "sagemaker-async-output": "s3://answers/mail" }, "sagemaker-async-output"],
      [{ "sagemaker-memory": 2048 }, "sagemaker-memory"],
      [{ "sagemaker-data-capture-kms-key": "alias/a" }, "sagemaker-data-capture-kms-key"],
      [{ "sagemaker-data-capture": "captured" }, "sagemaker-data-capture"],
      [{ "sagemaker-autoscaling": "1-4" }, "sagemaker-autoscaling"],
      [{ "sagemaker-autoscaling": "4..1" }, "sagemaker-autoscaling"],
      [{ strategy: "shadow", "shadow-percent": 0 }, "shadow-percent"],
      [{ "sagemaker-mode": "async", strategy: "all-at-once" }, "sagemaker-async-output"],
      [{ "sagemaker-mode": "inference-component", strategy: "all-at-once" }, "sagemaker-memory"],
      [{ strategy: "rolling" }, "guardrail-alarms"],
      [{ strategy: "all-at-once", "guardrail-alarms": ["errors"], "guardrail-percent": 60 }, "guardrail-percent"],
    ] as const)
      await expect(run({ ...given, ...changed } as Inputs<typeof spec>, deps)).rejects.toMatchObject({
        problems: [{ where }],
      });
    expect(aws.calls.filter(({ changes }) => changes)).toEqual([]);
  });
});
