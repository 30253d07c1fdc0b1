/** Sums that the confidence sequence of a mean goes on from: plain, so that they can be stored. */
export interface MeanSequence {
  n: number;
  sum: number;
  /** Squared distances to the running mean. */
  squares: number;
  /** Of the bets, of values times bets, and of what the bets cost. */
  bets: number;
  betted: number;
  cost: number;
}

export const newMeanSequence = (): MeanSequence => ({ n: 0, sum: 0, squares: 0, bets: 0, betted: 0, cost: 0 });

/** Largest bet: further ones pay off for a mean near the edge alone. */
const largestBet = 0.5;

/**
 * Takes the next value, in [0, 1], by the predictable plug-in empirical Bernstein process (Waudby-Smith and Ramdas 2024,
 * Estimating means of bounded random variables by betting, theorem 2): the bet on a value depends on those before it.
 * @param alpha the same for all values of a sequence
 */
export function addToSequence(sequence: MeanSequence, value: number, alpha: number): void {
  const { n } = sequence;
  const middle = (0.5 + sequence.sum) / (n + 1);
  const variance = (0.25 + sequence.squares) / (n + 1);
  const bet = Math.min(largestBet, Math.sqrt((2 * Math.log(2 / alpha)) / (variance * (n + 1) * Math.log(n + 2))));
  sequence.bets += bet;
  sequence.betted += bet * value;
  sequence.cost += (value - middle) ** 2 * (-Math.log1p(-bet) - bet);
  sequence.n += 1;
  sequence.sum += value;
  sequence.squares += (value - (0.5 + sequence.sum) / (n + 2)) ** 2;
}

/** Holds the mean at every n at once with probability 1 - alpha; the whole of [0, 1] of nothing. */
export function sequenceInterval({ bets, betted, cost }: MeanSequence, alpha: number): [number, number] {
  if (bets === 0) return [0, 1];
  const half = (Math.log(2 / alpha) + cost) / bets;
  return [Math.max(0, betted / bets - half), Math.min(1, betted / bets + half)];
}
