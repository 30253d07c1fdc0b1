import { defineAction, deploymentInputs, duration, list, registryInputs, stateInputs, text } from "#action-kit";

export const spec = defineAction({
  name: "promote",
  description: "Gives the candidate all traffic and the alias champion, on evidence for exactly this model",
  inputs: {
    ...deploymentInputs,
    evidence: list("Reports with a passing verdict about this model: files, or registered:evaluation.json"),
    force: text("Promote without evidence, for this reason; goes into the record"),
    bake: duration("How long the old model waits before it goes", { default: "0s" }),
    alias: text("Alias that the model gets", { default: "champion" }),
    ...registryInputs,
    ...stateInputs,
  },
  outputs: {
    "model-ref": "Model that is in service now",
    previous: "Model that was in service before",
    version: "Version that is in service now",
    endpoint: "Address of the router, with /v1",
  },
  permissions: { contents: "read" },
  report: "promotion",
  branding: { icon: "award", color: "green" },
});
