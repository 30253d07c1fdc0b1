import type { Evaluation, Language, Metadata } from "#contracts";
import { modelCardText, numbersIn } from "#messages";
import { type Block, code, type Document, details, heading, list, paragraph, table } from "./document.ts";
import { againstBaseline, scoresTable } from "./evaluation-scores.ts";
import { toMarkdown } from "./markdown.ts";
import type { ModelCard } from "./model-card-content.ts";
import { frontMatter } from "./model-card-front-matter.ts";

/** A test set below this says little about small differences: its 95 % interval of a share is wider than ±5 points. */
const smallTestSet = 385;

/** A Hugging Face-style model card: front matter and text. Every value in it is shown as plain text, whatever it holds. */
export function modelCard(card: ModelCard, language: Language): string {
  return `---\n${frontMatter(card)}---\n\n${toMarkdown(cardDocument(card, language))}`;
}

/** The card's text, for reports in other forms. */
export function cardDocument(card: ModelCard, language: Language): Document {
  const text = modelCardText[language];
  const { metadata, evaluation } = card;
  const { dataset, samples } = metadata.fine_tuned_on;
  return {
    language,
    title: `${card.name} ${card.version}`,
    verdict: evaluation?.verdict,
    blocks: [
      paragraph(text.intro(metadata.base_model, numbersIn(language).integer(samples), dataset)),
      facts(card, language),
      ...(card.usage ? [heading(text.use), paragraph(text.useLine), code(card.usage.code, card.usage.language)] : []),
      ...trainingOf(metadata, language),
      heading(text.evaluation),
      ...evaluationOf(evaluation, language),
      heading(text.limits),
      list(limitsOf(evaluation, language)),
      ...packagesOf(metadata, language),
      paragraph(text.generated),
    ],
  };
}

function facts({ version, modelRef, license, metadata }: ModelCard, language: Language): Block {
  const { fields, field, value } = modelCardText[language];
  const numbers = numbersIn(language);
  const { fine_tuned_on: data, cost_usd: cost, seed } = metadata;
  const rows: [string, string | null][] = [
    [fields.version, version],
    [fields.digest, modelRef],
    [fields.base, metadata.base_model],
    [fields.dataset, data.dataset],
    [fields.datasetDigest, metadata.dataset_digest],
    [fields.samples, numbers.integer(data.samples)],
    [fields.date, data.date],
    [fields.commit, metadata.git_commit],
    [fields.run, metadata.run_id],
    [fields.seed, seed === null ? null : String(seed)],
    [fields.duration, numbers.duration(metadata.duration_seconds)],
    [fields.cost, cost === null ? null : numbers.usd(cost)],
    [fields.license, license ?? null],
  ];
  return table(
    [field, value],
    rows.flatMap(([name, shown]) => (shown === null || shown === "" ? [] : [[name, shown]])),
  );
}

function trainingOf({ hyperparameters, metrics }: Metadata, language: Language): Block[] {
  const text = modelCardText[language];
  const numbers = numbersIn(language);
  const rows = Object.entries(hyperparameters).flatMap(([name, value]) =>
    value === null || value === undefined
      ? []
      : [[name, typeof value === "object" ? JSON.stringify(value) : `${value}`]],
  );
  return [
    heading(text.training),
    ...(rows.length > 0 ? [table([text.hyperparameter, text.value], rows)] : []),
    list([
      `${text.loss}: ${numbers.decimal(metrics.eval_loss, 4)}`,
      `${text.perplexity}: ${numbers.decimal(metrics.perplexity, 3)}`,
    ]),
  ];
}

function evaluationOf(evaluation: Evaluation | undefined, language: Language): Block[] {
  const text = modelCardText[language];
  const numbers = numbersIn(language);
  if (!evaluation) return [paragraph(text.notEvaluated)];
  const { testSet, thresholds } = evaluation;
  const rows = thresholds.map(({ metric, slice, operator, limit, value, ok }) => [
    `${metric}${slice ? ` (${slice.key}=${slice.value})` : ""} ${operator} ${numbers.decimal(limit, 3)}`,
    value === null ? "—" : numbers.decimal(value, 4),
    ok ? text.met : text.missed,
  ]);
  return [
    paragraph(text.evaluated(numbers.integer(testSet.rows), testSet.digest)),
    scoresTable(evaluation, language),
    ...againstBaseline(evaluation, language),
    ...(rows.length > 0 ? [table([text.threshold, text.value, text.outcome], rows)] : []),
  ];
}

function limitsOf(evaluation: Evaluation | undefined, language: Language): string[] {
  const { bound, sample, interval, safety } = modelCardText[language].limitLines;
  if (!evaluation) return [safety];
  const { rows } = evaluation.testSet;
  const unbounded = Object.values(evaluation.scores).some(({ low, high }) => low === null || high === null);
  return [
    bound,
    ...(rows < smallTestSet ? [sample(numbersIn(language).integer(rows))] : []),
    ...(unbounded ? [interval] : []),
    safety,
  ];
}

function packagesOf({ packages }: Metadata, language: Language): Block[] {
  const text = modelCardText[language];
  const rows = Object.entries(packages).sort(([left], [right]) => (left < right ? -1 : 1));
  return rows.length === 0 ? [] : [details(text.packages, [table([text.package, text.version], rows)])];
}
