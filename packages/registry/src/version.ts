import { InputError } from "#contracts";

const exact = /^(0|[1-9]\d*)\.(0|[1-9]\d*)\.(0|[1-9]\d*)$/;

/** Numbers of a semantic version (SemVer 2.0.0, no pre-release). */
export function versionNumbers(version: string): [number, number, number] | undefined {
  const found = exact.exec(version);
  return found ? [Number(found[1]), Number(found[2]), Number(found[3])] : undefined;
}

const numbersOf = (version: string): [number, number, number] => versionNumbers(version) ?? [0, 0, 0];

export function compareVersions(left: string, right: string): number {
  const [a, b] = [numbersOf(left), numbersOf(right)];
  return a[0] - b[0] || a[1] - b[1] || a[2] - b[2];
}

/** The version after all of these; 1.0.0 is the first. */
export function nextVersion(versions: readonly string[], bump: "major" | "minor" | "patch"): string {
  const latest = [...versions].sort(compareVersions).at(-1);
  if (latest === undefined) return "1.0.0";
  const [major, minor, patch] = versionNumbers(latest) as [number, number, number];
  return bump === "major"
    ? `${major + 1}.0.0`
    : bump === "minor"
      ? `${major}.${minor + 1}.0`
      : `${major}.${minor}.${patch + 1}`;
}

export type Selector = { name: string } & (
  | { digest: string }
  | { version: string }
  | { prefix: string }
  | { alias: string }
);

/** @throws InputError for a text that selects nothing */
export function parseSelector(text: string): Selector {
  const byDigest = /^([^@#]+)#(sha256:[0-9a-f]{64})$/.exec(text);
  if (byDigest) return { name: requireName(byDigest[1] as string), digest: byDigest[2] as string };
  const [, name, rest] = /^([^@#]+)@([^@#]+)$/.exec(text) ?? [];
  if (name === undefined || rest === undefined) {
    throw new InputError(
      [
        {
          where: "model",
          problem: `"${text}" selects none`,
          legal: "name@alias, name@1.4.2, name@1.4.x, name#sha256:<64 hex digits>",
        },
      ],
      "bad-model-ref",
    );
  }
  requireName(name);
  if (exact.test(rest)) return { name, version: rest };
  const range = /^(\d+\.(?:\d+\.)?)x$/.exec(rest);
  return range ? { name, prefix: range[1] as string } : { name, alias: requireAlias(rest) };
}

/** @param versions the oldest first */
export function selected<Version extends { version: string; digest: string; aliases: readonly string[] }>(
  versions: readonly Version[],
  selector: Selector,
): Version | undefined {
  if ("digest" in selector) return versions.find(({ digest }) => digest === selector.digest);
  if ("version" in selector) return versions.find(({ version }) => version === selector.version);
  if ("prefix" in selector) return versions.findLast(({ version }) => version.startsWith(selector.prefix));
  return versions.find(({ aliases }) => aliases.includes(selector.alias));
}

export function requireName(name: string): string {
  if (/^[a-z0-9][a-z0-9._-]{0,127}$/.test(name) && !name.includes("..")) return name;
  throw new InputError(
    [
      {
        where: "name",
        problem: `"${name}" is no model name`,
        legal: "small letters, digits, . _ -, at most 128, first a letter or digit",
      },
    ],
    "bad-name",
  );
}

/** Stages that MLflow gave up for aliases; the specification still says them. */
const stages: ReadonlyMap<string, string> = new Map([
  ["Staging", "staging"],
  ["Production", "production"],
  ["Archived", "archived"],
]);

/** @returns the alias; of one of MLflow's old stages, the alias that stands for it */
export function requireAlias(wanted: string): string {
  const alias = stages.get(wanted) ?? wanted;
  if (/^[a-z][a-z0-9_-]{0,63}$/.test(alias) && !/^v\d/.test(alias)) return alias;
  throw new InputError(
    [
      {
        where: "alias",
        problem: `"${alias}" is no alias`,
        legal: "small letters, digits, _ -, first a letter, not like a version",
      },
    ],
    "bad-alias",
  );
}
