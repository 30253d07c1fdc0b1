import type { Evaluation, Language, Score } from "#contracts";
import { evaluationText, numbersIn } from "#messages";
import { type IntervalRow, intervalChart } from "./charts/index.ts";
import { type Block, paragraph, table } from "./document.ts";

/** A score with its interval; a bound that says nothing is a dash. */
export function showScore(score: Score | undefined, language: Language): string {
  if (!score) return "—";
  const digits = Math.abs(score.value) > 0 && Math.abs(score.value) < 0.01 ? 5 : 3;
  const interval = { value: score.value, low: score.low ?? Number.NaN, high: score.high ?? Number.NaN };
  return numbersIn(language).interval(interval, digits);
}

export function scoresTable({ scores, comparison }: Evaluation, language: Language): Block {
  const text = evaluationText[language];
  const numbers = numbersIn(language);
  const compare = [text.baseline, text.difference, text.p, text.outcome, text.detectable, text.rowsNeeded];
  const rows = Object.entries(scores).map(([name, score]) => {
    const cells = [name, showScore(score, language)];
    if (!comparison) return cells;
    const compared = comparison.metrics[name];
    const p = compared?.pAdjusted ?? compared?.p;
    return [
      ...cells,
      showScore(compared?.baseline, language),
      showScore(compared?.difference, language),
      p === null || p === undefined ? "—" : numbers.decimal(p, 4),
      compared ? text.tiers[compared.tier] : "—",
      compared?.detectable == null ? "—" : numbers.decimal(compared.detectable, 3),
      compared?.rowsNeeded == null ? "—" : numbers.integer(compared.rowsNeeded),
    ];
  });
  return table([text.metric, text.value, ...(comparison ? compare : [])], rows);
}

export function againstBaseline({ comparison }: Evaluation, language: Language): Block[] {
  if (!comparison) return [];
  const text = evaluationText[language];
  const { name, kind, ageDays, metrics } = comparison;
  const age = ageDays === null ? [] : [text.age(numbersIn(language).decimal(ageDays, 1))];
  const power = Object.values(metrics).some(({ detectable }) => detectable !== null) ? [text.power] : [];
  return [paragraph([kind === "paired" ? text.against(name) : text.againstReport(name), ...age, ...power].join(" "))];
}

/** Shares only: a picture of latencies beside F1 would squeeze both. Scores of 0 to 100 are drawn as shares. */
export function scoresPicture({ scores, metrics, comparison, thresholds }: Evaluation, language: Language): Block {
  const text = evaluationText[language];
  const numbers = numbersIn(language);
  const rows = Object.entries(scores).flatMap(([name, score]): IntervalRow[] => {
    const scale =
      metrics[name]?.scale ?? (/^(f1|precision|recall|exact-match|valid-json)/.test(name) ? "share" : "open");
    if (scale !== "share" && scale !== "hundred") return [];
    const unit = scale === "hundred" ? 100 : 1;
    const bounded = ({ value, low, high }: Score) => ({
      value: value / unit,
      low: (low ?? value) / unit,
      high: (high ?? value) / unit,
    });
    const baseline = comparison?.metrics[name]?.baseline;
    const threshold = thresholds.find(({ metric, slice }) => metric === name && slice === undefined);
    return [
      {
        name,
        ...bounded(score),
        baseline: baseline && bounded(baseline),
        threshold: threshold && threshold.limit / unit,
        tone: threshold && (threshold.ok ? "good" : "bad"),
      },
    ];
  });
  const names = { candidate: text.candidate, baseline: text.baseline, threshold: text.threshold };
  return {
    kind: "picture",
    svg: intervalChart(text.picture, rows, names, (value) => numbers.decimal(value, 2)),
    alt: rows.map(({ name, value, low, high }) => `${name} ${numbers.interval({ value, low, high })}`).join("; "),
  };
}
