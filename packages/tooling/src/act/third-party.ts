import { globSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";

/** Of act itself. */
const known = new Set(["actions/checkout"]);

/** `owner/name@commit` of every action of others that the files below a folder name, sorted. */
export function thirdPartyActions(toolkit: string): string[] {
  const paths = globSync([".github/workflows/*.yml", "actions/*/action.yml"], { cwd: toolkit });
  const named = paths.flatMap((path) =>
    [...readFileSync(join(toolkit, path), "utf8").matchAll(/\buses:\s*([\w-]+\/[\w.-]+)@([0-9a-f]{40})\b/g)].map(
      ([, repository = "", commit = ""]) => ({ repository, commit }),
    ),
  );
  const others = named.filter(({ repository }) => !known.has(repository));
  return [...new Set(others.map(({ repository, commit }) => `${repository}@${commit}`))].sort();
}

/**
 * act fetches every action that a job names, also of a step that is left out: logins to clouds, which nothing here has.
 * In their place stand actions that fail when a step calls them all the same.
 * @returns act's parameters
 */
export function withoutThirdParty(toolkit: string, folder: string): string[] {
  return thirdPartyActions(toolkit).flatMap((reference) => {
    const place = join(folder, reference.replace(/[/@]/g, "-"));
    mkdirSync(place, { recursive: true });
    writeFileSync(join(place, "action.yml"), standIn(reference));
    return ["--local-repository", `${reference}=${place}`];
  });
}

const standIn = (reference: string): string =>
  [
    `name: stands for ${reference}`,
    "description: Fails when it is called",
    "runs:",
    "  using: composite",
    "  steps:",
    "    - shell: bash",
    `      run: 'echo "::error::${reference} is not run here"; exit 1'`,
    "",
  ].join("\n");
