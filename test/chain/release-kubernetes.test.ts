import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import type { HttpRequest, HttpResponse, Platform } from "#platform";
import { registryProviders } from "#registry";
import { fakeEnvironment, kubernetesServingUnderTest, sampleMetadata } from "#testing";
import { sampleModel } from "../../packages/testing/src/sample-model.ts";
import { runComposite } from "./composite.ts";

const suite = `schemaVersion: 1
probes:
  - name: label
    messages: [{ role: user, content: hello }]
    expect: { contains: [right] }
`;

function answered(status: number, text: string): HttpResponse {
  const bytes = Buffer.from(text);
  return {
    status,
    headers: new Map([["content-type", "application/json"]]),
    body: (async function* () {
      yield bytes;
    })(),
    text: async () => text,
    json: async () => JSON.parse(text) as unknown,
  };
}

/** The agent of the cluster applies what lies in the folder, as if it had been committed. */
describe.each(["argo-rollouts", "kserve"] as const)("release-model to Kubernetes, by %s", (engine) => {
  async function cluster() {
    const world = await kubernetesServingUnderTest(engine);
    const { deps, exec, clock, folder, stateDir } = world;
    const model = { answer: "right" };
    const asked: string[] = [];
    const http = {
      async send({ url }: HttpRequest): Promise<HttpResponse> {
        asked.push(new URL(url).host);
        const message = { role: "assistant", content: model.answer };
        return answered(200, JSON.stringify({ choices: [{ message, finish_reason: "stop" }] }));
      },
    };
    const environment = fakeEnvironment({ GITHUB_WORKSPACE: deps.workspace });
    const platform: Partial<Platform> = { environment, exec, clock, http };
    writeFileSync(join(deps.workspace, "smoke.yaml"), suite);
    const registry = await registryProviders.file(deps, { folder: join(stateDir, "registry") });
    async function release(weight: string, more: Record<string, string> = {}) {
      const modelFolder = await sampleModel(weight);
      const given = { name: "mail", folder: modelFolder, bump: "minor", metadata: sampleMetadata } as const;
      const { version } = await registry.register(given);
      const evaluation = JSON.stringify({ verdict: "pass", model: { digest: version.modelRef } });
      await registry.attach(version, "evaluation.json", evaluation);
      const { steps, succeeded, outputs } = await runComposite(
        "release-model",
        {
          "model-ref": version.modelRef,
          endpoint: "mail",
          target: "kubernetes",
          strategy: "blue-green",
          "model-uri": engine === "kserve" ? `s3://models/${weight}` : `pvc://weights/${weight}`,
          "kubernetes-engine": engine,
          "kubernetes-namespace": "models",
          "kubernetes-image": "registry.example.org/vllm-openai:v0.33.0",
          "kubernetes-gateway": "gateways/public",
          "kubernetes-hostname": "mail.example.org",
          "manifests-dir": folder,
          "smoke-suite": join(deps.workspace, "smoke.yaml"),
          "state-dir": stateDir,
          "report-dir": join(deps.workspace, "reports"),
          language: "en",
          ...more,
        },
        { platform },
      );
      const said = Object.values(steps).flatMap(({ host }) => host?.failures ?? []);
      return { modelRef: version.modelRef, steps, succeeded, said, outcome: outputs["outcome"] };
    }
    const champion = async () => (await registry.find("mail@champion"))?.modelRef;
    return { ...world, asked, model, release, champion };
  }

  it("waits for what was committed, tests the inactive colour, and promotes it", async () => {
    const { asked, release, champion, cluster: kubernetes } = await cluster();
    const first = await release("one");
    expect(first).toMatchObject({ said: [], succeeded: true, outcome: "promoted" });
    const second = await release("two");
    expect(second).toMatchObject({ said: [], succeeded: true, outcome: "promoted" });
    expect(kubernetes.answering()).toEqual({ [second.modelRef]: 1 });
    expect(await champion()).toBe(second.modelRef);
    const inactive = engine === "kserve" ? /mail/ : /^mail-canary\.models\.svc\.cluster\.local$/;
    expect(asked.at(-2)).toMatch(inactive);
  }, 60_000);

  it("gives an inactive colour nothing that its smoke test fails", async () => {
    const { model, release, champion, cluster: kubernetes } = await cluster();
    const first = await release("one");
    model.answer = "wrong";
    const second = await release("two");
    expect([second.succeeded, second.outcome]).toEqual([false, "rolled-back"]);
    expect(kubernetes.answering()).toEqual({ [first.modelRef]: 1 });
    expect(await champion()).toBe(first.modelRef);
  }, 60_000);

  it("names Prometheus before anything is written, where a canary is to be judged by it", async () => {
    const { deps, folder, release } = await cluster();
    const { succeeded, steps } = await release("one", { strategy: "canary" });
    expect([succeeded, steps["needs"]?.said]).toEqual([
      false,
      "::error title=missing input::prometheus-url is needed by the canary gate of target: kubernetes\n",
    ]);
    expect(await deps.files.list(folder)).toEqual([]);
  });
});
