import { describe, expect, it } from "vitest";
import type { InputError } from "#contracts";
import { sampleService, sampleServices } from "#testing";
import type { KubernetesEngine, ModelService } from "./model-service.ts";
import { requireModelService } from "./requirements.ts";

/** Names of the inputs that something is wrong with. */
function wrongWith(engine: KubernetesEngine, changed: Partial<ModelService>): string[] {
  try {
    requireModelService(sampleService(engine, "one", changed));
    return [];
  } catch (error) {
    return (error as InputError).problems.map(({ where }) => where);
  }
}

const { model, server } = sampleService("argo-rollouts");
const ofModel = (uri: string): Partial<ModelService> => ({ model: { ...model, uri } });
const ofServer = (changed: Partial<ModelService["server"]>): Partial<ModelService> => ({
  server: { ...server, ...changed },
});

describe("what is required of a model in service on Kubernetes", () => {
  it("holds for good inputs", () => {
    for (const service of sampleServices()) requireModelService(service);
  });

  it("is told of all at once, each with its rule", () => {
    const wrong = sampleService("argo-rollouts", "one", {
      endpoint: "Mail_Triage",
      namespace: "-x",
      model: { ...model, uri: "/models/one", digest: "latest" },
      server: { ...server, image: "vllm/vllm-openai:latest", tokenSecret: "Hub" },
      cpu: "4 cores",
      memory: "24GB",
      gpus: -1,
      replicas: 0,
      gpuResource: "gpu",
      plan: [50, 5, 0.5],
      gateway: { name: "Public", namespace: "a.b", hostname: "mail triage" },
    });
    let thrown: InputError | undefined;
    try {
      requireModelService(wrong);
    } catch (error) {
      thrown = error as InputError;
    }
    expect(thrown?.problems.map(({ where }) => where)).toEqual([
      "endpoint",
      "kubernetes-namespace",
      "kubernetes-token-secret",
      "kubernetes-gateway",
      "kubernetes-gateway",
      "kubernetes-hostname",
      "model-ref",
      "model-uri",
      "kubernetes-image",
      "kubernetes-cpu",
      "kubernetes-memory",
      "kubernetes-replicas",
      "kubernetes-gpus",
      "kubernetes-gpu-resource",
      "kubernetes-plan",
    ]);
    expect(thrown?.problems.every(({ legal, mend }) => legal || mend)).toBe(true);
    expect(thrown?.problems[0]?.legal).toContain("RFC 1123");
  });

  it.each([
    ["endpoint", { endpoint: "9mail" }],
    ["endpoint", { endpoint: "mail-" }],
    ["endpoint", { endpoint: "m".repeat(57) }],
    ["kubernetes-gateway", { gateway: undefined }],
    ["model-uri", ofModel("s3://models/one")],
    ["model-uri", ofModel("oci://registry.example.org/mail:1.0")],
    ["model-uri", ofModel("hf://acme/mail")],
    ["model-uri", ofServer({ kind: "llama.cpp" })],
    ["model-uri", { ...ofModel(`hf://acme/mail:${"c".repeat(40)}`), ...ofServer({ kind: "llama.cpp" }) }],
    ["kubernetes-server", ofServer({ kind: "huggingface" })],
    ["kubernetes-image", ofServer({ image: "" })],
    ["kubernetes-image", ofServer({ image: "registry.example.org:5000/vllm" })],
    ["kubernetes-memory", { memory: "0" }],
    ["kubernetes-cpu", { cpu: "0.0" }],
    ["kubernetes-plan", { plan: [] }],
    ["kubernetes-plan", { plan: [5, 5] }],
    ["kubernetes-plan", { plan: [Number.NaN] }],
    ["timeout", ofServer({ startSeconds: 0.5 })],
  ] as [string, Partial<ModelService>][])("refuses by %s: %j", (where, changed) => {
    expect(wrongWith("argo-rollouts", changed)).toEqual([where]);
  });

  it("differs from engine to engine", () => {
    expect(wrongWith("kserve", { gateway: undefined, model: { ...model, uri: "s3://models/one" } })).toEqual([]);
    expect(wrongWith("kserve", { endpoint: "m".repeat(48), model: { ...model, uri: "gs://a/b" } })).toEqual([
      "endpoint",
    ]);
    expect(wrongWith("argo-rollouts", { endpoint: "m".repeat(56) })).toEqual([]);
  });
});
