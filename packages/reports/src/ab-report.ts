import type { AbMetric, AbReport, Language } from "#contracts";
import { abText, numbersIn } from "#messages";
import { judgingBlocks } from "./canary-judging.ts";
import { caveatsOf, metricName } from "./canary-names.ts";
import { intervalChart } from "./charts/index.ts";
import { type Block, callout, type Document, heading, list, paragraph, table, toneOf } from "./document.ts";

/** What canary-gate says of two variants. */
export function abReport(report: AbReport, language: Language): Document {
  const text = abText[language];
  return {
    language,
    title: text.title,
    verdict: report.verdict,
    blocks: [
      callout(toneOf(report.verdict), outcome(report, language)),
      ...resultBlocks(report, language),
      ...judgingBlocks(report.judging, language),
      heading(text.rules),
      list(rules(report, language)),
      ...caveatsOf(report.notes, language),
      paragraph(text.feedback),
    ],
  };
}

function outcome({ winner, metrics, missing, modelRefs }: AbReport, language: Language): string {
  const text = abText[language];
  if (!winner) {
    const why = missing.map(({ reason, metric }) =>
      metric ? text.missing[reason](metricName(metric, language)) : text.nothing,
    );
    return text.none(why.join("; ") || text.nothing);
  }
  const names = Object.keys(metrics).filter((metric) => metrics[metric]?.favours === winner);
  const arm = modelRefs ? `${text.arms[winner]} (${modelRefs[winner]})` : text.arms[winner];
  return text.winner(arm, names.map((metric) => metricName(metric, language)).join("; "));
}

function resultBlocks({ metrics }: AbReport, language: Language): Block[] {
  const text = abText[language];
  const numbers = numbersIn(language);
  const all = Object.entries(metrics);
  if (all.length === 0) return [];
  const rows = all.map(([metric, compared]) => {
    const digits = digitsOf(compared);
    const arm = ({ mean, n }: AbMetric["canary"]): string =>
      mean === null ? "—" : text.mean(numbers.decimal(mean, digits), numbers.integer(n));
    return [
      metricName(metric, language),
      arm(compared.canary),
      arm(compared.baseline),
      intervalOf(compared, language),
      compared.favours ? text.arms[compared.favours] : "—",
      numbers.percent(compared.alpha, 2),
      numbers.integer(compared.pairs),
      compared.pairsWanted === null ? "—" : numbers.integer(compared.pairsWanted),
    ];
  });
  const head = [text.metric, text.canary, text.baseline, text.difference, text.favours, text.alpha];
  return [
    heading(text.result),
    table([...head, text.pairs, text.wanted], rows, [5, 6, 7]),
    paragraph(text.means),
    ...all.flatMap(([metric, compared]) => picture(metric, compared, language)),
  ];
}

/** One picture a metric: their units differ. */
function picture(metric: string, compared: AbMetric, language: Language): Block[] {
  const { difference, low, high, favours } = compared;
  if (difference === null) return [];
  const text = abText[language];
  const numbers = numbersIn(language);
  const name = metricName(metric, language);
  const tone = favours === null ? undefined : favours === "canary" ? ("good" as const) : ("bad" as const);
  const names = { candidate: text.difference, baseline: "", threshold: text.noDifference };
  const rows = [{ name, value: difference, low, high, threshold: 0, ...(tone && { tone }) }];
  return [
    {
      kind: "picture",
      svg: intervalChart(text.picture(name), rows, names, (value) => numbers.decimal(value, digitsOf(compared))),
      alt: text.alt(name, intervalOf(compared, language)),
    },
  ];
}

function intervalOf(compared: AbMetric, language: Language): string {
  const digits = digitsOf(compared);
  const { difference, low, high } = compared;
  return difference === null ? "—" : numbersIn(language).interval({ value: difference, low, high }, digits);
}

/** As many as tell the means apart from 0. */
function digitsOf({ canary, baseline }: AbMetric): number {
  const size = Math.max(canary.mean ?? 0, baseline.mean ?? 0);
  return size >= 100 ? 0 : size >= 1 ? 3 : size >= 0.1 ? 4 : 6;
}

function rules({ source, looks, alpha }: AbReport, language: Language): string[] {
  const text = abText[language];
  const numbers = numbersIn(language);
  return [
    `${text.source}: ${source}`,
    `${text.looks}: ${numbers.integer(looks)}`,
    `${text.alphaAll}: ${numbers.percent(alpha)}`,
    text.sequence,
  ];
}
