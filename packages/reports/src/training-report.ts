import type { Language, TrainingMetrics, TrainingSummary } from "#contracts";
import { numbersIn, trainingText } from "#messages";
import { lineChart, lineMermaid } from "./charts/index.ts";
import { type Block, callout, type Document, details, heading, list, table } from "./document.ts";

export interface TrainingReport {
  summary: TrainingSummary;
  metrics: readonly TrainingMetrics[];
  baseModel: string;
  datasetDigest: string;
  gpu: string | undefined;
  durationSeconds: number;
  costUsd: number | undefined;
  hyperparameters: Readonly<Record<string, unknown>>;
  outputFolder: string;
}

/** What fine-tune says of a finished training. */
export function trainingReport(report: TrainingReport, language: Language): Document {
  const { summary } = report;
  const text = trainingText[language];
  const numbers = numbersIn(language);
  const rows: [string, string | undefined][] = [
    [text.base, report.baseModel],
    [text.dataset, report.datasetDigest],
    [text.samples, summary.samples === undefined ? undefined : numbers.integer(summary.samples)],
    [text.steps, summary.steps === undefined ? undefined : numbers.integer(summary.steps)],
    [text.device, report.gpu ?? text.cpu],
    [text.duration, numbers.duration(report.durationSeconds)],
    [text.cost, report.costUsd === undefined ? undefined : numbers.usd(report.costUsd)],
    [text.loss, numbers.decimal(summary.eval_loss, 4)],
    [text.perplexity, numbers.decimal(perplexityOf(summary), 4)],
  ];
  return {
    language,
    title: text.title,
    blocks: [
      callout("good", text.done(numbers.decimal(perplexityOf(summary), 4), numbers.duration(report.durationSeconds))),
      table(
        [text.name, text.value],
        rows.filter((row): row is [string, string] => row[1] !== undefined),
      ),
      heading(text.curve),
      lossCurve(report.metrics, language),
      heading(text.hyperparameters),
      table(
        [text.name, text.value],
        Object.entries(report.hyperparameters).map(([name, value]) => [name, String(value ?? "—")]),
      ),
      heading(text.files),
      list([report.outputFolder]),
      details(text.packages, [table([text.name, text.value], Object.entries(summary.packages ?? {}))]),
    ],
  };
}

/** The loss over the steps, as the training wrote it. */
export function lossCurve(metrics: readonly TrainingMetrics[], language: Language): Block {
  const text = trainingText[language];
  const numbers = numbersIn(language);
  const points = (name: "train/loss" | "eval/loss"): { x: number; y: number }[] =>
    metrics.flatMap((line) => (typeof line[name] === "number" ? [{ x: line.step, y: line[name] }] : []));
  const train = points("train/loss");
  const show = (point: { y: number } | undefined): string => numbers.decimal(point?.y ?? Number.NaN, 3);
  return {
    kind: "picture",
    svg: lineChart({
      title: text.curve,
      x: text.step,
      y: "loss",
      series: [
        { name: text.trainLoss, points: train },
        { name: text.evalLoss, points: points("eval/loss") },
      ],
      format: (value) => numbers.decimal(value, 2),
    }),
    alt: text.curveAlt(show(train[0]), show(train.at(-1))),
    mermaid: train.length > 1 ? lineMermaid({ title: text.curve, x: text.step, y: "loss", points: train }) : undefined,
  };
}

export const perplexityOf = (summary: TrainingSummary): number => summary.perplexity ?? Math.exp(summary.eval_loss);
