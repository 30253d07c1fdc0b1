import type { Prediction } from "#contracts";

/** What stands for an answer that names no known class. */
export const noLabel = "∅";

/**
 * The class that a text names: the field of a JSON object, else the trimmed text itself.
 * @returns undefined for a JSON-looking text without the field
 */
export function labelIn(text: string | null, field: string): string | undefined {
  if (text === null) return undefined;
  const trimmed = text.trim();
  if (!trimmed.startsWith("{")) return trimmed === "" ? undefined : trimmed;
  try {
    const value = (JSON.parse(trimmed) as Record<string, unknown>)[field];
    return typeof value === "string" ? value : undefined;
  } catch {
    return undefined;
  }
}

export interface Confusion {
  /** Classes of the references, sorted; and last what was no class, where that happened. */
  labels: string[];
  /** True class (row) by answered class (column). */
  counts: number[][];
}

/** Classes that a matrix can hold; an answer beyond them is none. A task with more is not one of classes. */
const mostLabels = 100;

/** A confusion matrix over a stream of rows. */
export function confusionTally(field: string): { add(row: Prediction): void; matrix(): Confusion } {
  const places = labelPlaces();
  const counts = new Map<number, number>();
  return {
    add({ references, prediction }) {
      const truth = places.of(labelIn(references[0] ?? null, field));
      const cell = truth * (mostLabels + 1) + places.of(labelIn(prediction, field));
      counts.set(cell, (counts.get(cell) ?? 0) + 1);
    },
    matrix() {
      const cells = [...counts].map(([cell, count]) => ({
        truth: places.name(Math.floor(cell / (mostLabels + 1))),
        answer: places.name(cell % (mostLabels + 1)),
        count,
      }));
      const truths = new Set(cells.map(({ truth }) => truth));
      const columnOf = (answer: string): string => (truths.has(answer) ? answer : noLabel);
      const labels = [...truths].filter((label) => label !== noLabel).sort();
      if (cells.some(({ truth, answer }) => truth === noLabel || columnOf(answer) === noLabel)) labels.push(noLabel);
      const matrix = labels.map(() => labels.map(() => 0));
      for (const { truth, answer, count } of cells) {
        const row = matrix[labels.indexOf(truth)] as number[];
        const column = labels.indexOf(columnOf(answer));
        row[column] = (row[column] as number) + count;
      }
      return { labels, counts: matrix };
    },
  };
}

interface LabelPlaces {
  of(label: string | undefined): number;
  name(place: number): string;
  count(): number;
  /** Whether more classes came than can be told apart. */
  full(): boolean;
}

/** A number for each class, in the order in which they come; 0 is no class. */
export function labelPlaces(): LabelPlaces {
  const places = new Map<string, number>();
  const names = [noLabel];
  let full = false;
  return {
    of(label) {
      if (label === undefined || label === noLabel) return 0;
      const known = places.get(label);
      if (known !== undefined) return known;
      if (names.length > mostLabels) {
        full = true;
        return 0;
      }
      places.set(label, names.length);
      names.push(label);
      return names.length - 1;
    },
    name: (place) => names[place] ?? noLabel,
    count: () => names.length,
    full: () => full,
  };
}
