/** Under this share of readable answers a judge has not judged. */
export const lowestParseRate = 0.95;

export interface ParseRate {
  asked: number;
  parsed: number;
  /** NaN when nothing was asked. */
  rate: number;
  /** Whether the gate may go by these scores. */
  enough: boolean;
}

export function parseRate(asked: number, parsed: number): ParseRate {
  const rate = parsed / asked;
  return { asked, parsed, rate, enough: rate >= lowestParseRate };
}
