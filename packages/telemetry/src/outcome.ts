/** Answers that say nothing of the model: the caller's own mistakes and limits. */
export const notTheModels: ReadonlySet<number> = new Set([401, 403, 404, 429, 499]);

export type Outcome = "answered" | "failed" | "not-the-models";

/** What a status label says of a request: an HTTP status, a class such as 5xx, or a word (`error` in the specification). */
export function outcomeOf(status: string): Outcome {
  if (/^\d{3}$/.test(status)) {
    if (notTheModels.has(Number(status))) return "not-the-models";
    return Number(status) >= 400 ? "failed" : "answered";
  }
  return /^([45]xx|err|fail|exception|time-?_?out)/i.test(status) ? "failed" : "answered";
}
