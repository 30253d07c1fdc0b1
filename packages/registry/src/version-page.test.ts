import { describe, expect, it } from "vitest";
import { fakeEnvironment } from "#testing";
import type { RegistryName } from "./catalog.ts";
import { versionPage } from "./version-page.ts";

interface Asked {
  said?: string;
  variables?: Record<string, string>;
  repositoryUrl?: string;
}

function pageOf(registry: RegistryName, uri: string, { said, variables = {}, repositoryUrl }: Asked = {}) {
  return versionPage({ name: "mail", uri }, { registry, said, repositoryUrl, environment: fakeEnvironment(variables) });
}

describe("the page of a version", () => {
  it.each([
    ["huggingface", "hf://octo/mail@v1.0.0", {}, "https://huggingface.co/octo/mail/tree/v1.0.0"],
    [
      "huggingface",
      "hf://octo/mail@v1.0.0-pr.7.1",
      { variables: { HF_ENDPOINT: "https://hub.example/" } },
      "https://hub.example/octo/mail/tree/v1.0.0-pr.7.1",
    ],
    ["wandb", "wandb-artifact://octo/mail/mail:1.0.0", {}, "https://wandb.ai/octo/mail/artifacts/model/mail/1.0.0"],
    [
      "wandb",
      "wandb-artifact://octo/mail/mail:1.0.0",
      { variables: { WANDB_BASE_URL: "https://wandb.example" } },
      "https://wandb.example/octo/mail/artifacts/model/mail/1.0.0",
    ],
    [
      "mlflow",
      "models:/mail/3",
      { said: "https://mlflow.example/" },
      "https://mlflow.example/#/models/mail/versions/3",
    ],
    [
      "mlflow",
      "models:/mail/3",
      { variables: { MLFLOW_TRACKING_URI: "https://t.example", MLFLOW_REGISTRY_URI: "https://r.example/ml" } },
      "https://r.example/ml/#/models/mail/versions/3",
    ],
    [
      "vertex",
      "projects/mail-prod/locations/europe-west4/models/mail@2",
      {},
      "https://console.cloud.google.com/vertex-ai/models/locations/europe-west4/models/mail/versions/2?project=mail-prod",
    ],
    [
      "git",
      "git:genai-mlops/registry:mail/versions/1.0.0",
      { repositoryUrl: "https://github.com/octo/mail-triage" },
      "https://github.com/octo/mail-triage/tree/genai-mlops/registry/mail/versions/1.0.0",
    ],
  ] as [RegistryName, string, Asked, string][])("of %s: %s", (registry, uri, asked, page) => {
    expect(pageOf(registry, uri, asked)).toBe(page);
    expect(new URL(page).href).toBe(page);
  });

  it("is none where nobody knows it, or another's repository keeps the records", () => {
    const repositoryUrl = "https://github.com/octo/mail-triage";
    expect(pageOf("file", "file:///models/mail/versions/1.0.0")).toBeUndefined();
    expect(pageOf("sagemaker", "arn:aws:sagemaker:eu-central-1:1:model-package/mail/1")).toBeUndefined();
    expect(pageOf("azure-ml", "azureml://subscriptions/s/models/mail/versions/1")).toBeUndefined();
    expect(
      pageOf("git", "git:b:mail/versions/1.0.0", { repositoryUrl, said: "https://other.example" }),
    ).toBeUndefined();
    expect(pageOf("git", "git:b:mail/versions/1.0.0")).toBeUndefined();
    expect(pageOf("huggingface", "hf://octo/mail@v1", { variables: { HF_ENDPOINT: "javascript:alert(1)" } })).toBe(
      undefined,
    );
    expect(pageOf("wandb", "models:/mail/3")).toBeUndefined();
  });
});
