import { mean } from "./moments.ts";

/**
 * Cohen's kappa with quadratic weights (Cohen 1968) of two raters over the categories 0 … categories - 1.
 * NaN where both gave one and the same category throughout: nothing there could have disagreed.
 */
export function quadraticKappa(first: readonly number[], second: readonly number[], categories: number): number {
  const n = first.length;
  const counts = [new Array<number>(categories).fill(0), new Array<number>(categories).fill(0)] as const;
  let observed = 0;
  for (const [index, left] of first.entries()) {
    const right = second[index] as number;
    counts[0][left] = (counts[0][left] as number) + 1;
    counts[1][right] = (counts[1][right] as number) + 1;
    observed += (left - right) ** 2;
  }
  let expected = 0;
  for (const [left, many] of counts[0].entries())
    for (const [right, others] of counts[1].entries()) expected += (many * others * (left - right) ** 2) / n;
  return 1 - observed / expected;
}

/** Spearman's rank correlation, ties by their mean rank. NaN where one side is constant. */
export function spearman(first: readonly number[], second: readonly number[]): number {
  return pearson(ranksOf(first), ranksOf(second));
}

function pearson(x: readonly number[], y: readonly number[]): number {
  const [centreX, centreY] = [mean(x), mean(y)];
  let [both, squaresX, squaresY] = [0, 0, 0];
  for (const [index, value] of x.entries()) {
    const [dx, dy] = [value - centreX, (y[index] as number) - centreY];
    both += dx * dy;
    squaresX += dx * dx;
    squaresY += dy * dy;
  }
  return both / Math.sqrt(squaresX * squaresY);
}

function ranksOf(values: readonly number[]): number[] {
  const order = values.map((value, index) => ({ value, index })).sort((left, right) => left.value - right.value);
  const ranks = new Array<number>(values.length);
  for (let from = 0; from < order.length; ) {
    let to = from;
    while (to < order.length && order[to]?.value === order[from]?.value) to += 1;
    for (const { index } of order.slice(from, to)) ranks[index] = (from + to + 1) / 2;
    from = to;
  }
  return ranks;
}

/**
 * Krippendorff's alpha for interval data (Krippendorff 2004, 11.3) of units rated by several, null where one did not.
 * Units with fewer than two ratings say nothing. NaN where all ratings are alike.
 */
export function krippendorffAlpha(units: readonly (readonly (number | null)[])[]): number {
  const rated = units
    .map((unit) => unit.filter((value): value is number => value !== null))
    .filter(({ length }) => length >= 2);
  const all = rated.flat();
  const within = rated.reduce((sum, unit) => sum + squaredDifferences(unit) / (unit.length - 1), 0);
  return 1 - (within / squaredDifferences(all)) * (all.length - 1);
}

/** Sum of (x - y)^2 over all ordered pairs: 2 (n sum x^2 - (sum x)^2), from deviations so that it does not cancel. */
function squaredDifferences(values: readonly number[]): number {
  const centre = mean(values);
  return 2 * values.length * values.reduce((sum, value) => sum + (value - centre) ** 2, 0);
}

/** Where the variance of repeated measurements comes from. */
export interface VarianceComponents {
  /** Of the groups' true values; 0 where the estimate would be negative. */
  between: number;
  /** Of repeats within a group. */
  within: number;
  /** Share of the variance of one measurement that is the groups': ICC(1,1) of Shrout and Fleiss 1979. */
  reliability: number;
  groups: number;
  measurements: number;
}

/**
 * One-way random effects by analysis of variance, groups of any sizes (Searle, Casella, McCulloch 1992, 3.6).
 * Undefined with fewer than two groups or no repeat at all.
 */
export function oneWayComponents(groups: readonly (readonly number[])[]): VarianceComponents | undefined {
  const filled = groups.filter(({ length }) => length > 0);
  const n = filled.reduce((sum, { length }) => sum + length, 0);
  const many = filled.length;
  if (many < 2 || n === many) return undefined;
  const grand = filled.reduce((sum, group) => sum + mean(group) * group.length, 0) / n;
  let [squaresBetween, squaresWithin, sizes] = [0, 0, 0];
  for (const group of filled) {
    const centre = mean(group);
    squaresBetween += group.length * (centre - grand) ** 2;
    squaresWithin += group.reduce((sum, value) => sum + (value - centre) ** 2, 0);
    sizes += group.length ** 2;
  }
  const within = squaresWithin / (n - many);
  const between = Math.max(0, (squaresBetween / (many - 1) - within) / ((n - sizes / n) / (many - 1)));
  return { between, within, reliability: between / (between + within), groups: many, measurements: n };
}

/** A cut of scores (at least the cut = pass) against what is true, and how well it parts: Youden 1950. */
export interface Cut {
  cut: number;
  /** Sensitivity + specificity - 1. */
  youden: number;
}

/**
 * The observed score that parts the passes from the others best; the highest of equals, since a gate that errs should err
 * on the strict side. Undefined where there is only one kind.
 */
export function bestCut(scores: readonly number[], passed: readonly boolean[]): Cut | undefined {
  const passes = passed.filter(Boolean).length;
  const fails = passed.length - passes;
  if (passes === 0 || fails === 0) return undefined;
  const order = scores.map((score, index) => ({ score, pass: passed[index] as boolean }));
  order.sort((left, right) => right.score - left.score);
  let best: Cut | undefined;
  let [hits, alarms] = [0, 0];
  for (const [index, { score, pass }] of order.entries()) {
    if (pass) hits += 1;
    else alarms += 1;
    if (order[index + 1]?.score === score) continue;
    const youden = hits / passes - alarms / fails;
    if (!best || youden > best.youden + 1e-12) best = { cut: score, youden };
  }
  return best;
}
