import { choice, secret, text, url } from "./input.ts";

/** Inputs that several actions take alike. */
export const stateInputs = { "state-dir": text("Folder that outlasts the job") };

export const registryInputs = {
  registry: choice(["file", "mlflow"], "Where models live: a folder, or an MLflow server", { default: "file" }),
  "registry-uri": text(
    "Folder of the file registry, `<state-dir>/registry` unless told; address of the MLflow server, MLFLOW_TRACKING_URI (and MLFLOW_REGISTRY_URI) unless told",
  ),
  "registry-username": text("User of the MLflow server", { environment: "MLFLOW_TRACKING_USERNAME" }),
  "registry-password": secret("Password of that user", { environment: "MLFLOW_TRACKING_PASSWORD" }),
  "registry-token": secret("Bearer token of the MLflow server, instead of user and password", {
    environment: "MLFLOW_TRACKING_TOKEN",
  }),
};

export const deploymentInputs = {
  target: choice(["local", "ray-serve", "sagemaker"], "Where the model is served", { default: "local" }),
  endpoint: text("Name of the endpoint", { required: true }),
  "ray-address": url("Address of the Ray dashboard, for `target: ray-serve`", { environment: "RAY_DASHBOARD_ADDRESS" }),
  "ray-token": secret("Token of the Ray cluster, where it wants one", { environment: "RAY_AUTH_TOKEN" }),
};
