import { parseAllDocuments } from "yaml";
import { digestAnnotation, modelRefAnnotation, versionAnnotation } from "./labels.ts";

export interface ManifestModel {
  modelRef: string;
  version: string;
  digest: string;
}

/** The model that a manifest of ours puts into service; undefined where it names none. */
export function modelOfManifest(content: string): ManifestModel | undefined {
  for (const document of parseAllDocuments(content)) {
    const value = (document.toJS() ?? {}) as Partial<Named>;
    const { metadata, spec } = value;
    const {
      [modelRefAnnotation]: modelRef,
      [versionAnnotation]: version,
      [digestAnnotation]: digest,
    } = spec?.template?.metadata?.annotations ?? metadata?.annotations ?? {};
    if (modelRef && version && digest) return { modelRef, version, digest };
  }
  return undefined;
}

interface Named {
  metadata: { annotations?: Record<string, string> };
  spec: { template?: { metadata?: { annotations?: Record<string, string> } } };
}

/** KServe's manifest after a promotion: without the share that a sync would give the promoted model, which is none. */
export function withoutCanaryShare(content: string): string {
  const documents = parseAllDocuments(content);
  const path = ["spec", "predictor", "canaryTrafficPercent"];
  if (!documents.some((document) => document.hasIn(path))) return content;
  // its comment goes with it
  const lines = content.split("\n");
  const at = lines.findIndex((line) => /^\s+canaryTrafficPercent:/.test(line));
  let from = at;
  while (/^\s+#/.test(lines[from - 1] ?? "")) from--;
  return [...lines.slice(0, from), ...lines.slice(at + 1)].join("\n");
}
