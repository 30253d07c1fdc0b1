import { createHash } from "node:crypto";
import type { ModelService } from "./model-service.ts";

/** What a selector finds the pods of an endpoint by; never changes. */
export const selectorLabels = ({ endpoint }: ModelService): Record<string, string> => ({
  "app.kubernetes.io/name": endpoint,
  "app.kubernetes.io/component": "model-server",
});

/** A label holds 63 marks of a narrow alphabet: the digest's beginning, and the version with `+` as `_`, as Helm has it. */
export const modelLabels = (service: ModelService): Record<string, string> => ({
  ...selectorLabels(service),
  "app.kubernetes.io/managed-by": "genai-mlops",
  "app.kubernetes.io/version": labelValue(service.model.version),
  "genai-mlops/model-digest": service.model.digest.slice("sha256:".length, "sha256:".length + 16),
});

/** An annotation holds the names whole. */
export const modelAnnotations = (service: ModelService): Record<string, string> => ({
  [modelRefAnnotation]: service.model.modelRef,
  [versionAnnotation]: service.model.version,
  [digestAnnotation]: service.model.digest,
  [revisionAnnotation]: revisionOf(service),
});

/** What the pods of a model are told, as one mark: the same model with other arguments is another revision. */
export function revisionOf({ model, server, cpu, memory, gpus, gpuResource }: ModelService): string {
  const told = JSON.stringify([model, server, cpu, memory, gpus, gpuResource]);
  return createHash("sha256").update(told).digest("hex").slice(0, 12);
}

export const modelRefAnnotation = "genai-mlops/model-ref";
export const versionAnnotation = "genai-mlops/model-version";
export const revisionAnnotation = "genai-mlops/revision";
export const digestAnnotation = "genai-mlops/model-digest";

/** The nearest legal value. */
function labelValue(text: string): string {
  const marks = text
    .replaceAll("+", "_")
    .replaceAll(/[^A-Za-z0-9._-]/g, "-")
    .slice(0, 63);
  return marks.replaceAll(/^[^A-Za-z0-9]+|[^A-Za-z0-9]+$/g, "");
}
