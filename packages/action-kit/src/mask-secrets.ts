import type { Host } from "./host.ts";
import type { InputSpec } from "./input.ts";
import { wordOf } from "./parse-inputs.ts";

/** Variables that hold credentials by the vendors' conventions; masked even when no input names them. */
const credentialVariables = [
  "GITHUB_TOKEN",
  "GH_TOKEN",
  "OPENAI_API_KEY",
  "ANTHROPIC_API_KEY",
  "AZURE_OPENAI_API_KEY",
  "WANDB_API_KEY",
  "HF_TOKEN",
  "HUGGING_FACE_HUB_TOKEN",
  "LANGSMITH_API_KEY",
  "LANGCHAIN_API_KEY",
  "MLFLOW_TRACKING_PASSWORD",
  "MLFLOW_TRACKING_TOKEN",
  "AWS_SECRET_ACCESS_KEY",
  "AWS_SESSION_TOKEN",
  "ACTIONS_ID_TOKEN_REQUEST_TOKEN",
  "ACTIONS_RUNTIME_TOKEN",
] as const;

export function maskSecrets(specs: Record<string, InputSpec<unknown>>, host: Host): void {
  for (const [name, spec] of Object.entries(specs)) {
    const word = spec.secret ? wordOf(name, spec, host) : undefined;
    if (word !== undefined) host.secrets.mask(word);
  }
  for (const name of credentialVariables) host.secrets.mask(host.variable(name) ?? "");
}
