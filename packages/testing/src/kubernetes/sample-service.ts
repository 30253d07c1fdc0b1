import type { KubernetesEngine, ModelService } from "#infrastructure";

const hex = (name: string): string => Buffer.from(name.padEnd(32, "_")).toString("hex").slice(0, 64);

/** A model in service of one engine, as deploy makes it of good inputs. */
export function sampleService(
  engine: KubernetesEngine,
  name = "one",
  changed: Partial<ModelService> = {},
): ModelService {
  const digest = `sha256:${hex(name)}`;
  return {
    endpoint: "mail",
    namespace: "models",
    engine,
    model: {
      modelRef: `mail#${digest}`,
      version: "1.2.0+build.7",
      digest,
      uri: engine === "kserve" ? `s3://models/${name}` : `pvc://weights/${name}`,
    },
    server: {
      kind: "vllm",
      image: "registry.example.org/vllm-openai:v0.33.0",
      args: ["--dtype=bfloat16"],
      contextSize: 4096,
      threads: 4,
      parallel: 16,
      startSeconds: 900,
      tokenSecret: "hub",
    },
    replicas: 2,
    cpu: "4",
    memory: "24Gi",
    gpus: 1,
    gpuResource: "nvidia.com/gpu",
    plan: [5, 25, 50, 95],
    gateway: { name: "public", namespace: "gateways", hostname: "mail.example.org" },
    beside: true,
    ...changed,
  };
}

/** Services that have between them everything that is ever rendered. */
export function sampleServices(): ModelService[] {
  const { model, server } = sampleService("argo-rollouts");
  const llama = {
    ...server,
    kind: "llama.cpp",
    image: "registry.example.org/llama.cpp:server-b6000",
    args: [],
  } as const;
  const image = `oci://registry.example.org/mail@sha256:${"b".repeat(64)}#model.gguf`;
  const hub = { ...model, uri: `hf://acme/mail:${"c".repeat(40)}` };
  return [
    sampleService("argo-rollouts"),
    sampleService("argo-rollouts", "hub", { model: hub, gpus: 2 }),
    sampleService("argo-rollouts", "llama", { server: llama, model: { ...model, uri: image }, gpus: 0, cpu: "500m" }),
    sampleService("kserve"),
    sampleService("kserve", "llama", {
      server: llama,
      model: { ...model, uri: "https://models.example.org/mail/model.gguf" },
      gpus: 0,
    }),
    sampleService("kserve", "hub", {
      server: { ...server, kind: "huggingface", image: "" },
      model: hub,
      beside: false,
    }),
  ];
}
