import { type CorpusMeasure, type TextMeasureName, textMeasures } from "#evaluation";
import { quantile, resampleSums } from "#statistics";
import { type TextPair, textPairs } from "#testing";
import { askOracle } from "./text-oracle.ts";

export interface TextMetricsRow {
  /** The measures that were computed, together where the Python package computes them together. */
  name: string;
  oursCpuSeconds: number;
  /** Of sacrebleu or rouge_score in the same run. */
  theirsCpuSeconds: number;
  ratio: number;
}

export interface ResampleRow {
  name: "paired bootstrap";
  draws: number;
  /** Of the draws and their scores for two systems, the counts at hand; and of BLEU of one system, texts at hand. */
  cpuSeconds: number;
  bleuCpuSeconds: number;
  ratio: number;
}

const groups: { names: TextMeasureName[]; oracle: string[] }[] = [
  { names: ["bleu"], oracle: ["bleu"] },
  { names: ["chrf"], oracle: ["chrf"] },
  { names: ["chrf++"], oracle: ["chrf++"] },
  { names: ["ter"], oracle: ["ter"] },
  {
    names: ["rouge1", "rouge2", "rougeL"],
    oracle: ["rouge1/rouge_score", "rouge2/rouge_score", "rougeL/rouge_score"],
  },
];

/** CPU seconds of the text measures beside those of the Python packages: plain Latin texts, where their scores agree. */
export async function benchTextMetrics({ count = 10_000, seed = 1 } = {}): Promise<TextMetricsRow[]> {
  const pairs = textPairs(5 * count, { seed, odd: 0 }).filter(({ kind }) => kind === "latin");
  const single = pairs.map(({ hypothesis, references }) => ({ hypothesis, references: references.slice(0, 1) }));
  const rows: TextMetricsRow[] = [];
  for (const { names, oracle } of groups) {
    const theirs = await askOracle({ pairs: single, metrics: oracle, references: 1, sentences: [] });
    const theirsCpuSeconds = theirs[oracle[0] as string]?.seconds ?? Number.NaN;
    const scores: number[] = [];
    const oursCpuSeconds = cpuSeconds(() => {
      for (const name of names) scores.push(corpusScore(textMeasures[name](), single));
    });
    // seconds of two different numbers could not be compared
    for (const [index, score] of scores.entries())
      if (!(Math.abs(score - (theirs[oracle[index] as string]?.score ?? Number.NaN)) < 1e-9))
        throw new Error(`${names[index]} is ${score}, not what ${JSON.stringify(theirs)} says`);
    rows.push({ name: names.join(", "), oursCpuSeconds, theirsCpuSeconds, ratio: oursCpuSeconds / theirsCpuSeconds });
  }
  return rows;
}

/** CPU seconds of a paired bootstrap of BLEU beside those of BLEU itself, for the same rows in the same run. */
export function benchResample({ count = 10_000, draws = 1000, seed = 1 } = {}): ResampleRow {
  const pairs = textPairs(count, { seed });
  const measure = textMeasures.bleu();
  const baseline = countsOf(measure, pairs, ({ references }) => references[1]);
  let candidate = new Float64Array(0);
  const bleuCpuSeconds = cpuSeconds(() => {
    candidate = countsOf(measure, pairs, ({ hypothesis }) => hypothesis);
  });
  const differences: number[] = [];
  const seconds = cpuSeconds(() => {
    resampleSums([candidate, baseline], { width: measure.width, draws, seed }, ([ours, theirs]) => {
      differences.push(measure.value(ours as Float64Array, 0) - measure.value(theirs as Float64Array, 0));
    });
    differences.sort((left, right) => left - right);
    quantile(differences, 0.025);
  });
  return { name: "paired bootstrap", draws, cpuSeconds: seconds, bleuCpuSeconds, ratio: seconds / bleuCpuSeconds };
}

function corpusScore(
  measure: CorpusMeasure,
  pairs: readonly { hypothesis: string; references: readonly string[] }[],
): number {
  const sums = new Float64Array(measure.width);
  for (const { hypothesis, references } of pairs) measure.count(hypothesis, references, sums, 0);
  return measure.value(sums, 0);
}

function countsOf(
  measure: CorpusMeasure,
  pairs: readonly TextPair[],
  answer: (pair: TextPair) => string,
): Float64Array<ArrayBuffer> {
  const counts = new Float64Array(pairs.length * measure.width);
  for (const [row, pair] of pairs.entries())
    measure.count(answer(pair), pair.references.slice(0, 1), counts, row * measure.width);
  return counts;
}

function cpuSeconds(work: () => void): number {
  const before = process.cpuUsage();
  work();
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1e6;
}

export const title = "Text metrics of 10,000 pairs, CPU seconds beside sacrebleu and rouge_score";

export async function* lines(): AsyncGenerator<string> {
  for (const { name, oursCpuSeconds, theirsCpuSeconds, ratio } of await benchTextMetrics())
    yield `${name}: ${oursCpuSeconds.toFixed(2)} beside ${theirsCpuSeconds.toFixed(2)}, ratio ${ratio.toFixed(2)} of 0.33`;
  const { draws, cpuSeconds: drawn, bleuCpuSeconds, ratio } = benchResample();
  yield `paired bootstrap of ${draws} draws: ${drawn.toFixed(2)} beside BLEU once ${bleuCpuSeconds.toFixed(2)}, ratio ${ratio.toFixed(2)} of 2`;
}
