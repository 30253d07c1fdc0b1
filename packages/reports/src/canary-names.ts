import { type CanaryLook, canaryMetrics, type Language } from "#contracts";
import { canaryDriveText, canaryText } from "#messages";
import { type Block, heading, list } from "./document.ts";

/** What people call a metric; one that the user declared is called as the user does. */
export function metricName(metric: string, language: Language): string {
  const names: Record<string, string> = canaryText[language].metrics;
  return names[metric] ?? metric;
}

/** Metrics that any of the looks judged: the three first, then the further ones by name. */
export function metricsOf(looks: readonly Pick<CanaryLook, "metrics">[]): string[] {
  const found = new Set(looks.flatMap(({ metrics }) => Object.keys(metrics)));
  const three = canaryMetrics.filter((metric) => found.has(metric));
  return [...three, ...[...found].filter((metric) => !three.some((each) => each === metric)).sort()];
}

/** A note that has no sentence is shown by its code: rather plain than silent. `code:metric` is of that metric. */
export function caveatsOf(notes: readonly string[], language: Language): Block[] {
  if (notes.length === 0) return [];
  const text = canaryText[language];
  const sentences: Record<string, string> = { ...text.notes, ...canaryDriveText[language].notes };
  const ofMetric: Record<string, (metric: string) => string> = text.metricNotes;
  const said = notes.map((note) => {
    const [code = "", metric] = note.split(":");
    const tell = metric === undefined ? undefined : ofMetric[code];
    return tell ? tell(metricName(metric ?? "", language)) : (sentences[note] ?? note);
  });
  return [heading(text.caveats), list(said)];
}

/** Digits of a value that may be of any size: USD are small, milliseconds large. */
export const digitsOf = (value: number): number => {
  const size = Math.abs(value);
  return size >= 100 ? 0 : size >= 1 ? 2 : size >= 0.1 ? 3 : 5;
};
