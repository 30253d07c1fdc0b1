import type { Language, OneShotMetric, OneShotReport } from "#contracts";
import { canaryText, type Numbers, numbersIn, oneShotText, reportText } from "#messages";
import { caveatsOf, digitsOf, metricName } from "./canary-names.ts";
import { type Block, callout, type Document, heading, list, paragraph, table, toneOf } from "./document.ts";

/** What canary-gate says of one comparison. */
export function oneShotReport(report: OneShotReport, language: Language): Document {
  const text = oneShotText[language];
  return {
    language,
    title: text.title,
    verdict: report.verdict,
    blocks: [
      callout(toneOf(report.verdict), outcome(report, language)),
      callout("note", text.once),
      ...resultBlocks(report, language),
      heading(text.rules),
      list(rules(report, language)),
      ...caveatsOf(report.notes, language),
    ],
  };
}

function outcome({ verdict, breaches, lacking, requests, minRequests, declared }: OneShotReport, language: Language) {
  const text = oneShotText[language];
  const numbers = numbersIn(language);
  const names = (metrics: readonly string[]): string =>
    metrics.map((metric) => metricName(metric, language)).join("; ");
  if (verdict === "pass") return text.pass;
  if (verdict === "fail") return text.fail(names(breaches));
  if (declared.length === 0) return text.nothing;
  if (lacking.length > 0) return text.lacking(names(lacking));
  const [canary, baseline] = [numbers.integer(requests.canary), numbers.integer(requests.baseline)];
  return text.tooFew(canary, baseline, numbers.integer(minRequests));
}

function resultBlocks({ metrics }: OneShotReport, language: Language): Block[] {
  const text = oneShotText[language];
  const words = reportText[language];
  const numbers = numbersIn(language);
  const all = Object.entries(metrics);
  if (all.length === 0) return [];
  const yes = (is: boolean): string => (is ? words.yes : words.no);
  const tested = all.map(([metric, { test, p, limit, matters, breach }]) => [
    metricName(metric, language),
    text.tests[test],
    numbers.decimal(p, 5),
    numbers.decimal(limit, 5),
    yes(matters),
    yes(breach),
  ]);
  return [
    heading(text.result),
    table([text.metric, text.test, text.p, text.limit, text.matters, text.speaks], tested, [2, 3]),
    ...rateBlocks(all, language),
    ...rankBlocks(all, language),
  ];
}

type Rate = Extract<OneShotMetric, { test: "conditional-binomial" }>;
type Ranks = Extract<OneShotMetric, { test: "mann-whitney" }>;

function rateBlocks(all: [string, OneShotMetric][], language: Language): Block[] {
  const text = oneShotText[language];
  const numbers = numbersIn(language);
  const found = all.filter((entry): entry is [string, Rate] => entry[1].test === "conditional-binomial");
  if (found.length === 0) return [];
  const rows = found.map(([metric, rate]) => [
    metricName(metric, language),
    intervalOf(rate.ratio, 2, numbers),
    intervalOf(rate.ratio_miettinen_nurminen, 2, numbers),
    intervalOf(rate.difference, 4, numbers),
  ]);
  return [heading(text.rates), table([text.metric, text.ratio, text.ratioMn, text.difference], rows)];
}

function rankBlocks(all: [string, OneShotMetric][], language: Language): Block[] {
  const text = oneShotText[language];
  const numbers = numbersIn(language);
  const found = all.filter((entry): entry is [string, Ranks] => entry[1].test === "mann-whitney");
  if (found.length === 0) return [];
  const rows = found.map(([metric, { canary, baseline, shift, cles }]) => [
    metricName(metric, language),
    ...[canary, baseline, shift].map((value) => numbers.decimal(value, digitsOf(value))),
    numbers.percent(cles),
  ]);
  const head = [text.metric, text.canary, text.baseline, text.shift, text.cles];
  return [heading(text.ranks), table(head, rows, [1, 2, 3, 4]), paragraph(text.means)];
}

function intervalOf({ value, low, high }: Rate["ratio"], digits: number, numbers: Numbers): string {
  const bound = (limit: number | null): string => (limit === null ? "∞" : numbers.decimal(limit, digits));
  return `${value === null ? "—" : numbers.decimal(value, digits)} [${bound(low)}; ${bound(high)}]`;
}

function rules(report: OneShotReport, language: Language): string[] {
  const text = oneShotText[language];
  const words = canaryText[language];
  const numbers = numbersIn(language);
  const { canary, baseline } = report.requests;
  const dryRun = (report.dryRun ?? []).map((metric) => metricName(metric, language)).join(", ");
  return [
    `${words.source}: ${report.source}`,
    `${words.null}: ${words.nullNames[report.null]}`,
    `${text.requests}: ${numbers.integer(canary)} / ${numbers.integer(baseline)}`,
    `${text.alpha}: ${numbers.percent(report.alpha)}`,
    ...(dryRun ? [`${text.dryRun}: ${dryRun}`] : []),
  ];
}
