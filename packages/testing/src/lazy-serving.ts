import type { Serving } from "#serving";

const verbs = [
  "describe",
  "deploy",
  "submit",
  "collect",
  "setWeight",
  "weights",
  "reconcile",
  "health",
  "promote",
  "rollback",
  "settle",
  "stop",
] as const satisfies readonly (keyof Serving)[];

/** A provider that is loaded at its first verb. */
export function lazyServing(open: () => Promise<Serving>): Serving {
  const verb =
    (name: keyof Serving) =>
    async (...given: unknown[]): Promise<unknown> =>
      await ((await open())[name] as (...given: unknown[]) => Promise<unknown>)(...given);
  return Object.fromEntries(verbs.map((name) => [name, verb(name)])) as unknown as Serving;
}
