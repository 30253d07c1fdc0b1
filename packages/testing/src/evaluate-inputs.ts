import type { Inputs } from "#action-kit";
import type { spec } from "../../../actions/evaluate/spec.ts";
import { fileRegistryInputs } from "./registry-inputs.ts";

/** What a workflow gives that says nothing but its metrics. */
export const evaluateInputs: Inputs<typeof spec> = {
  predictions: undefined,
  "test-set": undefined,
  config: undefined,
  metrics: ["exact-match", "valid-json", "f1", "f1-spam"],
  results: undefined,
  mode: "evaluate",
  labels: undefined,
  provider: "openai-compatible",
  "sagemaker-endpoint": undefined,
  "judge-model": undefined,
  "judge-api-key": undefined,
  endpoint: undefined,
  "api-key": undefined,
  model: "fake",
  "model-path": undefined,
  baseline: undefined,
  guard: undefined,
  thresholds: ["f1>=0.85"],
  "budget-usd": undefined,
  "pull-request": undefined,
  "github-token": undefined,
  "label-field": "label",
  concurrency: 2,
  "max-tokens": 16,
  temperature: 0,
  "context-size": 512,
  threads: 1,
  ...fileRegistryInputs,
  lineage: true,
  "state-dir": undefined,
  language: "ru",
  "report-dir": "reports",
};
