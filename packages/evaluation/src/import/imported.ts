import { InputError, type Prediction, type Problem } from "#contracts";

/** A score as another tool computed it. */
export interface ImportedScore {
  /** Task, scorer or prompt that it is of. */
  task: string;
  metric: string;
  value: number;
  /** Rows that it is over; null where the tool does not say. */
  n: number | null;
  /** Standard error; null where the tool gives none. */
  stderr: number | null;
  /** Null where the tool does not say. */
  higherIsBetter: boolean | null;
}

/** Results of another tool in our words. */
export interface Imported {
  tool: "lm-evaluation-harness" | "promptfoo" | "inspect";
  /** Of the tool; null where the file does not say. */
  version: string | null;
  model: string | null;
  scores: ImportedScore[];
  /** What the file holds of single examples; a row whose test has no reference has none here. */
  rows: Prediction[];
}

/** What the file is not, and what would be legal. */
export function unreadable(where: string, problem: string, legal?: string | undefined): InputError {
  return new InputError([{ where, problem, legal }], "import-unreadable");
}

/** @throws InputError with all problems, where there are any */
export function throwAny(problems: readonly Problem[]): void {
  if (problems.length > 0) throw new InputError(problems.slice(0, 20), "import-unreadable");
}

/**
 * JSON as Python writes it, where NaN and Infinity are bare words: they become null, which is no number either.
 * @throws InputError `import-unreadable`
 */
export function parsePythonJson(text: string, where: string): unknown {
  if (text.startsWith("PK"))
    throw unreadable(where, "is a zip archive, not JSON", "for Inspect: `inspect log convert --to json`");
  try {
    return JSON.parse(text);
  } catch {
    try {
      return JSON.parse(withoutConstants(text));
    } catch (error) {
      throw unreadable(where, `is not JSON: ${(error as Error).message.slice(0, 200)}`);
    }
  }
}

function withoutConstants(text: string): string {
  let result = "";
  for (let at = 0; at < text.length; ) {
    const quote = text.indexOf('"', at);
    const outside = text.slice(at, quote === -1 ? text.length : quote);
    result += outside.replace(/-?\b(NaN|Infinity)\b/g, "null");
    if (quote === -1) break;
    const end = endOfString(text, quote);
    result += text.slice(quote, end);
    at = end;
  }
  return result;
}

function endOfString(text: string, quote: number): number {
  for (let at = quote + 1; at < text.length; at++) {
    if (text[at] === "\\") at += 1;
    else if (text[at] === '"') return at + 1;
  }
  return text.length;
}
