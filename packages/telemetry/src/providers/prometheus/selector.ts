import { InputError } from "#contracts";

export type Labels = Readonly<Record<string, string>>;

/** What stands between the quotes of PromQL. */
const quoted = (value: string): string =>
  `"${value.replace(/\\/g, "\\\\").replace(/"/g, '\\"').replace(/\n/g, "\\n")}"`;

/** Series of one of the names that carry all the labels. */
export function selectorOf(names: readonly string[], labels: Labels): string {
  const name = names.length === 1 ? `__name__=${quoted(names[0] as string)}` : `__name__=~${quoted(names.join("|"))}`;
  return `{${[name, ...Object.entries(labels).map(([label, value]) => `${label}=${quoted(value)}`)].join(",")}}`;
}

/**
 * Labels written `name=value`, one an item.
 * @throws InputError naming the input and every item that is none
 */
export function labelsOf(input: string, items: readonly string[]): Labels {
  const pairs = items.map((item) => /^([a-zA-Z_][a-zA-Z0-9_]*)\s*=\s*"?([^"]*)"?$/.exec(item));
  const bad = items.filter((_, at) => !pairs[at]);
  const legal = "name=value, such as variant=canary";
  if (bad.length > 0)
    throw new InputError(bad.map((item) => ({ where: input, problem: `${JSON.stringify(item)} is no label`, legal })));
  if (items.length === 0) throw new InputError([{ where: input, problem: "names no label", legal }]);
  return Object.fromEntries(pairs.map((pair) => [pair?.[1], pair?.[2]]));
}
