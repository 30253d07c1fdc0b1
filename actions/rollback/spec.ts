import { defineAction, deploymentInputs, promotionInputs, registryInputs, stateInputs, text } from "#action-kit";

export const spec = defineAction({
  name: "rollback",
  description:
    "Takes all traffic from the candidate, makes sure that the model in service answers, and moves the alias back by the record",
  post: true,
  inputs: {
    ...deploymentInputs,
    endpoint: text("Name of the endpoint; without one only the registries change"),
    name: text("Name of the model whose alias goes back where there is no endpoint"),
    alias: text("Alias that goes back to the version from before the latest promotion", { default: "champion" }),
    ...registryInputs,
    ...promotionInputs,
    ...stateInputs,
  },
  outputs: {
    "model-ref": "Model that is in service",
    endpoint: "Address of the router, with /v1; empty without an endpoint",
    version: "Version that the alias is at; empty when it was left alone",
  },
  permissions: { contents: "read", deployments: "write" },
  branding: { icon: "rotate-ccw", color: "red" },
});
