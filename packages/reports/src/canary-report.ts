import { type CanaryLook, type CanaryMetric, type CanaryReport, canaryMetrics, type Language } from "#contracts";
import { canaryDriveText, canaryText, numbersIn, reportText } from "#messages";
import { driveBlocks, driveOutcome } from "./canary-drive.ts";
import { judgingBlocks } from "./canary-judging.ts";
import { canaryPictures } from "./canary-pictures.ts";
import { type Block, callout, type Document, heading, list, paragraph, table, toneOf } from "./document.ts";

/** Looks that the table shows; the JSON report has all. */
const shownLooks = 50;

/** What canary-gate says of a rollout. */
export function canaryReport(report: CanaryReport, language: Language): Document {
  const text = canaryText[language];
  return {
    language,
    title: text.title,
    verdict: report.verdict,
    blocks: [
      callout(toneOf(report.verdict), driveOutcome(report, language) ?? outcome(report, language)),
      ...driveBlocks(report, language),
      ...resultBlocks(report.looks.at(-1), language),
      ...canaryPictures(report.looks, language),
      ...lookBlocks(report, language),
      ...judgingBlocks(report.judging, language),
      heading(text.rules),
      list(rules(report, language)),
      ...caveats(report, language),
    ],
  };
}

/** Why the verdict is what it is, in one sentence with figures. */
function outcome({ verdict, looks }: CanaryReport, language: Language): string {
  const text = canaryText[language];
  const last = looks.at(-1);
  if (!last || verdict === "error") return text.error;
  if (verdict === "pass") return text.pass(numbersIn(language).integer(looks.length));
  if (verdict === "inconclusive") return text.inconclusive(last.block, reasonsOf(last, language));
  const breaches = last.reasons.flatMap(({ reason, metric }) =>
    metric && (reason === "evidence" || reason === "specification") ? [breachOf(last, metric, language)] : [],
  );
  return text.fail(last.block, breaches.join("; "));
}

function breachOf({ metrics }: CanaryLook, metric: CanaryMetric, language: Language): string {
  const text = canaryText[language];
  const numbers = numbersIn(language);
  const evidence = metrics[metric];
  const ratio = evidence?.ratio;
  const figure = ratio === null || ratio === undefined ? undefined : numbers.decimal(ratio, 2);
  const times = figure === undefined ? text.unlimited : text.times(figure);
  return text.breach[metric](
    metric === "quality" ? (figure ?? "—") : times,
    numbers.decimal(evidence?.log_e ?? Number.NaN, 2),
    numbers.decimal(evidence?.log_threshold ?? Number.NaN, 2),
  );
}

function reasonsOf({ reasons }: CanaryLook, language: Language): string {
  const text = canaryText[language];
  return reasons
    .map(({ reason, metric }) => (metric ? `${text.metrics[metric]}: ${text.reasons[reason]}` : text.reasons[reason]))
    .join("; ");
}

function resultBlocks(last: CanaryLook | undefined, language: Language): Block[] {
  if (!last) return [];
  const text = canaryText[language];
  const words = reportText[language];
  const numbers = numbersIn(language);
  const rows = canaryMetrics.flatMap((metric) => {
    const evidence = last.metrics[metric];
    if (!evidence) return [];
    const arm = ({ events, n }: { events: number; n: number }): string =>
      metric === "quality"
        ? text.mean(numbers.decimal(events / n, 3), numbers.integer(n))
        : text.events(numbers.integer(events), numbers.integer(n));
    return [
      [
        text.metrics[metric],
        arm(evidence.canary),
        arm(evidence.baseline),
        ratioOf(evidence, language),
        numbers.decimal(evidence.log_e, 2),
        numbers.decimal(evidence.log_threshold, 2),
        evidence.guard ? words.yes : words.no,
        evidence.not_worse === undefined ? "—" : evidence.not_worse ? words.yes : words.no,
      ],
    ];
  });
  const head = [text.metric, text.canary, text.baseline, text.ratio, text.evidence, text.threshold];
  return [heading(text.result), table([...head, text.effect, text.certificate], rows, [4, 5]), paragraph(text.figures)];
}

/** A ratio that is not a number: nothing in both arms, or something against nothing. */
function ratioOf(evidence: NonNullable<CanaryLook["metrics"]["errors"]>, language: Language): string {
  const numbers = numbersIn(language);
  const { ratio, ratio_low, ratio_high, canary } = evidence;
  const value = ratio === null ? (canary.events > 0 ? "∞" : "—") : numbers.decimal(ratio, 2);
  if (ratio_low === undefined || ratio_high === undefined) return value;
  const bound = (limit: number | null): string => (limit === null ? "∞" : numbers.decimal(limit, 2));
  return `${value} [${bound(ratio_low)}; ${bound(ratio_high)}]`;
}

function lookBlocks({ looks, notJudged }: CanaryReport, language: Language): Block[] {
  if (looks.length === 0) return [];
  const text = canaryText[language];
  const numbers = numbersIn(language);
  const shown = looks.slice(-shownLooks);
  const rows = shown.map((look) => [
    look.block,
    look.weight === undefined ? "—" : numbers.percent(look.weight, 0),
    text.verdicts[look.verdict],
    look.verdict === "CONTINUE" && look.reasons.length > 0
      ? text.flagged(reasonsOf(look, language))
      : reasonsOf(look, language) || "—",
    ...canaryMetrics.map((metric) => numbers.decimal(look.metrics[metric]?.log_e ?? Number.NaN, 2)),
  ]);
  const evidence = canaryMetrics.map((metric) => `ln e: ${text.metrics[metric]}`);
  return [
    heading(text.looks),
    ...(shown.length < looks.length
      ? [paragraph(text.cut(numbers.integer(shown.length), numbers.integer(looks.length)))]
      : []),
    table([text.look, text.weight, text.verdict, text.why, ...evidence], rows, [4, 5, 6]),
    ...(notJudged ? [paragraph(text.notJudged(numbers.integer(notJudged)))] : []),
  ];
}

function rules(report: CanaryReport, language: Language): string[] {
  const text = canaryText[language];
  const numbers = numbersIn(language);
  return [
    `${text.source}: ${report.source}`,
    `${text.rule}: ${text.ruleNames[report.rule]}`,
    `${text.null}: ${text.nullNames[report.null]}`,
    `${text.assignment}: ${text.assignmentNames[report.assignment]}`,
    `${text.alpha}: ${numbers.percent(report.alpha)}`,
    `${text.minRequests}: ${numbers.integer(report.minRequests)}`,
  ];
}

/** A note that has no sentence is shown by its code: rather plain than silent. */
function caveats({ notes }: CanaryReport, language: Language): Block[] {
  if (notes.length === 0) return [];
  const text = canaryText[language];
  const sentences: Record<string, string> = { ...text.notes, ...canaryDriveText[language].notes };
  return [heading(text.caveats), list(notes.map((note) => sentences[note] ?? note))];
}
