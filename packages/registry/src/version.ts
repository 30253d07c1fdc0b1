import Range from "semver/classes/range.js";
import { InputError } from "#contracts";

/** SemVer 2.0.0, item 9 and the grammar behind it, without build metadata: two versions that differ in it have no order. */
const exact =
  /^(0|[1-9]\d*)\.(0|[1-9]\d*)\.(0|[1-9]\d*)(?:-((?:0|[1-9]\d*|\d*[A-Za-z-][0-9A-Za-z-]*)(?:\.(?:0|[1-9]\d*|\d*[A-Za-z-][0-9A-Za-z-]*))*))?$/;

export type VersionPart = "major" | "minor" | "patch";

/** A part that grows, or a pre-release of that: `minor-pr.7` gives `1.4.0-pr.7.1`, then `1.4.0-pr.7.2`. */
export type Bump = VersionPart | `${VersionPart}-${string}`;

/** Numbers of a semantic version, also of a pre-release; undefined for what is none. */
export function versionNumbers(version: string): [number, number, number] | undefined {
  const found = exact.exec(version);
  return found ? [Number(found[1]), Number(found[2]), Number(found[3])] : undefined;
}

/** `["pr", "7", "1"]` of `1.4.0-pr.7.1`; empty for a release. */
export function preReleaseOf(version: string): string[] {
  return exact.exec(version)?.[4]?.split(".") ?? [];
}

export const isPreRelease = (version: string): boolean => preReleaseOf(version).length > 0;

const numbersOf = (version: string): [number, number, number] => versionNumbers(version) ?? [0, 0, 0];

/** Precedence of SemVer 2.0.0, item 11: negative when the left one comes first. */
export function compareVersions(left: string, right: string): number {
  const [a, b] = [numbersOf(left), numbersOf(right)];
  return a[0] - b[0] || a[1] - b[1] || a[2] - b[2] || comparePreReleases(preReleaseOf(left), preReleaseOf(right));
}

function comparePreReleases(left: readonly string[], right: readonly string[]): number {
  // a release comes after all its pre-releases
  if (left.length === 0 || right.length === 0) return right.length - left.length;
  for (const [index, one] of left.entries()) {
    const other = right[index];
    if (other === undefined) return 1;
    if (one === other) continue;
    const numeric = [/^\d+$/.test(one), /^\d+$/.test(other)];
    if (numeric[0] && numeric[1]) return one.length - other.length || (one < other ? -1 : 1);
    if (numeric[0] !== numeric[1]) return numeric[0] ? -1 : 1;
    return one < other ? -1 : 1;
  }
  return left.length - right.length;
}

/**
 * The version after all of these; 1.0.0 is the first. Pre-releases among them are passed over, so that a pull request
 * never costs a number; a pre-release counts those of the same words.
 */
export function nextVersion(versions: readonly string[], bump: Bump): string {
  const [part, ...words] = bump.split("-") as [VersionPart, ...string[]];
  const release = nextRelease(
    versions.filter((version) => !isPreRelease(version)),
    part,
  );
  if (words.length === 0) return release;
  const before = `${release}-${requirePreRelease(words.join("-"))}.`;
  const counts = versions.flatMap((version) => {
    const count = version.startsWith(before) ? version.slice(before.length) : "";
    return /^\d+$/.test(count) ? [Number(count)] : [];
  });
  return `${before}${Math.max(0, ...counts) + 1}`;
}

function nextRelease(releases: readonly string[], part: VersionPart): string {
  const latest = [...releases].sort(compareVersions).at(-1);
  if (latest === undefined) return "1.0.0";
  const [major, minor, patch] = numbersOf(latest);
  if (part === "major") return `${major + 1}.0.0`;
  return part === "minor" ? `${major}.${minor + 1}.0` : `${major}.${minor}.${patch + 1}`;
}

/** @throws InputError for what cannot stand in a pre-release, such as `pr.07` */
export function requirePreRelease(words: string): string {
  if (words.length <= 64 && exact.test(`1.0.0-${words}.1`)) return words;
  throw new InputError(
    [
      {
        where: "pre-release",
        problem: `"${words}" is none`,
        legal:
          "words of letters, digits and -, parted by dots, no number with a leading 0, 64 characters at most: pr.7",
      },
    ],
    "bad-pre-release",
  );
}

export type Selector = { name: string } & (
  | { digest: string }
  | { version: string }
  | { range: Range }
  | { alias: string }
);

/** @throws InputError for a text that selects nothing */
export function parseSelector(text: string): Selector {
  const byDigest = /^([^@#]+)#(sha256:[0-9a-f]{64})$/.exec(text);
  if (byDigest) return { name: requireName(byDigest[1] as string), digest: byDigest[2] as string };
  const [, name, rest] = /^([^@#]+)@([^@#]+)$/.exec(text) ?? [];
  if (name === undefined || rest === undefined) throw selectsNone(text);
  requireName(name);
  if (exact.test(rest)) return { name, version: rest };
  // a word is an alias, though npm takes `x` for a range and `v1` for a version
  if (/^[a-z]/i.test(rest)) return { name, alias: requireAlias(rest) };
  const range = rangeOf(rest);
  if (range) return { name, range };
  throw selectsNone(text);
}

const selectsNone = (text: string): InputError =>
  new InputError(
    [
      {
        where: "model",
        problem: `"${text.slice(0, 200)}" selects none`,
        legal: "name@alias, name@1.4.2, name@1.4.x, name@^1.2, name@>=1.2 <2, name#sha256:<64 hex digits>",
      },
    ],
    "bad-model-ref",
  );

/** As npm reads it; undefined for what is none. A blank one and `~` alone would be everything, and are rather a slip. */
function rangeOf(text: string): Range | undefined {
  if (text.length > 200 || !/[\d*]/.test(text)) return undefined;
  try {
    return new Range(text);
  } catch {
    return undefined;
  }
}

export function selected<Version extends { version: string; digest: string; aliases: readonly string[] }>(
  versions: readonly Version[],
  selector: Selector,
): Version | undefined {
  if ("digest" in selector) return versions.find(({ digest }) => digest === selector.digest);
  if ("version" in selector) return versions.find(({ version }) => version === selector.version);
  // as with npm: a range says nothing of pre-releases, but of those whose numbers it names with one
  if ("range" in selector)
    return versions
      .filter(({ version }) => selector.range.test(version))
      .sort((left, right) => compareVersions(left.version, right.version))
      .at(-1);
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
