export interface Goal {
  atLeast?: number;
  atMost?: number;
}

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
