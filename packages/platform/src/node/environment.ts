import type { Environment } from "../environment.ts";

/** The process's own variables; an empty one counts as unset, since that is how a workflow passes a missing secret. */
export function nodeEnvironment(): Environment {
  return {
    get: (name) => process.env[name] || undefined,
    all: () =>
      Object.fromEntries(
        Object.entries(process.env).filter((entry): entry is [string, string] => entry[1] !== undefined),
      ),
  };
}
