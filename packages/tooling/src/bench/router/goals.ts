export interface Goal {
  atLeast?: number;
  atMost?: number;
}

/** Half of Envoy's requests a second, by one process. */
export const rateOfEnvoys: Goal = { atLeast: 0.5 };
/** Milliseconds added to the 99th percentile of tokens at 1,000 streams at once. */
export const addedAtStreams: Goal = { atMost: 2 };
/** Requests lost in 1,000 changes of weights under load. */
export const lostInChanges: Goal = { atMost: 0 };
/**
 * Memory at the end over memory after the first 200,000 requests, when V8 has given the heap its size (seen: 176 MB after
 * 100,000 and 250 to 290 MB ever after); a tenth is what collecting garbage moves it by.
 */
export const memoryGrowth: Goal = { atMost: 1.1 };

/** What a figure misses of its goal. No figure misses every goal. */
export function missed(figure: number, { atLeast, atMost }: Goal): string | undefined {
  if (!Number.isFinite(figure)) return "no figure";
  const said = Number(figure.toPrecision(4));
  if (atLeast !== undefined && figure < atLeast) return `${said}, at least ${atLeast} wanted`;
  if (atMost !== undefined && figure > atMost) return `${said}, at most ${atMost} allowed`;
  return undefined;
}

export function median(values: readonly number[]): number {
  const sorted = [...values].sort((left, right) => left - right);
  const middle = Math.floor(sorted.length / 2);
  const upper = sorted[middle] ?? Number.NaN;
  return sorted.length % 2 === 1 ? upper : ((sorted[middle - 1] ?? Number.NaN) + upper) / 2;
}
