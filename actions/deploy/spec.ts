import {
  choice,
  defineAction,
  deploymentInputs,
  duration,
  integer,
  registryInputs,
  stateInputs,
  text,
} from "#action-kit";

export const spec = defineAction({
  name: "deploy",
  description: "Puts a registered model into service: the first one alone, a later one beside it without traffic",
  inputs: {
    ...deploymentInputs,
    "model-ref": text("name#sha256:…, name@alias or name@version", { required: true }),
    strategy: choice(["canary", "all-at-once"], "Whether the model waits for traffic or takes it all", {
      default: "canary",
    }),
    port: integer("Port of the router at the first deployment; 0 takes a free one", {
      default: 0,
      min: 0,
      max: 65_535,
    }),
    "context-size": integer("Tokens of prompt and answer", { default: 2048, min: 64 }),
    threads: integer("Threads of the model's server", { default: 1, min: 1 }),
    parallel: integer("Requests that the server works on at once", { default: 2, min: 1 }),
    "server-args": text("Further fields of llama.cpp's common_params, as a JSON object", { default: "{}" }),
    timeout: duration("How long a server may take until it answers", { default: "60s" }),
    ...registryInputs,
    ...stateInputs,
  },
  outputs: {
    "deployment-id": "Id of this deployment",
    endpoint: "Address of the router, with /v1",
    "canary-endpoint": "Address of the candidate alone, with /v1; empty when it has all traffic",
    previous: "Model that was in service before; empty at the first deployment",
    deployment: "Path of deployment.json",
    "first-deployment": "true when nothing was in service before",
  },
  permissions: { contents: "read" },
  report: "deployment",
  branding: { icon: "upload-cloud", color: "orange" },
});
