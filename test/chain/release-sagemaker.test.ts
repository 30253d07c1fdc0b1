import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { ToolkitError } from "#contracts";
import { nodeHttp, type Platform } from "#platform";
import { type Registry, registryProviders } from "#registry";
import {
  type AsyncContainer,
  awsEnvironment,
  awsKey,
  type FakeSageMaker,
  fakeCloudWatch,
  fakeEnvironment,
  fakeSageMaker,
  sageMakerModel,
  sageMakerServingUnderTest,
  sampleMetadata,
} from "#testing";
import { sampleModel } from "../../packages/testing/src/sample-model.ts";
import { runComposite } from "./composite.ts";

const suite = `schemaVersion: 1
probes:
  - name: label
    messages: [{ role: user, content: hello }]
    expect: { contains: [right] }
`;
/** What the gate renews a weight after while it waits in a loop. */
const renewalMs = 300_000;

let runtime: FakeSageMaker;
afterEach(() => runtime?.close());

/** The whole chain against SageMaker, CloudWatch and the runtime; users ask in the middle of every look. */
async function account(asynchronous?: AsyncContainer) {
  const world = await sageMakerServingUnderTest();
  const { aws, deps, clock, stateDir } = world;
  const cloudWatch = fakeCloudWatch(clock);
  /** Share of the canary's requests that fail, and what any model answers to the smoke test. */
  const users = { failing: 0.01, answer: "right" };
  const said = (): string =>
    JSON.stringify({ choices: [{ message: { role: "assistant", content: users.answer }, finish_reason: "stop" }] });
  runtime = await fakeSageMaker(
    "mail",
    awsKey,
    { contentType: "application/json", answer: () => [said()] },
    asynchronous,
  );

  function ask(): void {
    for (const { name, weight } of aws.control.endpoint("mail")?.variants ?? []) {
      const count = Math.round(4000 * weight);
      const failed = Math.round(count * (name === "canary" ? users.failing : 0.01));
      if (count > failed) cloudWatch.invoke(name, count - failed, { latencyMs: 100 });
      if (failed > 0) cloudWatch.invoke(name, failed, { status: 500 });
    }
  }
  async function sleep(ms: number, signal?: AbortSignal): Promise<void> {
    // beside the gate's own work, whose time this is
    if (ms === renewalMs) {
      const end = clock.now() + ms;
      while (clock.now() < end && !signal?.aborted) await new Promise((resolve) => setImmediate(resolve));
      if (signal?.aborted) throw new ToolkitError({ code: "cancelled", message: "cancelled while waiting" });
      return;
    }
    if (ms < renewalMs) return await clock.sleep(ms, signal);
    await clock.sleep(100_000, signal);
    ask();
    await clock.sleep(ms - 100_000, signal);
  }
  const environment = fakeEnvironment({
    ...awsEnvironment,
    AWS_ENDPOINT_URL_SAGEMAKER_RUNTIME: runtime.origin,
    AWS_ENDPOINT_URL_S3: runtime.origin,
    GITHUB_WORKSPACE: deps.workspace,
  });
  const platform: Partial<Platform> = {
    environment,
    clock: { ...clock, sleep },
    http: {
      send(request) {
        if (request.url.startsWith(runtime.origin)) return nodeHttp().send(request);
        return (new URL(request.url).host.startsWith("monitoring.") ? cloudWatch.http : aws.http).send(request);
      },
    },
  };
  writeFileSync(join(deps.workspace, "smoke.yaml"), suite);
  const registry: Registry = await registryProviders.file(deps, { folder: join(stateDir, "registry") });

  async function register(weight: string): Promise<string> {
    const folder = await sampleModel(weight);
    const { version } = await registry.register({ name: "mail", folder, bump: "minor", metadata: sampleMetadata });
    const { modelRef } = version;
    await registry.attach(version, "evaluation.json", JSON.stringify({ verdict: "pass", model: { digest: modelRef } }));
    return modelRef;
  }

  async function release(weight: string, more: Record<string, string> = {}) {
    const modelRef = await register(weight);
    const inputs = {
      "model-ref": modelRef,
      endpoint: "mail",
      target: "sagemaker",
      "model-uri": `s3://models/${weight}/`,
      "sagemaker-image": sageMakerModel.image,
      "sagemaker-role": sageMakerModel.roleArn,
      plan: "10%, 50%",
      "look-interval": "10m",
      null: "any",
      "smoke-suite": join(deps.workspace, "smoke.yaml"),
      "state-dir": stateDir,
      "report-dir": join(deps.workspace, "reports"),
      language: "en",
      ...more,
    };
    const { steps, succeeded, outputs } = await runComposite("release-model", inputs, { platform });
    const ends = Object.fromEntries(Object.entries(steps).map(([id, { outcome }]) => [id, outcome]));
    return { modelRef, steps, ends, succeeded, outcome: outputs["outcome"] };
  }
  const served = async () => (await (await world.open()).describe())?.variants;
  const champion = async () => (await registry.find("mail@champion"))?.modelRef;
  return { ...world, users, release, served, champion };
}

describe("release-model to SageMaker", () => {
  let first: string;
  let at: Awaited<ReturnType<typeof account>>;
  beforeEach(async () => {
    at = await account();
    const { modelRef, succeeded, outcome, ends } = await at.release("one");
    first = modelRef;
    expect([succeeded, outcome, ends["canary"], ends["rollback"]]).toEqual([true, "promoted", "skipped", "skipped"]);
  });

  it("tests the canary by its variant, gives it its weights by CloudWatch, and promotes it", async () => {
    const { modelRef, succeeded, outcome, ends, steps } = await at.release("two");
    expect(steps["canary"]?.outputs).toMatchObject({ verdict: "pass", steps: "2/2" });
    expect([succeeded, outcome, ends["rollback"]]).toEqual([true, "promoted", "skipped"]);
    expect(await at.served()).toMatchObject({ baseline: { modelRef }, canary: null });
    expect(await at.champion()).toBe(modelRef);
    const variants = runtime.invocations.map(({ headers }) => headers["x-amzn-sagemaker-target-variant"]);
    // the first model and after it, the canary, and what users get when it is promoted
    expect(variants).toEqual([undefined, undefined, "canary", undefined]);
  });

  it("takes a canary back whose users see errors", async () => {
    at.users.failing = 0.5;
    const { succeeded, outcome, steps } = await at.release("two");
    expect(steps["canary"]?.outputs["verdict"]).toBe("fail");
    expect([succeeded, outcome]).toEqual([false, "rolled-back"]);
    expect(await at.served()).toMatchObject({ baseline: { modelRef: first }, canary: null });
    expect(await at.champion()).toBe(first);
  });

  it("gives nothing to a canary that its smoke test fails", async () => {
    at.users.answer = "wrong";
    const { outcome, ends } = await at.release("two");
    expect([outcome, ends["canary"], ends["promote"], ends["rollback"]]).toEqual([
      "rolled-back",
      "skipped",
      "skipped",
      "success",
    ]);
    expect(await at.served()).toMatchObject({ baseline: { modelRef: first }, canary: null });
  });

  it("says that a model which replaced another at once still serves, where that one is gone", async () => {
    at.users.answer = "wrong";
    const { modelRef, succeeded, outcome } = await at.release("two", { strategy: "all-at-once" });
    expect([succeeded, outcome]).toEqual([false, "failed"]);
    expect(await at.served()).toMatchObject({ baseline: { modelRef } });
    expect(await at.champion()).toBe(first);
  });

  it.each([
    [{ "model-uri": "", "sagemaker-image": "", "sagemaker-role": "" }, 3],
    [{ "sagemaker-mode": "async", strategy: "all-at-once", "sagemaker-async-output": "s3://answers/mail" }, 1],
    [{ target: "kubernetes", "model-uri": "", "sagemaker-image": "" }, 3],
  ] as const)("names what is missing of %j before anything is deployed", async (more, count) => {
    const calls = at.aws.calls.length;
    const { succeeded, ends, steps } = await at.release("two", more as Record<string, string>);
    expect([succeeded, ends["needs"], ends["deploy"], steps["needs"]?.said?.match(/::error/g)?.length]).toEqual([
      false,
      "failure",
      "skipped",
      count,
    ]);
    expect(at.aws.calls.length).toBe(calls);
  });
});

it("releases an asynchronous endpoint of SageMaker, tested through S3", async () => {
  const asynchronous = { output: "s3://answers/mail", failure: "s3://answers/mail/failures", looks: 1 };
  const { release, served } = await account(asynchronous);
  const told = {
    strategy: "all-at-once",
    "sagemaker-mode": "async",
    "sagemaker-async-output": "s3://answers/mail",
    "sagemaker-async-input": "s3://answers/questions",
  };
  const { modelRef, succeeded, outcome } = await release("one", told);
  expect([succeeded, outcome]).toEqual([true, "promoted"]);
  expect(await served()).toMatchObject({ baseline: { modelRef } });
  expect(runtime.invocations).toHaveLength(2);
});
