import { choice, secret, text, url } from "./input.ts";

/** Inputs that several actions take alike. */
export const stateInputs = { "state-dir": text("Folder that outlasts the job") };

export const registryInputs = {
  registry: choice(["file"], "Where models live", { default: "file" }),
  "registry-uri": text("Folder of the file registry; `<state-dir>/registry` unless told"),
};

export const deploymentInputs = {
  target: choice(["local", "ray-serve"], "Where the model is served", { default: "local" }),
  endpoint: text("Name of the endpoint", { required: true }),
  "ray-address": url("Address of the Ray dashboard, for `target: ray-serve`", { environment: "RAY_DASHBOARD_ADDRESS" }),
  "ray-token": secret("Token of the Ray cluster, where it wants one", { environment: "RAY_AUTH_TOKEN" }),
};
