import { newReservoir, seededUniform, shuffled } from "#statistics";
import type { Answer, AnswerSource } from "#telemetry";

export interface AnswerSample {
  mark: string;
  /** Answers since the mark before. */
  answers: { canary: number; baseline: number };
  /** As many of either arm, in order of arrival. */
  sample: Answer[];
}

/**
 * A uniform sample of either arm's answers since the mark, of the same size, by the seed. Nothing of it depends on what the
 * arms are called. While one of them has no answers the mark stays where it was: their files may come by turns.
 */
export async function sampleAnswers(
  source: AnswerSource,
  mark: string,
  { most, seed, see = () => undefined }: { most: number; seed: number; see?: (answer: Answer) => void },
): Promise<AnswerSample> {
  // one stream of numbers for both would thin out the same places that it drew
  const [drawing, thinning] = twoSeeds(seed);
  const drawn = { canary: newReservoir<Answer>(most, drawing), baseline: newReservoir<Answer>(most, drawing) };
  const next = await source.since(mark, (answer) => {
    drawn[answer.arm].add(answer);
    see(answer);
  });
  const [canary, baseline] = [onceEach(drawn.canary.sample), onceEach(drawn.baseline.sample)];
  const size = Math.min(canary.length, baseline.length);
  const sample = [canary, baseline].flatMap((arm) => shuffled(arm, thinning).slice(0, size));
  return {
    mark: size === 0 ? mark : next,
    answers: { canary: drawn.canary.seen, baseline: drawn.baseline.seen },
    sample: sample.sort(byArrival),
  };
}

function twoSeeds(seed: number): [number, number] {
  const uniform = seededUniform(seed);
  return [Math.floor(uniform() * 2 ** 32), Math.floor(uniform() * 2 ** 32)];
}

/** An answer that was written down twice is one. */
const onceEach = (answers: readonly Answer[]): Answer[] =>
  [...new Map(answers.map((answer) => [answer.id, answer])).values()].sort(byArrival);

export const byArrival = (left: Pick<Answer, "time" | "id">, right: Pick<Answer, "time" | "id">): number =>
  left.time - right.time || (left.id < right.id ? -1 : left.id > right.id ? 1 : 0);
