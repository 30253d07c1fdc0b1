import { type Evaluation, evaluationSchema, type Metadata } from "#contracts";

/** The longest content that SageMaker takes. */
const longest = 100_000;

/** By Amazon's "Model package model card schema", in one line; what there is too much of is left out, the last ones first. */
export function cardOf(metadata: Metadata, archive: string, evaluation: Evaluation | undefined): string {
  for (const most of [100, 30, 10]) {
    const card = written(contentOf(metadata, archive, evaluation, most));
    if (card.length <= longest) return card;
  }
  return written(contentOf(metadata, archive, evaluation, 0));
}

/** Line ends of Unicode would make it two lines to SageMaker. */
const written = (card: object): string =>
  JSON.stringify(card).replace(
    /[\u0085\u2028\u2029]/g,
    (end) => `\\u${end.charCodeAt(0).toString(16).padStart(4, "0")}`,
  );

function contentOf(metadata: Metadata, archive: string, evaluation: Evaluation | undefined, most: number) {
  const { fine_tuned_on: tuned, hyperparameters, metrics } = metadata;
  const observations = `Fine-tuned from ${metadata.base_model} on ${tuned.dataset}, ${tuned.samples} samples, ${tuned.date}`;
  const { dataset_digest, git_commit, run_id } = metadata;
  const details = { base_model: metadata.base_model, dataset_digest, git_commit, run_id };
  return {
    model_overview: { model_creator: "genai-mlops", model_artifact: [archive] },
    training_details: {
      training_observations: observations.slice(0, 1024),
      training_job_details: {
        training_datasets: [tuned.dataset.slice(0, 1024)],
        user_provided_training_metrics: numbers({ eval_loss: metrics.eval_loss, perplexity: metrics.perplexity }),
        user_provided_hyper_parameters: Object.entries(hyperparameters)
          .filter(([, value]) => value !== null && value !== undefined)
          .map(([name, value]) => ({ name: oneLine(name, 255), value: oneLine(asText(value), 255) }))
          .filter(({ name, value }) => name !== "" && value !== "")
          .slice(0, most),
      },
    },
    ...(evaluation && { evaluation_details: [evaluationDetails(evaluation, most)] }),
    additional_information: {
      custom_details: Object.fromEntries(
        Object.entries(details).flatMap(([key, value]) => (value ? [[key, oneLine(value, 1024)]] : [])),
      ),
    },
  };
}

function evaluationDetails({ scores, verdict, testSet, time }: Evaluation, most: number) {
  return {
    name: "evaluation.json",
    evaluation_observation: `Verdict ${verdict}, ${testSet.rows} rows, ${time}`,
    datasets: [testSet.digest],
    metric_groups: [{ name: "scores", metric_data: metricData(scores).slice(0, most) }],
  };
}

function metricData(scores: Evaluation["scores"]) {
  return Object.entries(scores)
    .filter(([name]) => oneLine(name, 255) !== "")
    .map(([name, { value, low, high, n }]) => ({
      name: oneLine(name, 255),
      type: "number" as const,
      value,
      notes: low === null || high === null ? `n = ${n}` : `95 % interval ${low} to ${high}, n = ${n}`,
    }));
}

/** What ModelMetrics.ModelQuality.Statistics points to. */
export function qualityOf({ metrics }: Metadata, evaluation: Evaluation | undefined): string {
  const training = numbers({ eval_loss: metrics.eval_loss, perplexity: metrics.perplexity }).map((metric) => ({
    ...metric,
    type: "number",
  }));
  const groups = [
    { name: "training", metric_data: training },
    ...(evaluation ? [{ name: "scores", metric_data: metricData(evaluation.scores) }] : []),
  ];
  return `${JSON.stringify({ version: 1, metric_groups: groups }, null, 1)}\n`;
}

/** undefined for what is no evaluation of ours: evidence is kept whatever it is, and is not shown then. */
export function evaluationIn(text: string | undefined): Evaluation | undefined {
  try {
    return evaluationSchema.safeParse(JSON.parse(text ?? "null")).data;
  } catch {
    return undefined;
  }
}

const numbers = (values: Record<string, number>) =>
  Object.entries(values)
    .filter(([, value]) => Number.isFinite(value))
    .map(([name, value]) => ({ name, value }));

const asText = (value: unknown): string => (typeof value === "string" ? value : JSON.stringify(value));
const oneLine = (text: string, most: number): string =>
  text
    .replace(/[\p{Cc}\u2028\u2029]+/gu, " ")
    .trim()
    .slice(0, most);
