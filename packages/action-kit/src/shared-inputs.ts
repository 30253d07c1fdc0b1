import { choice, duration, flag, list, secret, text, url } from "./input.ts";

/** Inputs that several actions take alike. */
export const stateInputs = { "state-dir": text("Folder that outlasts the job") };

/** Of actions whose answers a model judges; rubric, panel and prices are in evaluation.yaml. */
export const judgeInputs = {
  "judge-model": text("Model that judges, instead of evaluation.yaml's (gpt-4o unless told there)"),
  "judge-api-key": secret("Key of the judge; the endpoint's or the vendor's variable unless told", {
    environment: "JUDGE_API_KEY",
  }),
};

/** Those that models are registered in. */
export const registryNames = [
  "file",
  "git",
  "mlflow",
  "wandb",
  "sagemaker",
  "azure-ml",
  "vertex",
  "huggingface",
] as const;

export const registryInputs = {
  registry: choice(registryNames, "Where models live: a folder, a branch of the repository, or a vendor's registry", {
    default: "file",
  }),
  "registry-uri": text(
    "What the registry is: file: its folder, `<state-dir>/registry` unless told, which several hosts may share; git: the remote, origin unless told; mlflow: its address (MLFLOW_TRACKING_URI, MLFLOW_REGISTRY_URI); wandb: entity/project (WANDB_ENTITY, WANDB_PROJECT); sagemaker: s3://bucket/prefix; azure-ml: azureml://subscriptions/S/resourcegroups/G/workspaces/W (AZURE_SUBSCRIPTION_ID, AZURE_RESOURCE_GROUP, AZUREML_WORKSPACE_NAME); vertex: gs://bucket/folder (GOOGLE_CLOUD_MODEL_BUCKET, GOOGLE_CLOUD_PROJECT, GOOGLE_CLOUD_LOCATION); huggingface: the namespace",
  ),
  "registry-username": text("User of the MLflow server", { environment: "MLFLOW_TRACKING_USERNAME" }),
  "registry-password": secret("Password of that user", { environment: "MLFLOW_TRACKING_PASSWORD" }),
  "registry-token": secret("Bearer token of the MLflow server, instead of user and password", {
    environment: "MLFLOW_TRACKING_TOKEN",
  }),
  "wandb-api-key": secret("Key of Weights & Biases", { environment: "WANDB_API_KEY" }),
  "wandb-registry": text(
    "Registry of the organization that `registry: wandb` links each version into, with its aliases: `model` is `wandb-registry-model`; `entity/model` where you are in several organizations",
  ),
  "hf-token": secret(
    "Token of the Hugging Face Hub, HF_TOKEN unless told; none is needed where the Hub trusts the workflow (HF_OIDC_RESOURCE)",
  ),
  "hf-visibility": choice(["private", "public"], "Of repositories that are made at the Hub", { default: "private" }),
  "git-branch": text("Branch that keeps the records of `registry: git`", { default: "genai-mlops/registry" }),
  "git-store": text(
    "Folder that keeps the bytes of `registry: git`, which several hosts may share; `<state-dir>/registry-store` unless told. Needed to register on a hosted runner, which forgets its disk",
  ),
  "git-mode": choice(
    ["commit", "pull-request"],
    "Whether an alias of `registry: git` moves by a commit, or when somebody merges the pull request; until then no traffic moves either. `pull-request` needs `contents: write` and `pull-requests: write`, and no other registry beside",
    { default: "commit" },
  ),
  "git-tags": flag(
    "Whether each version of `registry: git` gets an annotated tag `<name>/v<version>` in the repository too",
    { default: true },
  ),
  "sagemaker-image": text(
    "Container that serves the model, of `registry: sagemaker`: its packages can then be deployed",
  ),
  "sagemaker-approved-aliases": list(
    "Aliases whose versions are Approved in SageMaker, of `registry: sagemaker`: its pipelines deploy those",
    { default: ["champion", "production"] },
  ),
};

/** Of actions that take a registered version in. */
export const lineageInputs = {
  lineage: flag(
    "Whether a registry that draws lineage (`registry: wandb`) is told that this job takes the version in: in the run of WANDB_RUN_ID, else in one of its own. What cannot be drawn is a warning",
    { default: true },
  ),
};

/** Of actions that change several registries at once, and leave a record of it. */
export const promotionInputs = {
  registries: list(
    "Several registries at once, all or none, such as `file, mlflow=https://mlflow.example.org, huggingface=my-team`; the one of `registry` unless told",
  ),
  "state-store": choice(
    ["file", "git-ref"],
    "Where it is written down what is under way: `<state-dir>/records`, or `refs/genai-mlops/` of the repository (needs `contents: write` and a checkout of the repository; where that kept no credentials, `github-token` is used). Hosted runners forget their disk: choose `git-ref` there",
    { default: "file" },
  ),
  environment: text("GitHub environment that the deployment is recorded for", { default: "production" }),
  "github-token": secret("Token that the GitHub deployment is written with; needs `deployments: write`", {
    environment: "GITHUB_TOKEN",
    expression: "${{ github.token }}",
  }),
};

/** For `target: kubernetes` alone. */
export const kubernetesInputs = {
  "kubernetes-engine": choice(
    ["argo-rollouts", "kserve"],
    "Engine of yours that shifts the traffic, for `target: kubernetes`: Argo Rollouts with Gateway API, or KServe in its serverless mode",
    { default: "argo-rollouts" },
  ),
  "kubernetes-namespace": text("Namespace of the endpoint", { default: "default" }),
  "kubernetes-context": text("Context of the kubeconfig; the current one unless told"),
  "manifests-dir": text("Folder of your repository for the manifests, which your GitOps agent applies", {
    default: "manifests",
  }),
};

export const deploymentInputs = {
  target: choice(["local", "ray-serve", "sagemaker", "kubernetes"], "Where the model is served", { default: "local" }),
  endpoint: text("Name of the endpoint", { required: true }),
  "ray-address": url("Address of the Ray dashboard, for `target: ray-serve`", { environment: "RAY_DASHBOARD_ADDRESS" }),
  "ray-token": secret("Token of the Ray cluster, where it wants one", { environment: "RAY_AUTH_TOKEN" }),
  "on-busy": choice(
    ["wait", "refuse"],
    "While another deploy, promote or rollback of the endpoint is going on: wait for its end, or end at once",
    { default: "wait" },
  ),
  "busy-timeout": duration("How long `on-busy: wait` waits at most", { default: "10m" }),
  ...kubernetesInputs,
};
