import { defineAction, deploymentInputs, stateInputs } from "#action-kit";

export const spec = defineAction({
  name: "rollback",
  description:
    "Takes all traffic from the candidate, ends its server, and makes sure that the model in service answers",
  inputs: { ...deploymentInputs, ...stateInputs },
  outputs: { "model-ref": "Model that is in service", endpoint: "Address of the router, with /v1" },
  permissions: { contents: "read" },
  branding: { icon: "rotate-ccw", color: "red" },
});
