import { logSumExp } from "#statistics";

/** Alternatives that evidence is spread over, uniformly: ratios of rates, and bets on a score's difference. */
export const ratios = [1.25, 1.5, 2, 3, 5, 10, 30] as const;
export const bets = [0.05, 0.1, 0.2, 0.4, 0.6, 0.8, 0.95] as const;

/** ln of the mixture's e-value from the logs of its parts. */
export const logEvidence = (logs: readonly number[]): number => logSumExp(logs) - Math.log(logs.length);
