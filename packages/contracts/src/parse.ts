import type * as z from "zod";
import { InputError, type Problem } from "./error.ts";

/**
 * A value checked against its schema.
 * @param where file name or input name that the problems are reported under
 * @throws InputError with every problem at once
 */
export function parseStrictly<Schema extends z.ZodType>(
  schema: Schema,
  value: unknown,
  where: string,
): z.output<Schema> {
  const parsed = schema.safeParse(value);
  if (parsed.success) return parsed.data;
  throw new InputError(problemsOf(parsed.error, where));
}

export function problemsOf(error: z.ZodError, where: string): Problem[] {
  return error.issues.map((issue) => ({
    where: issue.path.length === 0 ? where : `${where}: ${issue.path.map(String).join(".")}`,
    problem: issue.message,
    legal: legalOf(issue),
  }));
}

function legalOf(issue: z.core.$ZodIssue): string | undefined {
  if (issue.code === "invalid_value") return issue.values.map(String).join(" | ");
  if (issue.code === "too_small") return `at least ${issue.minimum}`;
  if (issue.code === "too_big") return `at most ${issue.maximum}`;
  return undefined;
}
