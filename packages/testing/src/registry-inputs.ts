import { kubernetesPlaceInputs } from "./deploy-inputs.ts";
import { githubTokens } from "./fake-github.ts";

/** What every action that opens a registry is given in a test, unless it is about the registry: a folder, no credentials. */
export const fileRegistryInputs = {
  registry: "file",
  "registry-uri": undefined,
  "registry-username": undefined,
  "registry-password": undefined,
  "registry-token": undefined,
  "wandb-api-key": undefined,
  "wandb-registry": undefined,
  "hf-token": undefined,
  "hf-visibility": "private",
  "git-branch": "genai-mlops/registry",
  "git-store": undefined,
  "git-mode": "commit",
  "git-tags": true,
  "sagemaker-image": undefined,
  "sagemaker-approved-aliases": ["champion", "production"] as string[],
} as const;

/** What register is given beside a name and a folder in a test, unless it is about that. */
export const registerInputs = {
  ...fileRegistryInputs,
  registries: undefined,
  metadata: undefined,
  bump: "minor",
  "pre-release": undefined,
  evaluation: undefined,
  alias: undefined,
  "prompt-format": undefined,
  "output-schema": undefined,
  "dataset-lock": undefined,
  license: undefined,
  attest: false,
  "github-token": undefined,
  attestation: undefined,
  signature: undefined,
  "state-dir": undefined,
  language: "ru",
  "report-dir": "reports",
} as const;

/** What promote and rollback are given beside a model in a test, unless it is about that. */
export const promotionInputs = {
  ...fileRegistryInputs,
  target: "local",
  endpoint: undefined,
  "ray-address": undefined,
  "ray-token": undefined,
  "on-busy": "refuse",
  "busy-timeout": 600,
  ...kubernetesPlaceInputs,
  alias: "champion",
  registries: undefined,
  "state-store": "file",
  environment: "production",
  "github-token": undefined,
  "state-dir": undefined,
  language: "en",
  "report-dir": "reports",
} as const;

export const promoteInputs = {
  ...promotionInputs,
  lineage: true,
  "model-ref": undefined,
  evidence: undefined,
  force: undefined,
  require: undefined,
  "attestation-repository": undefined,
  "attestation-workflow": undefined,
  "trusted-root": undefined,
  "signature-key": undefined,
  "signature-identity": undefined,
  "signature-issuer": undefined,
  bake: 0,
  wait: true,
  only: undefined,
} as const;

export const rollbackInputs = { ...promotionInputs, name: undefined, only: undefined } as const;

/** What registry-event is given in a test, unless it is about that. */
export const registryEventInputs = {
  ...fileRegistryInputs,
  names: ["mail"] as string[],
  registries: undefined,
  "langsmith-api-key": undefined,
  since: "now",
  "event-type": "model-changed",
  "dry-run": false,
  "state-store": "file",
  "github-token": githubTokens.bot,
  "state-dir": undefined,
  language: "en",
  "report-dir": "reports",
} as const;
