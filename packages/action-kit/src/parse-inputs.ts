import { InputError, type Problem, problemsOf } from "#contracts";
import type { InputSpec } from "./input.ts";

/** Where the texts of inputs come from: `@actions/core` in an action, a plain record in a test. */
export interface InputSource {
  input(name: string): string;
  variable(name: string): string | undefined;
}

/**
 * All inputs, parsed strictly.
 * @throws InputError with every bad input at once
 */
export function parseInputs(specs: Record<string, InputSpec<unknown>>, source: InputSource): Record<string, unknown> {
  const problems: Problem[] = [];
  const values: Record<string, unknown> = {};
  for (const [name, spec] of Object.entries(specs)) {
    const word = wordOf(name, spec, source);
    if (word === undefined) {
      if (spec.required) problems.push({ where: name, problem: "is required", mend: mendOf(name, spec) });
      else values[name] = undefined;
      continue;
    }
    const parsed = spec.schema.safeParse(word);
    if (parsed.success) values[name] = parsed.data;
    else problems.push(...problemsOf(parsed.error, name).map((problem) => describe(problem, spec, word)));
  }
  if (problems.length > 0) throw new InputError(problems);
  return values;
}

/** The input's own text, else the vendor's variable, else the default; trimmed, undefined when all are empty. */
export function wordOf(name: string, spec: InputSpec<unknown>, source: InputSource): string | undefined {
  const own = source.input(name).trim();
  if (own !== "") return own;
  const vendors = spec.environment && source.variable(spec.environment)?.trim();
  return vendors || spec.default || undefined;
}

function mendOf(name: string, spec: InputSpec<unknown>): string {
  return spec.environment ? `set the input ${name} or the variable ${spec.environment}` : `set the input ${name}`;
}

function describe(problem: Problem, spec: InputSpec<unknown>, word: string): Problem {
  if (spec.secret) return { where: problem.where, problem: "has a value of the wrong form" };
  const shown = JSON.stringify(word.length > 80 ? `${word.slice(0, 80)}…` : word);
  return { ...problem, problem: `${problem.problem} (got ${shown})`, legal: spec.legal?.join(" | ") ?? problem.legal };
}
