import {
  decimal,
  defineAction,
  integer,
  list,
  publishInputs,
  registryInputs,
  secret,
  stateInputs,
  text,
  url,
} from "#action-kit";
import { metricNames } from "#evaluation";

export const spec = defineAction({
  name: "evaluate",
  description: "Scores a model or a file of predictions with intervals, compares it with a baseline, and gates",
  gate: true,
  publishes: true,
  inputs: {
    predictions: text("JSONL of {id, prediction, references}: scored as it is, without network or model"),
    "test-set": text(
      "JSONL of {id, messages, references}; the last assistant turn is the reference where there is none",
    ),
    config: text("evaluation.yaml: metrics, thresholds, tolerances, slices, judge; inputs win over it"),
    metrics: list(
      `What is scored: ${metricNames.join(", ")}; of one class: f1-spam. exact-match, valid-json and f1 unless told`,
    ),
    endpoint: url("OpenAI-compatible address up to /v1", { environment: "OPENAI_BASE_URL" }),
    "api-key": secret("Key of the endpoint", { environment: "OPENAI_API_KEY" }),
    model: text("Name of the model at the endpoint", { default: "default" }),
    "model-path": text("GGUF, or folder with model.gguf: served for this run instead of an endpoint"),
    baseline: list(
      "What to compare with; the first that exists: predictions (.jsonl), evaluation.json of the same test set, GGUF or folder, or name@alias of the registry",
    ),
    guard: list("Metrics that must not be significantly worse than the baseline's"),
    thresholds: list("Such as f1>=0.85, valid-json>=99%"),
    "budget-usd": decimal("What this evaluation may cost; it stops before it is passed", { min: 0 }),
    "pull-request": publishInputs["pull-request"],
    "github-token": publishInputs["github-token"],
    "label-field": text("Field of the JSON answer that names the class", { default: "label" }),
    concurrency: integer("Requests at once", { default: 2, min: 1, max: 256 }),
    "max-tokens": integer("Tokens of an answer at most", { default: 256, min: 1 }),
    temperature: decimal("Sampling temperature", { default: 0, min: 0, max: 2 }),
    "context-size": integer("Tokens of prompt and answer that a served model holds", { default: 2048, min: 64 }),
    threads: integer("Threads of a served model", { default: 2, min: 1 }),
    ...registryInputs,
    ...stateInputs,
  },
  outputs: {
    scores: "Scores as JSON: {metric: {value, low, high, n}}",
    "junit-path": "JUnit XML: metrics, thresholds, comparisons, checks",
    "predictions-path": "The answers, row by row, as JSONL",
  },
  permissions: { contents: "read" },
  report: "evaluation",
  branding: { icon: "check-circle", color: "green" },
});
