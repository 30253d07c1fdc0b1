import type { Evaluation, Language } from "#contracts";
import { evaluationText, numbersIn } from "#messages";
import { confusionMatrix } from "./charts/index.ts";
import { type Block, type Document, details, heading, list, paragraph, table } from "./document.ts";
import { judgeOf } from "./evaluation-judge.ts";
import { againstBaseline, scoresPicture, scoresTable } from "./evaluation-scores.ts";
import { slicesOf } from "./evaluation-slices.ts";
import { type Example, examples } from "./examples.ts";

/** What a report may show of a row: its title and the beginnings of short texts, never the whole example. */
export interface WorstExample {
  id: string;
  title: string | undefined;
  /** NaN where the row has none. */
  score: number;
  expected: string;
  got: string;
  baseline: string | undefined;
}

/** What evaluate says of a model. */
export function evaluationReport(evaluation: Evaluation, worst: readonly WorstExample[], language: Language): Document {
  const text = evaluationText[language];
  const blocks: Block[] = [
    ...reasonsOf(evaluation, language),
    list(aboutOf(evaluation, language)),
    heading(text.scores),
    scoresPicture(evaluation, language),
    scoresTable(evaluation, language),
    ...againstBaseline(evaluation, language),
    ...thresholdsOf(evaluation, language),
    ...slicesOf(evaluation, language),
    ...checksOf(evaluation, language),
    ...judgeOf(evaluation, language),
    ...moneyOf(evaluation, language),
    ...confusionOf(evaluation, language),
    ...worstOf(worst, language),
    ...signaturesOf(evaluation, language),
  ];
  return { language, title: text.title, verdict: evaluation.verdict, blocks };
}

function reasonsOf({ reasons }: Evaluation, language: Language): Block[] {
  const text = evaluationText[language];
  if (reasons.length === 0) return [];
  const lines = reasons.map(({ reason, metric = "", slice }) =>
    text.reasons[reason](slice ? `${metric} (${slice.key}=${slice.value})` : metric),
  );
  return [list(lines)];
}

function aboutOf({ model, testSet, errors, metrics, cluster, bar }: Evaluation, language: Language): string[] {
  const text = evaluationText[language];
  const numbers = numbersIn(language);
  const lines = [
    `${text.model}: ${model.name}`,
    `${text.testSet}: ${testSet.digest}, ${numbers.integer(testSet.rows)} ${text.rows}`,
  ];
  if (errors > 0) lines.push(text.errors(numbers.integer(errors)));
  for (const [name, { missing }] of Object.entries(metrics))
    if (missing > 0 && missing < testSet.rows) lines.push(text.missing(name, numbers.integer(missing)));
  if (cluster) lines.push(text.clusters(cluster.key, numbers.integer(cluster.clusters)));
  if (bar?.source === "base" && bar.changed.length > 0) lines.push(text.baseBar(bar.ref ?? "", bar.changed.join(", ")));
  return lines;
}

function thresholdsOf({ thresholds }: Evaluation, language: Language): Block[] {
  const text = evaluationText[language];
  const numbers = numbersIn(language);
  if (thresholds.length === 0) return [];
  const rows = thresholds.map(({ metric, slice, operator, limit, value, ok }) => [
    `${metric}${slice ? ` (${slice.key}=${slice.value})` : ""} ${operator} ${numbers.decimal(limit, 3)}`,
    value === null ? "—" : numbers.decimal(value, 4),
    ok ? text.met : text.missed,
  ]);
  return [heading(text.thresholds), table([text.threshold, text.value, text.outcome], rows)];
}

function checksOf({ quality, suites, notRun }: Evaluation, language: Language): Block[] {
  const text = evaluationText[language];
  const numbers = numbersIn(language);
  const blocks: Block[] = [];
  if (quality) {
    const average = quality.average === null ? "—" : numbers.decimal(quality.average, 3);
    const [threshold, below] = [numbers.decimal(quality.threshold, 3), numbers.integer(quality.below)];
    blocks.push(heading(text.quality));
    blocks.push(paragraph(text.qualityLine(quality.metric, threshold, average, below, numbers.integer(quality.cases))));
  }
  if (suites?.length) {
    const rows = suites.map(({ name, verdict, detail }) => [name, text.suiteVerdicts[verdict], detail ?? ""]);
    blocks.push(heading(text.suites), table([text.suite, text.outcome, ""], rows));
  }
  if (notRun?.length)
    blocks.push(heading(text.notRun), list(notRun.map(({ metric, why }) => `${metric}: ${text.whyNotRun[why]}`)));
  return blocks;
}

function moneyOf({ money }: Evaluation, language: Language): Block[] {
  if (!money) return [];
  const text = evaluationText[language];
  const numbers = numbersIn(language);
  const dollars = (usd: number | null): string => (usd === null ? text.unknownCost : `$${numbers.decimal(usd, 4)}`);
  const lines = [
    text.moneyLine(numbers.integer(money.promptTokens), numbers.integer(money.completionTokens), dollars(money.usd)),
  ];
  if (money.judgeUsd !== null) lines.push(text.judgeCost(dollars(money.judgeUsd)));
  if (money.budgetUsd !== null) lines.push(text.budgetLine(dollars(money.budgetUsd)));
  lines.push(...money.prices.map(({ date, source }) => text.pricesOf(date, source)));
  return [heading(text.money), list(lines)];
}

function confusionOf({ confusion }: Evaluation, language: Language): Block[] {
  if (!confusion) return [];
  const text = evaluationText[language];
  const { labels, counts } = confusion;
  const alt = labels.map((label, index) => `${label}: ${counts[index]?.join(", ")}`).join("; ");
  const names = { truth: text.truth, answer: text.answer };
  return [
    heading(text.confusion),
    { kind: "picture", svg: confusionMatrix(text.confusion, labels, counts, names), alt },
    table(
      [`${text.truth} \\ ${text.answer}`, ...labels],
      labels.map((label, index) => [label, ...(counts[index] ?? []).map(String)]),
      labels.map((_, index) => index + 1),
    ),
  ];
}

function worstOf(worst: readonly WorstExample[], language: Language): Block[] {
  if (worst.length === 0) return [];
  const text = evaluationText[language];
  const numbers = numbersIn(language);
  const withBaseline = worst.some(({ baseline }) => baseline !== undefined);
  const rows = worst.map(
    ({ id, title, score, expected, got, baseline }): Example => ({
      cells: [[...(title ?? id)].slice(0, 80).join(""), numbers.decimal(score, 3)],
      expected,
      got,
      baseline,
    }),
  );
  const head = [text.example, text.score, text.expected, text.got, ...(withBaseline ? [text.baselineGot] : [])];
  return [details(text.worst, [examples(head, rows, withBaseline)])];
}

function signaturesOf({ metrics }: Evaluation, language: Language): Block[] {
  const lines = Object.entries(metrics).flatMap(([name, { signature }]) =>
    signature ? [`${name}: ${signature}`] : [],
  );
  return lines.length === 0 ? [] : [details(evaluationText[language].signatures, [list(lines)])];
}
