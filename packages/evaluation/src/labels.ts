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

export function confusionOf(rows: readonly Prediction[], field: string): Confusion {
  const truths = rows.map(({ references }) => labelIn(references[0] ?? null, field) ?? noLabel);
  const known = new Set(truths);
  const answers = rows.map(({ prediction }) => {
    const label = labelIn(prediction, field);
    return label !== undefined && known.has(label) ? label : noLabel;
  });
  const labels = [...known].filter((label) => label !== noLabel).sort();
  if (answers.includes(noLabel) || known.has(noLabel)) labels.push(noLabel);
  const place = new Map(labels.map((label, index) => [label, index]));
  const counts = labels.map(() => labels.map(() => 0));
  for (const [index, truth] of truths.entries()) {
    const row = counts[place.get(truth) as number] as number[];
    const column = place.get(answers[index] as string) as number;
    row[column] = (row[column] as number) + 1;
  }
  return { labels, counts };
}

export interface LabelScores {
  precision: number;
  recall: number;
  f1: number;
}

/** Precision, recall and F1 of one class; 0 where a denominator is 0 (as scikit-learn's zero_division=0). */
export function scoresOf({ labels, counts }: Confusion, label: string): LabelScores {
  const at = labels.indexOf(label);
  const hit = counts[at]?.[at] ?? 0;
  const answered = counts.reduce((sum, row) => sum + (row[at] ?? 0), 0);
  const truth = (counts[at] ?? []).reduce((sum, count) => sum + count, 0);
  const precision = answered === 0 ? 0 : hit / answered;
  const recall = truth === 0 ? 0 : hit / truth;
  return { precision, recall, f1: precision + recall === 0 ? 0 : (2 * precision * recall) / (precision + recall) };
}
