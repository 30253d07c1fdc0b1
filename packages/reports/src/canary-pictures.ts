import type { CanaryLook, Language } from "#contracts";
import { canaryText, numbersIn } from "#messages";
import { metricName, metricsOf } from "./canary-names.ts";
import { lineChart, lineMermaid } from "./charts/index.ts";
import type { Block } from "./document.ts";

/** Evidence in favour of the canary goes down without end; what matters is how near it comes to the threshold. */
const lowestDrawn = -5;

/** Evidence, and where a look has it the weight, over the looks. */
export function canaryPictures(looks: readonly CanaryLook[], language: Language): Block[] {
  return [...evidencePicture(looks, language), ...weightPicture(looks, language)];
}

function evidencePicture(looks: readonly CanaryLook[], language: Language): Block[] {
  const text = canaryText[language];
  const numbers = numbersIn(language);
  const judged = metricsOf(looks);
  const series = judged.flatMap((metric) => {
    const points = looks.flatMap(({ metrics }, index) => {
      const evidence = metrics[metric];
      return evidence ? [{ x: index + 1, y: Math.max(lowestDrawn, evidence.log_e) }] : [];
    });
    return points.length > 0 ? [{ name: metricName(metric, language), points }] : [];
  });
  if (series.length === 0) return [];
  const limits = judged.flatMap((metric) => looks.at(-1)?.metrics[metric]?.log_threshold ?? []);
  const threshold = Math.min(...limits);
  const strongest = series.toSorted((left, right) => highest(right.points) - highest(left.points))[0];
  return [
    {
      kind: "picture",
      svg: lineChart({
        title: text.evidencePicture,
        x: text.look,
        y: text.evidence,
        series,
        limit: { value: threshold, name: text.threshold },
        format: (value) => numbers.decimal(value, 1),
      }),
      alt: text.evidenceAlt(numbers.decimal(highest(strongest?.points ?? []), 2), numbers.decimal(threshold, 2)),
      mermaid:
        strongest && strongest.points.length > 1
          ? lineMermaid({
              title: `${text.evidencePicture}: ${strongest.name}`,
              x: text.look,
              y: text.evidence,
              points: strongest.points,
            })
          : undefined,
    },
  ];
}

const highest = (points: readonly { y: number }[]): number =>
  points.reduce((most, { y }) => Math.max(most, y), Number.NEGATIVE_INFINITY);

function weightPicture(looks: readonly CanaryLook[], language: Language): Block[] {
  const text = canaryText[language];
  const numbers = numbersIn(language);
  const points = looks.flatMap(({ weight }, index) => (weight === undefined ? [] : [{ x: index + 1, y: weight }]));
  if (points.length === 0) return [];
  const share = (point: { y: number } | undefined): string => numbers.percent(point?.y ?? Number.NaN, 0);
  return [
    {
      kind: "picture",
      svg: lineChart({
        title: text.weightPicture,
        x: text.look,
        y: text.weight,
        series: [{ name: text.canary, points }],
        steps: true,
        format: (value) => numbers.percent(value, 0),
      }),
      alt: text.weightAlt(share(points[0]), share(points.at(-1))),
      mermaid:
        points.length > 1
          ? lineMermaid({ title: text.weightPicture, x: text.look, y: text.weight, points })
          : undefined,
    },
  ];
}
