import type { Evaluation } from "#contracts";

/** An evaluation that passed, of one metric. */
export const sampleEvaluation: Evaluation = {
  schemaVersion: 1,
  verdict: "pass",
  model: { name: "mail", digest: null },
  testSet: { digest: `sha256:${"a".repeat(64)}`, rows: 8 },
  scores: { rougeL: { value: 0.5, low: 0.4, high: 0.6, n: 8 } },
  metrics: {},
  thresholds: [],
  errors: 0,
  reasons: [],
  time: "2026-01-02T03:04:05Z",
};
