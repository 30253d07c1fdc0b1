import { InputError } from "#contracts";

/** @param legal an example */
export function parseObject(where: string, text: string, legal: string): Record<string, unknown> {
  try {
    const value: unknown = JSON.parse(text);
    if (typeof value === "object" && value !== null && !Array.isArray(value)) return value as Record<string, unknown>;
  } catch {
    // said below
  }
  throw new InputError([{ where, problem: "is no JSON object", legal }]);
}
