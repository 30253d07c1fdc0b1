/** What every action that opens a registry is given in a test, unless it is about the registry: a folder, no credentials. */
export const fileRegistryInputs = {
  registry: "file",
  "registry-uri": undefined,
  "registry-username": undefined,
  "registry-password": undefined,
  "registry-token": undefined,
  "wandb-api-key": undefined,
  "hf-token": undefined,
  "hf-visibility": "private",
  "git-branch": "genai-mlops/registry",
  "git-store": undefined,
  "git-mode": "commit",
  "sagemaker-image": undefined,
} as const;
