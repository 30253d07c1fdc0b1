import {
  choice,
  defineAction,
  deploymentInputs,
  duration,
  flag,
  lineageInputs,
  list,
  promotionInputs,
  registryInputs,
  stateInputs,
  text,
} from "#action-kit";

export const spec = defineAction({
  name: "promote",
  description: "Gives the candidate all traffic and the alias champion, on evidence for exactly this model",
  post: true,
  inputs: {
    ...deploymentInputs,
    endpoint: text("Name of the endpoint whose candidate is promoted; without one only the registries change"),
    "model-ref": text("Model to promote where there is no endpoint: name#sha256:…, name@alias or name@version"),
    evidence: list("Reports with a passing verdict about this model: files, or registered:evaluation.json"),
    force: text(
      "Promote whatever the evidence says, for this reason; goes into the record, beside the evidence that is given",
    ),
    require: list("What has to be attached to the version and to be of its very bytes: attestation, ml-bom, signature"),
    "attestation-repository": text(
      "owner/name whose run `require: attestation` has to be signed by; this repository unless told",
    ),
    "attestation-workflow": text(
      "Workflow that has to have signed, such as owner/name/.github/workflows/train.yml; any of that repository's runs unless told",
    ),
    "trusted-root": text(
      "File that `gh attestation trusted-root` wrote; sigstore's public roots are fetched unless told, and attestations of private repositories need it",
    ),
    "signature-key": text("Public key (PEM file) that `require: signature` holds model.sig to"),
    "signature-identity": text(
      "Instead of a key: whose certificate model.sig has to be signed by, such as `release@example.org` or `https://github.com/owner/name/.github/workflows/sign.yml@refs/heads/main`; held to `trusted-root`",
    ),
    "signature-issuer": text(
      "Who vouched for `signature-identity`, such as `https://accounts.google.com` or `https://token.actions.githubusercontent.com`",
    ),
    bake: duration(
      "How long the old model stands after the switch, so that a rollback switches back at once; it counts from the switch, also for a run that goes on with it",
      { default: "0s" },
    ),
    wait: flag(
      "Wait for the end of `bake` and remove the old model; false leaves it standing, with `outcome: baking`, until a run with `only: bake` removes it",
      {
        default: true,
      },
    ),
    only: choice(
      ["bake"],
      "Promotes nothing: `bake` removes the old model once `bake` is over, and says when that is; for a schedule, with `wait: false`",
    ),
    alias: text("Alias that the model gets", { default: "champion" }),
    ...registryInputs,
    ...lineageInputs,
    ...promotionInputs,
    ...stateInputs,
  },
  outputs: {
    outcome: "promoted, baking while the old model still stands, or proposed while somebody has to merge",
    "bake-ends": "When the bake is over, in ISO 8601; empty where nothing bakes",
    "model-ref": "Model that is in service now",
    previous: "Model that was in service before",
    version: "Version that is in service now",
    endpoint: "Address of the router, with /v1; empty without an endpoint",
    proposal:
      "With git-mode: pull-request, the pull request (or branch) that somebody has to merge first; then model-ref and version are empty, since nothing has changed",
  },
  permissions: { contents: "read", deployments: "write" },
  report: "promotion",
  branding: { icon: "award", color: "green" },
});
