import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { manifestProblems, sampleService, sampleServices } from "#testing";
import { renderManifest } from "./manifests.ts";
import { kubernetesEngines } from "./model-service.ts";
import { modelOfManifest, withoutCanaryShare } from "./rewrite.ts";

const golden = (name: string): string => join(import.meta.dirname, "../../../../test/golden", name);

describe("a manifest", () => {
  it.each(kubernetesEngines)(
    "of %s reads as before in both languages, and differs in its comments alone",
    async (engine) => {
      const [russian, english] = (["ru", "en"] as const).map((language) => {
        return renderManifest(sampleService(engine), language).content;
      }) as [string, string];
      await expect(russian).toMatchFileSnapshot(golden(`kubernetes-${engine}.ru.yaml`));
      await expect(english).toMatchFileSnapshot(golden(`kubernetes-${engine}.en.yaml`));
      const bare = (text: string): string[] => text.split("\n").filter((line) => !/^\s*#/.test(line));
      expect(bare(russian)).toEqual(bare(english));
    },
  );

  it("keeps to the schemas of its engine, whatever it holds", () => {
    for (const service of sampleServices()) expect(manifestProblems(renderManifest(service, "ru").content)).toEqual([]);
  });

  it("does not keep to them with a field that nobody knows or a value of another type", () => {
    const { content } = renderManifest(sampleService("argo-rollouts"), "en");
    expect(manifestProblems(content.replace("setWeight: 5", "setWeigth: 5"))).toEqual([
      "Rollout: /spec/strategy/canary/steps/4 must NOT have additional properties setWeigth",
    ]);
    expect(manifestProblems(content.replace("maxUnavailable: 1", "maxUnavailable: []"))).not.toEqual([]);
    expect(manifestProblems(content.replace("kind: HTTPRoute", "kind: Route"))).toEqual([
      "Route: no schema of gateway.networking.k8s.io/v1/Route is recorded",
    ]);
    const { content: kserve } = renderManifest(sampleService("kserve"), "en");
    expect(manifestProblems(kserve.replace("canaryTrafficPercent:", "canaryPercent:"))).toEqual([
      "InferenceService: /spec/predictor must NOT have additional properties canaryPercent",
    ]);
    expect(manifestProblems("")).toEqual(["the manifest is empty"]);
  });

  it.each(kubernetesEngines)("of %s changes from one model to the next in what names the model", (engine) => {
    const [before, after] = ["one", "two"].map((name) => renderManifest(sampleService(engine, name), "en")) as [
      ReturnType<typeof renderManifest>,
      ReturnType<typeof renderManifest>,
    ];
    const linesBefore = before.content.split("\n");
    const changed = after.content.split("\n").filter((line, index) => line !== linesBefore[index]);
    const names = /model-ref:|model-digest:|genai-mlops\/revision:|--model=|STORAGE_URI|value: s3:/;
    expect(changed.filter((line) => !names.test(line))).toEqual([]);
    expect(before.revision).not.toBe(after.revision);
    expect(renderManifest(sampleService(engine, "one"), "ru").revision).toBe(before.revision);
  });

  it("lets a container do nothing but serve", () => {
    for (const service of sampleServices()) {
      const { content } = renderManifest(service, "en");
      for (const line of [
        "automountServiceAccountToken: false",
        "allowPrivilegeEscalation: false",
        "readOnlyRootFilesystem: true",
        "runAsNonRoot: true",
        "type: RuntimeDefault",
        "- ALL",
      ])
        expect(content).toContain(line);
    }
  });

  it("names the model that it puts into service", () => {
    for (const service of sampleServices()) {
      const { modelRef, version, digest } = service.model;
      expect(modelOfManifest(renderManifest(service, "ru").content)).toEqual({ modelRef, version, digest });
    }
    expect(modelOfManifest("kind: Service\n---\n")).toBeUndefined();
  });

  it("of KServe loses its share after a promotion, with its comment and nothing else", () => {
    for (const language of ["ru", "en"] as const) {
      const { content } = renderManifest(sampleService("kserve"), language);
      const alone = renderManifest(sampleService("kserve", "one", { beside: false }), language).content;
      expect(withoutCanaryShare(content)).toBe(alone);
      expect(withoutCanaryShare(alone)).toBe(alone);
    }
  });
});
