import type { Environment } from "#platform";

export function fakeEnvironment(variables: Record<string, string>): Environment {
  return { get: (name) => variables[name] || undefined, all: () => ({ ...variables }) };
}
