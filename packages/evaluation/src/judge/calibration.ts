import { InputError } from "#contracts";
import { bestCut, bootstrapInterval, type Estimate, quadraticKappa, spearman, tInterval } from "#statistics";

export interface LabelledScore {
  /** What a person gave, on the rubric's scale. */
  human: number;
  /** What the judge gave, on the same scale; null where it gave none. */
  judge: number | null;
  /** Whether the person would let the answer pass. */
  passed?: boolean | undefined;
}

export type CalibrationWarning = "low-agreement" | "few-labels" | "one-kind-of-label" | "judge-missing";

export interface Calibration {
  /** Rows that have both scores. */
  n: number;
  missing: number;
  kappa: Estimate;
  spearman: Estimate;
  /** Judge minus human, on the rubric's scale: above 0 the judge is too kind. */
  bias: Estimate;
  /** The judge's score from which on an answer should pass, on the rubric's scale. */
  threshold: (Estimate & { youden: number }) | undefined;
  warnings: CalibrationWarning[];
}

export const lowestKappa = 0.6;
const fewestLabels = 30;

/**
 * A judge held against people: agreement, bias, and the threshold that comes closest to their verdicts.
 * @throws InputError `bad-labels` when a label is off the scale
 */
export function calibrate(
  rows: readonly LabelledScore[],
  { scale, draws = 2000, seed = 1 }: { scale: { min: number; max: number }; draws?: number; seed?: number },
): Calibration {
  const off = rows.filter(({ human }) => !(human >= scale.min && human <= scale.max));
  if (off.length > 0)
    throw new InputError(
      off.slice(0, 20).map(({ human }) => ({
        where: "labels",
        problem: `${human} is off the scale`,
        legal: `${scale.min} to ${scale.max}`,
      })),
      "bad-labels",
    );
  const both = rows.filter((row): row is LabelledScore & { judge: number } => row.judge !== null);
  const columns = (drawn: readonly number[]): { human: number[]; judge: number[]; passed: boolean[] } => {
    const chosen = drawn.map((index) => both[index] as (typeof both)[number]);
    return {
      human: chosen.map(({ human }) => human),
      judge: chosen.map(({ judge }) => judge),
      passed: chosen.map(({ passed }) => passed === true),
    };
  };
  const options = { draws, seed };
  const steps = stepsOf(scale);
  const kappa = bootstrapInterval(
    both.length,
    (drawn) => {
      const { human, judge } = columns(drawn);
      return quadraticKappa(human.map(steps.of), judge.map(steps.of), steps.count);
    },
    options,
  );
  const labelled = both.length > 0 && both.every(({ passed }) => passed !== undefined);
  const cutOf = (drawn: readonly number[]) => {
    const { judge, passed } = columns(drawn);
    return bestCut(judge, passed);
  };
  const cut = labelled ? cutOf(both.map((_, index) => index)) : undefined;
  const warnings: CalibrationWarning[] = [];
  if (!(kappa.value >= lowestKappa)) warnings.push("low-agreement");
  if (both.length < fewestLabels) warnings.push("few-labels");
  if (labelled && !cut) warnings.push("one-kind-of-label");
  if (both.length < rows.length) warnings.push("judge-missing");
  return {
    n: both.length,
    missing: rows.length - both.length,
    kappa,
    spearman: bootstrapInterval(
      both.length,
      (drawn) => {
        const { human, judge } = columns(drawn);
        return spearman(human, judge);
      },
      options,
    ),
    bias: tInterval(both.map(({ human, judge }) => judge - human)),
    threshold: cut && {
      ...bootstrapInterval(both.length, (drawn) => cutOf(drawn)?.cut ?? Number.NaN, options),
      youden: cut.youden,
    },
    warnings,
  };
}

/** Kappa is of categories: the whole steps of the scale, or its tenths where it spans one step or less. */
function stepsOf({ min, max }: { min: number; max: number }): { count: number; of: (score: number) => number } {
  const width = max - min > 1 ? 1 : (max - min) / 10;
  return { count: Math.round((max - min) / width) + 1, of: (score) => Math.round((score - min) / width) };
}
