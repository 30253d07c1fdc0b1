/** One thing wrong with an input: where it is, what is wrong, what would be legal and how to mend it. */
export interface Problem {
  /** Input name, `file:line`, or `file: key.path`. */
  where: string;
  problem: string;
  legal?: string | undefined;
  mend?: string | undefined;
}

export interface ErrorDetails {
  /** Kebab-case, stable: workflows and runbooks refer to it. */
  code: string;
  /** Provider id, when a provider failed. */
  provider?: string | undefined;
  /** HTTP status, when there was one. */
  status?: number | undefined;
  /** Whether the same call may succeed later without any change. */
  retryable?: boolean | undefined;
  /** English one-liner; redacted by whoever holds the secrets before it is shown. */
  message: string;
  /** How to mend it. A key of `messages` (`hint.*`) or an English sentence. */
  hint?: string | undefined;
  cause?: unknown;
}

/** A failure that the user can understand and act on; anything else that is thrown is a bug of ours. */
export class ToolkitError extends Error {
  readonly code: string;
  readonly provider: string | undefined;
  readonly status: number | undefined;
  readonly retryable: boolean;
  readonly hint: string | undefined;

  constructor(details: ErrorDetails) {
    super(details.message, details.cause === undefined ? undefined : { cause: details.cause });
    this.name = "ToolkitError";
    this.code = details.code;
    this.provider = details.provider;
    this.status = details.status;
    this.retryable = details.retryable ?? false;
    this.hint = details.hint;
  }
}

/** Bad input: every problem at once, so that a user mends a file or a workflow in one go. */
export class InputError extends ToolkitError {
  readonly problems: readonly Problem[];

  constructor(problems: readonly Problem[], code = "bad-input") {
    super({ code, message: problems.map(problemLine).join("\n") });
    this.name = "InputError";
    this.problems = problems;
  }
}

export function problemLine({ where, problem, legal, mend }: Problem): string {
  return [`${where}: ${problem}`, legal && `legal: ${legal}`, mend && `to mend: ${mend}`].filter(Boolean).join("; ");
}
