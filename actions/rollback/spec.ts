import {
  choice,
  defineAction,
  deploymentInputs,
  promotionInputs,
  registryInputs,
  stateInputs,
  text,
} from "#action-kit";

export const spec = defineAction({
  name: "rollback",
  description:
    "Takes all traffic from the candidate, makes sure that the model in service answers, and moves the alias back by the record",
  post: true,
  inputs: {
    ...deploymentInputs,
    endpoint: text(
      "Name of the endpoint; without one only the registries change. With `only`, one or more with commas",
    ),
    only: choice(
      ["abandoned", "recorded"],
      "Rolls nothing back: `abandoned` takes the traffic of canaries whose lease ran out, and leaves every weight that somebody else moved; `recorded` also makes those what was given, as after a Terraform that resets them",
    ),
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
    proposal:
      "With git-mode: pull-request, the pull request (or branch) that somebody has to merge before the alias goes back; the traffic of an endpoint does not wait",
    reconciled: "With `only`: endpoints whose weights were changed",
  },
  permissions: { contents: "read", deployments: "write" },
  branding: { icon: "rotate-ccw", color: "red" },
});
