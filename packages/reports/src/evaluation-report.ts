import type { Evaluation, Language, Score } from "#contracts";
import { evaluationText, numbersIn } from "#messages";
import { confusionMatrix, type IntervalRow, intervalChart } from "./charts/index.ts";
import { type Block, type Document, details, heading, list, paragraph, table } from "./document.ts";

/** What a report may show of a row: its title and short texts, never the whole example. */
export interface Mistake {
  id: string;
  title: string | undefined;
  expected: string;
  got: string;
}

/** What evaluate says of a model. */
export function evaluationReport(evaluation: Evaluation, mistakes: readonly Mistake[], language: Language): Document {
  const text = evaluationText[language];
  const numbers = numbersIn(language);
  const { scores, comparison, thresholds, confusion, reasons } = evaluation;
  const show = (score: Score | undefined): string =>
    score
      ? numbers.interval({ value: score.value, low: score.low ?? Number.NaN, high: score.high ?? Number.NaN })
      : "—";
  const blocks: Block[] = [];
  if (reasons.length > 0) blocks.push(list(reasons.map(({ reason, metric }) => text.reasons[reason](metric ?? ""))));
  blocks.push(
    list([
      `${text.model}: ${evaluation.model.name}`,
      `${text.testSet}: ${evaluation.testSet.digest}, ${numbers.integer(evaluation.testSet.rows)} ${text.rows}`,
    ]),
  );
  blocks.push(heading(text.scores), scoresPicture(evaluation, language));
  const head = [text.metric, text.value, ...(comparison ? [text.baseline, text.difference, text.p, text.outcome] : [])];
  const rows = Object.entries(scores).map(([name, score]) => {
    const compared = comparison?.metrics[name];
    const cells = [name, show(score)];
    if (!comparison) return cells;
    const p = compared?.pAdjusted ?? compared?.p;
    return [
      ...cells,
      show(compared?.baseline),
      show(compared?.difference),
      p === null || p === undefined ? "—" : numbers.decimal(p, 4),
      compared ? text.outcomes[compared.outcome] : "—",
    ];
  });
  blocks.push(table(head, rows));
  if (comparison) blocks.push(paragraph(text.against(comparison.name)));
  if (evaluation.errors > 0) blocks.push(paragraph(text.errors(numbers.integer(evaluation.errors))));
  if (thresholds.length > 0) {
    blocks.push(heading(text.thresholds));
    blocks.push(
      table(
        [text.threshold, text.value, text.outcome],
        thresholds.map(({ metric, operator, limit, value, ok }) => [
          `${metric} ${operator} ${numbers.decimal(limit, 3)}`,
          value === null ? "—" : numbers.decimal(value, 4),
          ok ? text.met : text.missed,
        ]),
      ),
    );
  }
  if (confusion) {
    const alt = confusion.labels.map((label, index) => `${label}: ${confusion.counts[index]?.join(", ")}`).join("; ");
    blocks.push(heading(text.confusion), {
      kind: "picture",
      svg: confusionMatrix(text.confusion, confusion.labels, confusion.counts, {
        truth: text.truth,
        answer: text.answer,
      }),
      alt,
    });
    blocks.push(
      table(
        [`${text.truth} \\ ${text.answer}`, ...confusion.labels],
        confusion.labels.map((label, index) => [label, ...(confusion.counts[index] ?? []).map(String)]),
        confusion.labels.map((_, index) => index + 1),
      ),
    );
  }
  if (mistakes.length > 0) {
    blocks.push(
      details(text.worst, [
        table(
          [text.example, text.expected, text.got],
          mistakes.map(({ id, title, expected, got }) => [
            (title ?? id).slice(0, 80),
            expected.slice(0, 80),
            got.slice(0, 80),
          ]),
        ),
      ]),
    );
  }
  return { language, title: text.title, verdict: evaluation.verdict, blocks };
}

/** Shares only: a picture of latencies beside F1 would squeeze both. */
export function scoresPicture({ scores, comparison, thresholds }: Evaluation, language: Language): Block {
  const text = evaluationText[language];
  const numbers = numbersIn(language);
  const shares = Object.entries(scores).filter(([name]) => /^(f1|precision|recall|exact-match|valid-json)/.test(name));
  const bounded = (score: Score): { value: number; low: number; high: number } => ({
    value: score.value,
    low: score.low ?? score.value,
    high: score.high ?? score.value,
  });
  const rows = shares.map(([name, score]): IntervalRow => {
    const compared = comparison?.metrics[name];
    const threshold = thresholds.find(({ metric }) => metric === name);
    return {
      name,
      ...bounded(score),
      baseline: compared && bounded(compared.baseline),
      threshold: threshold?.limit,
      tone: threshold && (threshold.ok ? "good" : "bad"),
    };
  });
  const format = (value: number): string => numbers.decimal(value, 2);
  return {
    kind: "picture",
    svg: intervalChart(
      text.picture,
      rows,
      { candidate: text.candidate, baseline: text.baseline, threshold: text.threshold },
      format,
    ),
    alt: rows.map(({ name, value, low, high }) => `${name} ${numbers.interval({ value, low, high })}`).join("; "),
  };
}
