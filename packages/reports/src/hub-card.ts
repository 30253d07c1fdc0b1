import { evaluationSchema, type Language, type Metadata } from "#contracts";
import { modelCard } from "./model-card.ts";
import type { ModelCard } from "./model-card-content.ts";

/** What a registry at the Hugging Face Hub knows of a version. */
export interface HubVersion {
  name: string;
  version: string;
  modelRef: string;
  /** `namespace/name` at the Hub. */
  repository: string;
  metadata: Metadata;
  /** Text of evaluation.json, once there is one. */
  evaluation: string | undefined;
}

/**
 * README.md of a version at the Hub, with the licence that its metadata name. An evaluation.json that is none leaves the
 * version as not evaluated.
 */
export function hubCard(
  { evaluation, repository, ...version }: HubVersion,
  said: Pick<ModelCard, "languages" | "datasets" | "tags" | "task" | "library">,
  language: Language,
): string {
  return modelCard(
    {
      ...said,
      ...version,
      license: version.metadata.license,
      evaluation: evaluationIn(evaluation),
      usage: { code: `hf download ${repository} --revision v${version.version}`, language: "sh" },
    },
    language,
  );
}

function evaluationIn(text: string | undefined): ModelCard["evaluation"] {
  if (text === undefined) return undefined;
  try {
    return evaluationSchema.safeParse(JSON.parse(text)).data;
  } catch {
    return undefined;
  }
}
