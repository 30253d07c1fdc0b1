import { InputError, type Language, type Problem, problemLine, ToolkitError } from "#contracts";
import { failureText } from "#messages";

/** An ending other than a result, as data: a user's mistake or a provider's failure, or a bug of ours. */
export interface Failure {
  kind: "bad-input" | "failed" | "bug";
  code: string;
  message: string;
  provider?: string | undefined;
  status?: number | undefined;
  hint?: string | undefined;
  problems: readonly Problem[];
  /** Lines for the log: the stack of a bug, causes of a failure. */
  details: readonly string[];
}

export function failureOf(error: unknown): Failure {
  if (error instanceof InputError) {
    return { kind: "bad-input", code: error.code, message: error.message, problems: error.problems, details: [] };
  }
  if (error instanceof ToolkitError) {
    const { code, message, provider, status, hint } = error;
    return {
      kind: "failed",
      code,
      message: `${message} [${code}]`,
      provider,
      status,
      hint,
      problems: [],
      details: causes(error),
    };
  }
  const thrown = error instanceof Error ? error : new Error(`thrown: ${describe(error)}`);
  const details = [thrown.stack ?? thrown.message, ...causes(thrown)];
  return { kind: "bug", code: "bug", message: `${thrown.message} [bug]`, problems: [], details };
}

function causes(error: Error): string[] {
  const chain: string[] = [];
  for (let cause = error.cause; cause instanceof Error && chain.length < 5; cause = cause.cause) {
    chain.push(`caused by ${cause.name}: ${cause.message}`);
  }
  return chain;
}

function describe(value: unknown): string {
  try {
    return typeof value === "string" ? value : (JSON.stringify(value) ?? String(value));
  } catch {
    return String(value);
  }
}

export function failureSummary(action: string, failure: Failure, language: Language): string {
  const text = failureText[language];
  const lines = [`### ❌ ${action}: ${text[failure.kind]}`, ""];
  if (failure.kind === "bad-input")
    lines.push(...failure.problems.map((problem) => `- ${asCode(problemLine(problem))}`));
  else lines.push(asCode(failure.message));
  const facts: [string, string | number | undefined][] = [
    [text.code, failure.code],
    [text.provider, failure.provider],
    [text.status, failure.status],
    [text.hint, failure.hint],
  ];
  lines.push(
    "",
    ...facts.flatMap(([name, value]) => (value === undefined ? [] : [`- ${name}: ${asCode(String(value))}`])),
  );
  return `${lines.join("\n")}\n`;
}

/** A code span that its content cannot leave: the fence is longer than any run of backticks within. */
function asCode(content: string): string {
  const oneLine = content.replace(/\s+/g, " ");
  const longest = Math.max(0, ...[...oneLine.matchAll(/`+/g)].map(([run]) => run.length));
  const fence = "`".repeat(longest + 1);
  return `${fence} ${oneLine} ${fence}`;
}
