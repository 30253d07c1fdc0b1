import { choice, list, secret, text, url } from "./input.ts";

/** Inputs that several actions take alike. */
export const stateInputs = { "state-dir": text("Folder that outlasts the job") };

export const registryInputs = {
  registry: choice(
    ["file", "mlflow", "wandb"],
    "Where models live: a folder, an MLflow server, or a project of W&B (its key in WANDB_API_KEY)",
    { default: "file" },
  ),
  "registry-uri": text(
    "Folder of the file registry, `<state-dir>/registry` unless told; address of the MLflow server, MLFLOW_TRACKING_URI (and MLFLOW_REGISTRY_URI) unless told; entity/project of W&B, WANDB_ENTITY and WANDB_PROJECT unless told",
  ),
  "registry-username": text("User of the MLflow server", { environment: "MLFLOW_TRACKING_USERNAME" }),
  "registry-password": secret("Password of that user", { environment: "MLFLOW_TRACKING_PASSWORD" }),
  "registry-token": secret("Bearer token of the MLflow server, instead of user and password", {
    environment: "MLFLOW_TRACKING_TOKEN",
  }),
};

/** Of actions that change several registries at once, and leave a record of it. */
export const promotionInputs = {
  registries: list(
    "Several registries at once, all or none, such as `file, mlflow`; the one of `registry` unless told",
  ),
  "state-store": choice(
    ["file", "git-ref"],
    "Where it is written down what is under way: `<state-dir>/records`, or `refs/genai-mlops/` of the repository (needs `contents: write` and a checkout with its credentials). Hosted runners forget their disk: choose `git-ref` there",
    { default: "file" },
  ),
  environment: text("GitHub environment that the deployment is recorded for", { default: "production" }),
  "github-token": secret("Token that the GitHub deployment is written with; needs `deployments: write`", {
    environment: "GITHUB_TOKEN",
    expression: "${{ github.token }}",
  }),
};

export const deploymentInputs = {
  target: choice(["local", "ray-serve"], "Where the model is served", { default: "local" }),
  endpoint: text("Name of the endpoint", { required: true }),
  "ray-address": url("Address of the Ray dashboard, for `target: ray-serve`", { environment: "RAY_DASHBOARD_ADDRESS" }),
  "ray-token": secret("Token of the Ray cluster, where it wants one", { environment: "RAY_AUTH_TOKEN" }),
};
