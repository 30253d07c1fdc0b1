import type { Evaluation, JudgeReport, Language } from "#contracts";
import { evaluationText, judgeText, numbersIn } from "#messages";
import { agreementChart } from "./charts/index.ts";
import { type Block, callout, heading, list } from "./document.ts";

/** What is to be known of the judge before its scores are believed. */
export function judgeOf({ judge }: Evaluation, language: Language): Block[] {
  if (!judge) return [];
  const text = evaluationText[language];
  return [heading(text.judge), list(factsOf(judge, language)), ...calibrationOf(judge, language)];
}

function factsOf(judge: JudgeReport, language: Language): string[] {
  const text = evaluationText[language];
  const numbers = numbersIn(language);
  const { asked, parsed, variance, pairwise } = judge;
  const lines = [
    text.judgeModels(judge.models.join(", "), judge.rubric),
    text.judgeParsed(
      numbers.integer(parsed),
      numbers.integer(asked),
      asked === 0 ? "—" : numbers.percent(parsed / asked),
    ),
    text.judgeCached(numbers.integer(judge.fromCache)),
  ];
  if (judge.repeats > 1)
    lines.push(text.judgeRepeats(numbers.integer(judge.repeats), judgeText[language].variations[judge.variation]));
  if (variance)
    lines.push(
      text.judgeVariance(
        numbers.decimal(variance.answers, 4),
        numbers.decimal(variance.judge, 4),
        numbers.decimal(variance.standardErrorOfJudge, 4),
      ),
    );
  if (pairwise) {
    const { wins, losses, ties, flips, winRate } = pairwise;
    const rate = {
      value: winRate.value ?? Number.NaN,
      low: winRate.low ?? Number.NaN,
      high: winRate.high ?? Number.NaN,
    };
    const counts = [wins, losses, ties, flips].map((count) => numbers.integer(count)) as [
      string,
      string,
      string,
      string,
    ];
    lines.push(text.judgePairs(...counts, numbers.interval(rate)));
  }
  if (judge.ignored.length > 0) lines.push(text.judgeIgnored(judge.ignored.join(", ")));
  return lines;
}

function calibrationOf({ calibration }: JudgeReport, language: Language): Block[] {
  if (!calibration) return [];
  const text = evaluationText[language];
  const numbers = numbersIn(language);
  const show = ({ value, low, high }: { value: number | null; low: number | null; high: number | null }): string =>
    numbers.interval({ value: value ?? Number.NaN, low: low ?? Number.NaN, high: high ?? Number.NaN });
  const { threshold } = calibration;
  const lines = [
    text.calibrationRows(numbers.integer(calibration.n), numbers.integer(calibration.missing)),
    `${text.kappa}: ${show(calibration.kappa)}`,
    `${text.spearman}: ${show(calibration.spearman)}`,
    `${text.bias}: ${show(calibration.bias)}`,
    threshold ? text.recommended(show(threshold), `judge>=${threshold.share.toFixed(2)}`) : text.noThreshold,
  ];
  const names = { human: text.humanScore, judge: text.judgeScore };
  return [
    heading(text.calibration),
    ...calibration.warnings.map((warning) => callout("warn", judgeText[language].calibration[warning])),
    list(lines),
    {
      kind: "picture",
      svg: agreementChart(text.calibration, calibration.points, names, threshold?.value),
      alt: text.calibrationAlt(show(calibration.kappa)),
    },
  ];
}
