import { choice, defineAction, flag, list, registryInputs, secret, stateInputs, text } from "#action-kit";

export const spec = defineAction({
  name: "register",
  description: "Gives a model a version, checksums and an alias in a registry; the same bytes are the same version",
  inputs: {
    ...registryInputs,
    registries: list(
      "Several registries, such as `file, mlflow=https://mlflow.example.org`; outputs are of the first; the one of `registry` unless told",
    ),
    name: text("Name of the model", { required: true }),
    "model-path": text("Folder that fine-tune wrote", { required: true }),
    metadata: text("metadata.yaml; the one in model-path unless told"),
    bump: choice(
      ["auto", "major", "minor", "patch"],
      "Part of the version that grows; `auto` decides by what changed since the latest release, and says why",
      { default: "minor" },
    ),
    "pre-release": text("Makes this a pre-release of these words, such as pr.7: 1.4.0-pr.7.1; costs no number"),
    evaluation: text("evaluation.json to keep as evidence of this version"),
    alias: text("Alias that the version gets; challenger unless told, none for a pre-release"),
    "prompt-format": text("File that callers' prompts follow; the model's chat template unless told"),
    "output-schema": text("JSON Schema of the answers, where there is one"),
    "dataset-lock": text("dataset.lock.json of the training, for the ML-BOM"),
    license: text("SPDX expression of the model's licence, for metadata and ML-BOM"),
    attest: flag(
      "Have the provenance signed in the name of this run (@actions/attest) and keep it beside the version; needs `id-token: write` and `attestations: write`, and says so where the job has not got them",
      { default: false },
    ),
    "github-token": secret("Token that the attestation is kept at GitHub with", {
      environment: "GITHUB_TOKEN",
      expression: "${{ github.token }}",
    }),
    attestation: text("Sigstore bundle that actions/attest wrote about model.sha256, to keep beside the version"),
    signature: text("model.sig that OpenSSF model signing wrote, to keep beside the version"),
    ...stateInputs,
  },
  outputs: {
    "model-ref": "name#sha256:…, which later steps take",
    version: "Semantic version",
    uri: "Address of the version",
    created: "false when the same bytes were registered before",
    "bump-reason": "Why the version has its number, by code",
    "checksums-path": "SHA-256 of every file, as sha256sum --check and actions/attest (subject-checksums) read it",
    "predicate-path": "SLSA provenance v1, as actions/attest (predicate-path) reads it",
  },
  permissions: { contents: "read" },
  branding: { icon: "archive", color: "green" },
});
