import type { Evaluation, Language } from "#contracts";
import { evaluationText, numbersIn } from "#messages";
import { intervalChart } from "./charts/index.ts";
import { type Block, heading, table } from "./document.ts";
import { showScore } from "./evaluation-scores.ts";

/** Rows of a picture that people still read. */
const mostDrawn = 25;

/** Every metric by every slice, and a picture of the first metric that is a share. */
export function slicesOf({ slices, metrics }: Evaluation, language: Language): Block[] {
  if (!slices || slices.length === 0) return [];
  const text = evaluationText[language];
  const numbers = numbersIn(language);
  const names = Object.keys(metrics);
  const rows = slices.map(({ key, value, rows: count, scores }) => [
    `${key}=${value}`,
    numbers.integer(count),
    ...names.map((name) => showScore(scores[name], language)),
  ]);
  const blocks: Block[] = [heading(text.slices)];
  const drawn = names.find((name) => metrics[name]?.scale === "share");
  if (drawn !== undefined) {
    const bars = slices.slice(0, mostDrawn).flatMap(({ key, value, scores }) => {
      const score = scores[drawn];
      if (!score) return [];
      return [
        { name: `${key}=${value}`, value: score.value, low: score.low ?? score.value, high: score.high ?? score.value },
      ];
    });
    const legend = { candidate: text.candidate, baseline: text.baseline, threshold: text.threshold };
    blocks.push({
      kind: "picture",
      svg: intervalChart(text.worstSlice(drawn), bars, legend, (value) => numbers.decimal(value, 2)),
      alt: bars.map((bar) => `${bar.name} ${numbers.interval(bar)}`).join("; "),
    });
  }
  return [...blocks, table([text.slice, text.rows, ...names], rows, [1])];
}
