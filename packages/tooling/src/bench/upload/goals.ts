import { type Goal, median, missed } from "../goal.ts";

/** Our rate over the rate of what people send files with, on 2 GB in 40 files. */
export const rateOfClients: Goal = { atLeast: 0.9 };
/** MB of RSS, whatever the size of the model. */
export const residentMegabytes: Goal = { atMost: 200 };
/** MB of a model's bytes that go out when the same folder is registered again. */
export const sentAgain: Goal = { atMost: 0.1 };

/** Median of the ratios round by round: both ways of a round meet the same load of the machine. */
export const rateOver = (theirs: readonly number[], ours: readonly number[]): number =>
  median(ours.map((seconds, round) => (theirs[round] ?? Number.NaN) / seconds));

/** @throws Error naming the figures that miss their goals */
export function requireGoals(figures: Record<string, { figure: number; goal: Goal }>): void {
  const behind = Object.entries(figures).flatMap(([name, { figure, goal }]) => {
    const wrong = missed(figure, goal);
    return wrong ? [`${name}: ${wrong}`] : [];
  });
  if (behind.length > 0) throw new Error(`goals missed: ${behind.join("; ")}`);
}
