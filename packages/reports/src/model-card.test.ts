import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { parse } from "yaml";
import type { Evaluation, Metadata } from "#contracts";
import { hubCard } from "./hub-card.ts";
import { modelCard } from "./model-card.ts";
import type { ModelCard } from "./model-card-content.ts";

const metadata: Metadata = {
  model_version: "1.4.0",
  base_model: "HuggingFaceTB/SmolLM2-135M-Instruct",
  fine_tuned_on: { dataset: "mail-triage@v3", samples: 4812, date: "2026-01-02" },
  hyperparameters: { learning_rate: 0.0002, batch_size: 8, epochs: 3, lora: { r: 16 } },
  metrics: { eval_loss: 0.4312, perplexity: 1.539, custom_score: null },
  artifacts: { checkpoint: null, tokenizer: null },
  dataset_digest: `sha256:${"cd".repeat(32)}`,
  git_commit: "0123456789abcdef0123456789abcdef01234567",
  packages: { transformers: "5.1.0", peft: "0.19.0" },
  seed: 42,
  duration_seconds: 5400,
  cost_usd: 3.2,
  run_id: "run-7",
};

const evaluation: Evaluation = {
  schemaVersion: 1,
  verdict: "pass",
  model: { name: "outputs/model", digest: null },
  testSet: { digest: `sha256:${"ab".repeat(32)}`, rows: 240 },
  scores: {
    f1: { value: 0.912345678, low: 0.87, high: 0.94, n: 240 },
    "exact-match": { value: 0.9, low: 0.86, high: 0.93, n: 240 },
    "latency-p95": { value: 1.2, low: 1.1, high: null, n: 240 },
  },
  metrics: {},
  thresholds: [{ metric: "f1", operator: ">=", limit: 0.85, value: 0.9123, ok: true }],
  errors: 0,
  reasons: [],
  time: "2026-01-03T00:00:00Z",
};

const card: ModelCard = {
  name: "mail-triage",
  version: "1.4.0",
  modelRef: `mail-triage#sha256:${"ef".repeat(32)}`,
  metadata,
  evaluation,
  usage: { code: "hf download acme/mail-triage --revision v1.4.0", language: "sh" },
  license: "apache-2.0",
  languages: ["en", "ru"],
  datasets: ["acme/mail"],
  tags: ["classification"],
  library: "transformers",
};

const frontOf = (text: string): Record<string, unknown> =>
  parse(/^---\n([\s\S]*?)\n---\n/.exec(text)?.[1] ?? "", { version: "1.1" }) as Record<string, unknown>;

describe("a model card", () => {
  it.each(["ru", "en"] as const)("says everything in %s", async (language) => {
    const path = join(import.meta.dirname, `../../../test/golden/model-card.${language}.md`);
    await expect(modelCard(card, language)).toMatchFileSnapshot(path);
  });

  it("has a model-index of the evaluation's scores, and none without", () => {
    expect(frontOf(modelCard(card, "ru"))["model-index"]).toMatchObject([
      {
        name: "mail-triage",
        results: [
          {
            task: { type: "text-generation" },
            dataset: { type: "custom", name: "test set of 240 rows", revision: evaluation.testSet.digest },
            metrics: [
              { type: "f1", value: 0.912346 },
              { type: "exact_match", value: 0.9 },
              { type: "latency-p95", value: 1.2 },
            ],
          },
        ],
      },
    ]);
    const bare = modelCard({ ...card, evaluation: undefined }, "en");
    expect(frontOf(bare)).not.toHaveProperty("model-index");
    expect(bare).toContain("has not been evaluated yet");
    const nan = { ...evaluation, scores: { f1: { value: Number.NaN, low: null, high: null, n: 0 } } };
    expect(frontOf(modelCard({ ...card, evaluation: nan }, "en"))).not.toHaveProperty("model-index");
  });

  it("leaves out of the front matter what the Hub would refuse", () => {
    const odd: ModelCard = {
      ...card,
      metadata: { ...metadata, base_model: "/models/base" },
      license: "Acme Internal / v2",
      languages: ["Russian", "no"],
      datasets: ["s3://bucket/mail", "acme/mail"],
      tags: ["on", "  ", "on", "1.0"],
    };
    const front = frontOf(modelCard(odd, "en"));
    expect(front).toMatchObject({
      license: "other",
      license_name: "acme-internal-v2",
      language: ["no"],
      datasets: ["acme/mail"],
      tags: ["genai-mlops", "on", "1.0"],
    });
    expect(front).not.toHaveProperty("base_model");
    expect(modelCard(odd, "en")).toContain("/models/base");
  });

  it("takes an evaluation.json that is none for no evaluation at all", () => {
    const { usage: _usage, evaluation: _evaluation, ...version } = card;
    const cardWith = (text: string): string =>
      hubCard({ ...version, repository: "acme/mail", evaluation: text }, {}, "en");
    for (const text of ["{}", "{half", '{"verdict":"pass"}']) {
      expect(cardWith(text)).toContain("has not been evaluated yet");
      expect(frontOf(cardWith(text))).not.toHaveProperty("model-index");
    }
    expect(frontOf(cardWith(JSON.stringify(evaluation)))).toHaveProperty("model-index");
    expect(cardWith("{}")).toContain("hf download acme/mail --revision v1.4.0");
  });

  it("keeps hostile text text, and its front matter whole", () => {
    const hostile = "x\n---\n# Owned\n<script>alert(1)</script> @team [x](javascript:alert(1)) ${{ secrets.A }}";
    const text = modelCard(
      {
        ...card,
        name: "mail",
        license: hostile,
        tags: [hostile, "a: b", "- c", "'\""],
        library: hostile,
        metadata: {
          ...metadata,
          base_model: hostile,
          run_id: hostile,
          packages: { [hostile]: hostile },
          fine_tuned_on: { ...metadata.fine_tuned_on, dataset: hostile },
          hyperparameters: { ...metadata.hyperparameters, [hostile]: hostile },
        },
        evaluation: { ...evaluation, scores: { [hostile]: { value: 1, low: null, high: null, n: 1 } } },
      },
      "ru",
    );
    const front = frontOf(text);
    expect(front["tags"]).toHaveLength(5);
    expect(front["model-index"]).toHaveLength(1);
    const body = text.slice(text.indexOf("\n---\n") + 5);
    expect(body).not.toMatch(/<script|^---$|^# Owned|@team|\]\(javascript/m);
  });
});
