import { choice, defineAction, registryInputs, stateInputs, text } from "#action-kit";

export const spec = defineAction({
  name: "register",
  description: "Gives a model a version, checksums and an alias in a registry; the same bytes are the same version",
  inputs: {
    ...registryInputs,
    name: text("Name of the model", { required: true }),
    "model-path": text("Folder that fine-tune wrote", { required: true }),
    metadata: text("metadata.yaml; the one in model-path unless told"),
    bump: choice(["major", "minor", "patch"], "Part of the version that grows", { default: "minor" }),
    evaluation: text("evaluation.json to keep as evidence of this version"),
    alias: text("Alias that the version gets", { default: "challenger" }),
    ...stateInputs,
  },
  outputs: {
    "model-ref": "name#sha256:…, which later steps take",
    version: "Semantic version",
    uri: "Address of the version",
    created: "false when the same bytes were registered before",
  },
  permissions: { contents: "read" },
  branding: { icon: "archive", color: "green" },
});
