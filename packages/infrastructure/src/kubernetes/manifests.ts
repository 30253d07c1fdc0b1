import type { Language } from "#contracts";
import { manifestText } from "#messages";
import { argoObjects } from "./argo-rollouts.ts";
import { kserveObjects } from "./kserve.ts";
import { revisionOf } from "./labels.ts";
import type { ModelService } from "./model-service.ts";
import { requireModelService } from "./requirements.ts";
import { type Comments, writeYaml } from "./write-yaml.ts";

export interface ManifestFile {
  name: string;
  content: string;
  /** Mark of what it tells the pods; `genai-mlops/revision` in it. */
  revision: string;
}

/**
 * The manifest of an endpoint: one file, which changes from one model to the next in what names the model alone.
 * @throws InputError with everything that is wrong
 */
export function renderManifest(service: ModelService, language: Language): ManifestFile {
  requireModelService(service);
  const text = manifestText[language];
  const kserve = service.engine === "kserve";
  const objects = kserve ? kserveObjects(service) : argoObjects(service);
  const commented = objects.map((value) => ({ value, comments: commentsOf(value, service, language) }));
  const head = [text.made, kserve ? text.kserve : text.argo].join("\n");
  return { name: `${service.endpoint}.yaml`, content: writeYaml(commented, head), revision: revisionOf(service) };
}

function commentsOf(value: object, service: ModelService, language: Language): Comments {
  const text = manifestText[language];
  const { kind } = value as { kind: string };
  const { gpus, gpuResource, server, beside } = service;
  if (kind === "HTTPRoute") return [[["spec", "rules", 0, "backendRefs"], text.route]];
  if (kind === "PodDisruptionBudget") return [[["spec", "maxUnavailable"], text.disruption]];
  if (kind === "Rollout") {
    const pod = ["spec", "template", "spec"];
    const steps = ["spec", "strategy", "canary", "steps"];
    return [
      [steps, text.steps],
      [[...steps, 0], text.idle],
      [[...steps, lastWeight(value)], text.all],
      [["spec", "template", "metadata", "annotations"], text.model],
      [[...pod, "automountServiceAccountToken"], text.token],
      ...(gpus > 0 ? [[[...pod, "containers", 0, "resources", "limits", gpuResource], text.gpu] as const] : []),
      ...(server.kind === "vllm" ? [[[...pod, "volumes", sharedMemory(value)], text.shm] as const] : []),
    ];
  }
  if (kind !== "InferenceService") return [];
  const predictor = ["spec", "predictor"];
  const place = server.kind === "huggingface" ? ["model"] : ["containers", 0];
  return [
    [["metadata", "annotations"], `${text.model}\n${text.annotations}`],
    ...(beside ? [[[...predictor, "canaryTrafficPercent"], text.canaryPercent] as const] : []),
    [[...predictor, "automountServiceAccountToken"], text.token],
    ...(gpus > 0 ? [[[...predictor, ...place, "resources", "limits", gpuResource], text.gpu] as const] : []),
  ];
}

interface RolloutParts {
  spec: {
    strategy: { canary: { steps: object[] } };
    template: { spec: { volumes: { name: string }[] } };
  };
}

const lastWeight = (rollout: object): number => (rollout as RolloutParts).spec.strategy.canary.steps.length - 2;
const sharedMemory = (rollout: object): number =>
  (rollout as RolloutParts).spec.template.spec.volumes.findIndex(({ name }) => name === "shared-memory");
