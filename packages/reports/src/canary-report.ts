import { type CanaryLook, type CanaryReport, canaryMetrics, type Language, type MetricEvidence } from "#contracts";
import { canaryText, numbersIn, reportText } from "#messages";
import { driveBlocks, driveOutcome } from "./canary-drive.ts";
import { judgingBlocks } from "./canary-judging.ts";
import { caveatsOf, digitsOf, metricName, metricsOf } from "./canary-names.ts";
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
      ...dryRunBlocks(report, language),
      ...canaryPictures(report.looks, language),
      ...lookBlocks(report, language),
      ...judgingBlocks(report.judging, language),
      heading(text.rules),
      list(rules(report, language)),
      ...caveatsOf(report.notes, language),
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
  const breaches = last.reasons.flatMap(({ reason, metric, dry_run }) =>
    metric && !dry_run && (reason === "evidence" || reason === "specification")
      ? [breachOf(last, metric, language)]
      : [],
  );
  return text.fail(last.block, breaches.join("; "));
}

function breachOf({ metrics }: CanaryLook, metric: string, language: Language): string {
  const text = canaryText[language];
  const numbers = numbersIn(language);
  const evidence = metrics[metric];
  const ratio = evidence?.ratio;
  const figure = ratio === null || ratio === undefined ? undefined : numbers.decimal(ratio, 2);
  const times = figure === undefined ? text.unlimited : text.times(figure);
  const told = [
    numbers.decimal(evidence?.log_e ?? Number.NaN, 2),
    numbers.decimal(evidence?.log_threshold ?? Number.NaN, 2),
  ] as const;
  if (metric === "errors" || metric === "latency") return text.breach[metric](times, ...told);
  if (metric === "quality") return text.breach.quality(figure ?? "—", ...told);
  return text.breach.further(metricName(metric, language), figure ?? "∞", ...told);
}

function reasonsOf({ reasons }: CanaryLook, language: Language): string {
  const text = canaryText[language];
  return reasons
    .map(({ reason, metric, dry_run }) => {
      const why = metric ? `${metricName(metric, language)}: ${text.reasons[reason]}` : text.reasons[reason];
      return dry_run ? text.dry(why) : why;
    })
    .join("; ");
}

function resultBlocks(last: CanaryLook | undefined, language: Language): Block[] {
  if (!last) return [];
  const text = canaryText[language];
  const words = reportText[language];
  const numbers = numbersIn(language);
  const rows = metricsOf([last]).flatMap((metric) => {
    const evidence = last.metrics[metric];
    if (!evidence) return [];
    const arm = ({ events, n }: { events: number; n: number }): string =>
      metric === "errors" || metric === "latency"
        ? text.events(numbers.integer(events), numbers.integer(n))
        : text.mean(numbers.decimal(events / n, digitsOf(events / n)), numbers.integer(n));
    return [
      [
        metricName(metric, language),
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
function ratioOf(evidence: MetricEvidence, language: Language): string {
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
  const further = metricsOf(looks).filter((metric) => !canaryMetrics.some((each) => each === metric));
  const columns = [...canaryMetrics, ...further];
  const rows = shown.map((look) => [
    look.block,
    look.weight === undefined ? "—" : numbers.percent(look.weight, 0),
    text.verdicts[look.verdict],
    look.verdict === "CONTINUE" && look.reasons.length > 0
      ? text.flagged(reasonsOf(look, language))
      : reasonsOf(look, language) || "—",
    ...columns.map((metric) => numbers.decimal(look.metrics[metric]?.log_e ?? Number.NaN, 2)),
  ]);
  const evidence = columns.map((metric) => `ln e: ${metricName(metric, language)}`);
  return [
    heading(text.looks),
    ...(shown.length < looks.length
      ? [paragraph(text.cut(numbers.integer(shown.length), numbers.integer(looks.length)))]
      : []),
    table(
      [text.look, text.weight, text.verdict, text.why, ...evidence],
      rows,
      [...columns.keys()].map((index) => 4 + index),
    ),
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

/** What the metrics in dry run would have decided: their first rollback, else the looks that they would have held. */
function dryRunBlocks({ dryRun = [], looks }: CanaryReport, language: Language): Block[] {
  if (dryRun.length === 0) return [];
  const text = canaryText[language];
  const items = dryRun.map((metric) => {
    const name = metricName(metric, language);
    const looksWith = (codes: readonly string[]): CanaryLook[] =>
      looks.filter(({ reasons }) => reasons.some((each) => each.metric === metric && codes.includes(each.reason)));
    const [breach] = looksWith(["evidence", "specification"]);
    if (breach) return text.wouldRollBack(name, breach.block);
    const held = looksWith(["no-data", "suspicion", "missing-scores"]);
    return held.length > 0 ? text.wouldHold(name, numbersIn(language).integer(held.length)) : text.wouldGoOn(name);
  });
  return [heading(text.dryRun), paragraph(text.dryRunMeans), list(items)];
}
