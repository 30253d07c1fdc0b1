/** A cumulative count as it was seen: milliseconds since 1970, and how much had been counted by then. */
export type Sample = readonly [time: number, value: number];

/** One counter, or one bucket of a histogram, of one process. */
export interface Series {
  name: string;
  labels: Readonly<Record<string, string>>;
  samples: readonly Sample[];
}

/** The same for the same name and labels, in whatever order. */
export const seriesKey = ({ name, labels }: Pick<Series, "name" | "labels">): string =>
  JSON.stringify([name, ...Object.entries(labels).sort(([left], [right]) => (left < right ? -1 : 1))]);
